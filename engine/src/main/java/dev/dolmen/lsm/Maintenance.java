package dev.dolmen.lsm;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.Admission;
import dev.dolmen.lsm.compaction.CompactionJob;
import dev.dolmen.lsm.compaction.CompactionPicker;
import dev.dolmen.lsm.compaction.CompactionPlan;
import dev.dolmen.lsm.compaction.ReadTolls;
import dev.dolmen.lsm.compaction.TableCover;
import dev.dolmen.lsm.compaction.TombstoneLimits;
import dev.dolmen.lsm.flush.FlushJob;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.health.Health;
import dev.dolmen.lsm.health.ReadOnlyStoreException;
import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.read.ReadToll;
import dev.dolmen.lsm.read.ReadView;
import dev.dolmen.lsm.read.Snapshots;
import dev.dolmen.lsm.read.Views;
import dev.dolmen.lsm.version.FileMetadata;
import dev.dolmen.lsm.version.Levels;
import dev.dolmen.lsm.version.Version;
import dev.dolmen.sstable.CacheStatistics;
import dev.dolmen.wal.Log;
import dev.dolmen.wal.LogFailedException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Flushes and compacts, in the background and, when writers get too far ahead, in their own threads.
 *
 * <p>One flush and one compaction run at a time, each under its lock. Whoever needs one done takes the lock and does what
 * is left to do; so a writer that has to wait either waits for the one that runs or runs it itself, and no choice of
 * executor can bring the store to a halt.
 *
 * <p>Failures. An {@link IOException} leaves everything as it was; the work is tried again after a pause, by the next
 * write. Damage found, and anything that is not an {@code IOException}, makes the store read-only: going on could make it
 * worse.
 */
final class Maintenance implements Admission, ReadToll {

    private static final System.Logger LOGGER = System.getLogger(Maintenance.class.getName());

    /** The log is synced when so much of it is not durable, though nobody asks for it. */
    private static final long SYNC_BACKLOG_BYTES = 4 << 20;

    private final Executor background;
    private final InstantSource clock;
    private final Health health;
    private final Views views;
    private final Snapshots snapshots;
    private final Log log;
    private final FlushJob flushJob;
    private final CompactionJob compactionJob;
    private final CompactionPicker picker;
    private final TombstoneLimits tombstones;
    private final ReadTolls tolls = new ReadTolls();
    private final Work seal;
    private final Throttle throttle;
    private final MemoryBudget memory;

    private final ReentrantLock flushing = new ReentrantLock();
    private final ReentrantLock compacting = new ReentrantLock();
    private final AtomicBoolean flushScheduled = new AtomicBoolean();
    private final AtomicBoolean compactionScheduled = new AtomicBoolean();
    private final AtomicBoolean clearanceScheduled = new AtomicBoolean();
    private final AtomicInteger flushesUnderWay = new AtomicInteger();
    private final AtomicInteger compactionsUnderWay = new AtomicInteger();
    private final AtomicInteger clearancesUnderWay = new AtomicInteger();
    private final AtomicInteger syncsUnderWay = new AtomicInteger();
    private final AtomicBoolean syncScheduled = new AtomicBoolean();
    private volatile @Nullable DeletingSince deletingSince;
    private final Retry flushRetry;
    private final Retry compactionRetry;

    private final AtomicLong flushes = new AtomicLong();
    private final AtomicLong flushedBytes = new AtomicLong();
    private final AtomicLong compactions = new AtomicLong();
    private final AtomicLong compactedBytes = new AtomicLong();
    private final AtomicLong failedRuns = new AtomicLong();

    /** When a memtable was first seen to hold a tombstone. */
    private record DeletingSince(Generation generation, long millis) {}

    /** @param seal seals the active memtable */
    Maintenance(
            StoreOptions options,
            Executor background,
            InstantSource clock,
            Health health,
            Views views,
            MemoryBudget memory,
            Snapshots snapshots,
            Log log,
            FlushJob flushJob,
            CompactionJob compactionJob,
            Work seal) {
        this.background = background;
        this.health = health;
        this.views = views;
        this.memory = memory;
        this.snapshots = snapshots;
        this.log = log;
        this.flushJob = flushJob;
        this.compactionJob = compactionJob;
        this.clock = clock;
        this.seal = seal;
        tombstones = new TombstoneLimits(options.tombstonePercent(), options.tombstoneAgeMillis());
        picker = new CompactionPicker(
                options.baseLevelBytes(), options.levelMultiplier(), options.level0CompactionFiles(), tombstones);
        throttle = new Throttle(options, System::nanoTime);
        flushRetry = new Retry(clock);
        compactionRetry = new Retry(clock);
    }

    // ---- what writers call ----

    /**
     * Slows the writer down as far as that is needed. Only in three cases it waits for a whole flush or compaction, or does
     * it itself: no background thread is at it, although it is needed; or memtables take more than their room and another
     * half, so that the rate at which writers are slowed down at most was still too high.
     */
    @Override
    public void admit(int bytes) throws IOException {
        health.requireWritable();
        ReadView view = views.peek();
        if (throttle.isMemoryFull(view)) {
            memory.share(view);
            view = makeRoomInMemory();
        }
        if (throttle.isLevel0Full(view)) {
            view = makeRoomOnLevel0();
        }
        throttle.slowDown(view, bytes);
    }

    private ReadView makeRoomInMemory() throws IOException {
        ReadView view = views.peek();
        while (throttle.isMemoryExhausted(view)
                || throttle.isMemoryFull(view) && !isUnderWay(flushing, flushesUnderWay)) {
            flushRetry.requireDue("flush");
            long start = System.nanoTime();
            flushOldest();
            throttle.waited(start);
            health.requireWritable();
            view = views.peek();
        }
        return view;
    }

    private ReadView makeRoomOnLevel0() throws IOException {
        ReadView view = views.peek();
        while (throttle.isLevel0Full(view) && !isUnderWay(compacting, compactionsUnderWay)) {
            compactionRetry.requireDue("compaction");
            long start = System.nanoTime();
            compactOnce();
            throttle.waited(start);
            health.requireWritable();
            view = views.peek();
        }
        return view;
    }

    private static boolean isUnderWay(ReentrantLock lock, AtomicInteger inBackground) {
        return inBackground.get() > 0 || lock.isLocked();
    }

    @Override
    public void committed() {
        try {
            ReadView view = views.peek();
            if (!view.sealed().isEmpty()) {
                memory.share(view);
                if (flushRetry.isDue()) {
                    scheduleFlush();
                }
            }
            if (compactionRetry.isFailing() && compactionRetry.isDue()) {
                scheduleCompaction();
            }
            if (log.appendedPosition() - log.durablePosition() > SYNC_BACKLOG_BYTES && syncsUnderWay.get() == 0) {
                schedule(syncScheduled, syncsUnderWay, this::syncLog);
            }
        } catch (ClosedStoreException closed) {
            // The write itself was in time; what it made necessary is done by the next opening.
            LOGGER.log(Level.DEBUG, "closed before a flush could start", closed);
        }
    }

    /**
     * Whether the active memtable has held a tombstone for long enough to be flushed for its sake. To be asked now and then.
     */
    boolean isFlushDue() throws ClosedStoreException {
        ReadView view = views.peek();
        Generation active = view.active();
        if (active.tombstones() + active.rangeTombstones() == 0
                || !view.sealed().isEmpty()) {
            return false;
        }
        long now = clock.millis();
        DeletingSince since = deletingSince;
        if (since == null || since.generation != active) {
            deletingSince = new DeletingSince(active, now);
            return false;
        }
        long patience = tombstones.patienceMillis(
                active.tombstones(), active.rangeTombstones(), active.table().entryCount());
        return TombstoneLimits.isPast(since.millis, patience, now);
    }

    @Override
    public void passedTombstones(Slice smallest, Slice largest, long count) {
        try {
            ReadView view = views.pin();
            boolean look;
            try {
                look = tolls.add(view, smallest, largest, count);
            } finally {
                view.release();
            }
            if (look) {
                schedule(clearanceScheduled, clearancesUnderWay, this::clearAway);
            }
        } catch (ClosedStoreException closed) {
            LOGGER.log(Level.DEBUG, "closed before tombstones could be counted", closed);
        } catch (IOException failure) {
            // The cursor has got what it wanted; whatever reads the table next fails by itself.
            LOGGER.log(Level.WARNING, "cannot count the tombstones passed", failure);
        }
    }

    @Override
    public void mergedLevel0(long rows) {
        if (tolls.addMerged(rows)) {
            scheduleCompaction();
        }
    }

    // ---- in the background ----

    /** Flushes the tombstones in memory if they cost cursors too much, and compacts whatever does. */
    private void clearAway() throws IOException {
        ReadView view = views.peek();
        Generation active = view.active();
        if (active.tombstones() > 0
                && picker.isFlushTooLate(
                        view.version().levels(), tolls, active.table().entryCount())) {
            seal.run();
            while (flushOldest()) {
                LOGGER.log(Level.DEBUG, "flushed a memtable of tombstones");
            }
        }
        scheduleCompaction();
    }

    /**
     * Nobody waits for this sync. But the log syncs a segment before it starts the next one, with all writers waiting, and
     * a whole segment would take long.
     */
    private void syncLog() throws IOException {
        try {
            log.sync();
        } catch (LogFailedException failure) {
            health.fail(failure);
            throw failure;
        }
    }

    private void scheduleFlush() {
        schedule(flushScheduled, flushesUnderWay, () -> {
            while (flushOldest()) {
                LOGGER.log(Level.DEBUG, "flushed a memtable");
            }
        });
    }

    void scheduleCompaction() {
        schedule(compactionScheduled, compactionsUnderWay, () -> {
            while (compactOnce()) {
                LOGGER.log(Level.DEBUG, "compacted");
            }
        });
    }

    /** Something to do that may fail. */
    interface Work {
        void run() throws IOException;
    }

    /**
     * @param scheduled true from now on until the work begins
     * @param underWay counted up from now on until it ends
     */
    private void schedule(AtomicBoolean scheduled, AtomicInteger underWay, Work work) {
        if (!health.isWritable() || !scheduled.compareAndSet(false, true)) {
            return;
        }
        underWay.incrementAndGet();
        try {
            background.execute(() -> {
                scheduled.set(false);
                try {
                    runInBackground(work);
                } finally {
                    underWay.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException rejected) {
            scheduled.set(false);
            underWay.decrementAndGet();
            LOGGER.log(Level.WARNING, "no background thread: writers will flush and compact", rejected);
        }
    }

    private void runInBackground(Work work) {
        try {
            work.run();
        } catch (ClosedStoreException | ReadOnlyStoreException ended) {
            LOGGER.log(Level.DEBUG, "background work ended with the store", ended);
        } catch (IOException failure) {
            // Noted where it happened; the next write tries again.
            LOGGER.log(Level.WARNING, "background work failed and will be tried again", failure);
        } catch (RuntimeException | Error failure) {
            LOGGER.log(Level.ERROR, "background work failed: the store is read-only", failure);
        }
    }

    // ---- flushing ----

    /**
     * Flushes the oldest sealed memtable.
     *
     * @return whether there was one
     */
    boolean flushOldest() throws IOException {
        flushing.lock();
        try {
            ReadView view = views.peek();
            Generation oldest = view.oldestSealed();
            if (oldest == null) {
                return false;
            }
            health.requireWritable();
            int younger = view.sealed().size() - 2;
            long needed = younger >= 0
                    ? view.sealed().get(younger).firstSegment()
                    : view.active().firstSegment();
            attempt(flushRetry, () -> {
                flushedBytes.addAndGet(flushJob.run(oldest, needed));
                flushes.incrementAndGet();
            });
            memory.share(views.peek());
            releaseLog(needed);
        } finally {
            flushing.unlock();
        }
        scheduleCompaction();
        return true;
    }

    /** Gives back what the log takes to be fast, since nobody writes for now. */
    void dropSpareLog() {
        try {
            log.dropSpares();
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, "cannot delete spare segments of the log", failure);
        }
    }

    /** Segments that stay are released with the next ones. */
    private void releaseLog(long needed) {
        try {
            log.releaseBefore(needed);
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, "cannot release the log before segment " + needed, failure);
        }
    }

    private void attempt(Retry retry, Work work) throws IOException {
        try {
            work.run();
            retry.succeeded();
        } catch (ClosedStoreException closed) {
            throw closed;
        } catch (CorruptFileException damage) {
            health.fail(damage);
            throw damage;
        } catch (IOException failure) {
            failedRuns.incrementAndGet();
            retry.failed(failure);
            throw failure;
        } catch (RuntimeException | Error failure) {
            health.fail(failure);
            throw failure;
        }
    }

    // ---- compacting ----

    /**
     * Does the most useful compaction.
     *
     * @return whether there was one to do
     */
    boolean compactOnce() throws IOException {
        return compact(false);
    }

    /** Merges everything to the last level. */
    void compactAll() throws IOException {
        compact(true);
    }

    private boolean compact(boolean all) throws IOException {
        compacting.lock();
        try {
            health.requireWritable();
            ReadView view = views.pin();
            try {
                boolean[] done = new boolean[1];
                attempt(compactionRetry, () -> {
                    Version version = view.version();
                    CompactionPlan plan = all
                            ? CompactionPicker.full(version.levels())
                            : picker.pick(
                                    version.levels(),
                                    new TableCover(version),
                                    tolls,
                                    snapshots.sequences(),
                                    clock.millis());
                    done[0] = !plan.inputs().isEmpty();
                    if (done[0]) {
                        compactedBytes.addAndGet(compactionJob.run(plan, version));
                        compactions.incrementAndGet();
                        tolls.compacted(plan, views.peek().version().levels());
                    }
                });
                return done[0];
            } finally {
                view.release();
            }
        } finally {
            compacting.unlock();
        }
    }

    // ---- standing still ----

    /** Runs while nothing is flushed or compacted. */
    <T> T whileIdle(Idle<T> action) throws IOException {
        flushing.lock();
        try {
            compacting.lock();
            try {
                return action.run();
            } finally {
                compacting.unlock();
            }
        } finally {
            flushing.unlock();
        }
    }

    /** Something that wants files to stay as they are. */
    interface Idle<T> {
        T run() throws IOException;
    }

    StoreStatistics statistics(long visibleSequence, long durableSequence) throws ClosedStoreException {
        ReadView view = views.peek();
        CacheStatistics cache = memory.tables().cacheStatistics();
        List<StoreStatistics.LevelStatistics> levels = view.version().levels().files().stream()
                .map(Maintenance::statistics)
                .toList();
        return new StoreStatistics(
                visibleSequence,
                durableSequence,
                MemoryBudget.memtables(view),
                view.sealed().size(),
                levels,
                memory.bytes(),
                memory.tables().heldBytes(),
                cache.bytes(),
                cache.blocks(),
                cache.admitted(),
                cache.evicted(),
                views.holders(),
                snapshots.count(),
                flushes.get(),
                flushedBytes.get(),
                compactions.get(),
                compactedBytes.get(),
                failedRuns.get(),
                throttle.delayedNanos());
    }

    private static StoreStatistics.LevelStatistics statistics(List<FileMetadata> files) {
        return new StoreStatistics.LevelStatistics(
                files.size(),
                Levels.bytes(files),
                files.stream().mapToLong(FileMetadata::entries).sum(),
                files.stream().mapToLong(FileMetadata::tombstones).sum(),
                files.stream().mapToLong(FileMetadata::rangeTombstones).sum());
    }
}
