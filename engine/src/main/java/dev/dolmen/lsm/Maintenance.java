package dev.dolmen.lsm;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.Admission;
import dev.dolmen.lsm.compaction.CompactionJob;
import dev.dolmen.lsm.compaction.CompactionPicker;
import dev.dolmen.lsm.compaction.ReadTolls;
import dev.dolmen.lsm.compaction.TombstoneLimits;
import dev.dolmen.lsm.flush.FlushJob;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.health.Health;
import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.read.ReadToll;
import dev.dolmen.lsm.read.ReadView;
import dev.dolmen.lsm.read.Snapshots;
import dev.dolmen.lsm.read.Views;
import dev.dolmen.lsm.version.FileMetadata;
import dev.dolmen.lsm.version.Levels;
import dev.dolmen.sstable.CacheStatistics;
import dev.dolmen.wal.Log;
import dev.dolmen.wal.LogFailedException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that memtables are flushed and tables compacted: in the background and, when writers get too far ahead, in
 * their own threads.
 *
 * <p>One flush and one compaction run at a time, each under its lock. Whoever needs one done takes the lock and does what
 * is left to do; so a writer that has to wait either waits for the one that runs or runs it itself, and no choice of
 * executor can bring the store to a halt. What fails is tried again after a pause, by the next write; see {@link Retry}.
 */
final class Maintenance implements Admission, ReadToll {

    private static final System.Logger LOGGER = System.getLogger(Maintenance.class.getName());

    /** The log is synced when so much of it is not durable, though nobody asks for it. */
    private static final long SYNC_BACKLOG_BYTES = 4 << 20;

    private final InstantSource clock;
    private final Health health;
    private final Views views;
    private final Snapshots snapshots;
    private final Log log;
    private final CompactionPicker picker;
    private final ReadTolls tolls = new ReadTolls();
    private final int memtableBytes;
    private final Work seal;
    private final Throttle throttle;
    private final MemoryBudget memory;
    private final Flusher flusher;
    private final Compactor compactor;
    private final BackgroundTask flushing;
    private final BackgroundTask compacting;
    private final BackgroundTask clearing;
    private final BackgroundTask syncing;

    private volatile @Nullable DeletingSince deletingSince;

    /** When the oldest memtable with a tombstone was first seen to hold one. */
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
        this.clock = clock;
        this.health = health;
        this.views = views;
        this.memory = memory;
        this.snapshots = snapshots;
        this.log = log;
        this.seal = seal;
        memtableBytes = options.memtableBytes();
        picker = new CompactionPicker(
                options.baseLevelBytes(),
                options.levelMultiplier(),
                options.level0CompactionFiles(),
                TombstoneLimits.DEFAULT);
        throttle = new Throttle(options, System::nanoTime);
        flusher = new Flusher(health, views, log, flushJob, new Retry("flush", clock, health));
        compactor = new Compactor(
                health, views, snapshots, clock, picker, tolls, compactionJob, new Retry("compaction", clock, health));
        flushing = new BackgroundTask(background, health, this::flushAll);
        compacting = new BackgroundTask(background, health, this::compactWhilePicked);
        clearing = new BackgroundTask(background, health, this::clearAway);
        syncing = new BackgroundTask(background, health, this::syncLog);
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
            view = makeRoomInMemory();
        }
        if (throttle.isLevel0Full(view)) {
            view = makeRoomOnLevel0();
        }
        throttle.slowDown(view, bytes);
    }

    private ReadView makeRoomInMemory() throws IOException {
        ReadView view = views.peek();
        while (throttle.isMemoryExhausted(view) || throttle.isMemoryFull(view) && !isFlushUnderWay()) {
            flusher.retry().requireDue();
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
        while (throttle.isLevel0Full(view) && !isCompactionUnderWay()) {
            compactor.retry().requireDue();
            long start = System.nanoTime();
            compactor.compactOnce();
            throttle.waited(start);
            health.requireWritable();
            view = views.peek();
        }
        return view;
    }

    private boolean isFlushUnderWay() {
        return flushing.isUnderWay() || flusher.lock().isLocked();
    }

    private boolean isCompactionUnderWay() {
        return compacting.isUnderWay() || compactor.lock().isLocked();
    }

    @Override
    public void committed() {
        try {
            ReadView view = views.peek();
            memory.share(view);
            if (isFlushWanted(view) && flusher.retry().isDue()) {
                flushing.schedule();
            }
            if (compactor.retry().isFailing() && compactor.retry().isDue()) {
                scheduleCompaction();
            }
            if (log.appendedPosition() - log.durablePosition() > SYNC_BACKLOG_BYTES && !syncing.isUnderWay()) {
                syncing.schedule();
            }
        } catch (ClosedStoreException closed) {
            // The write itself was in time; what it made necessary is done by the next opening.
            LOGGER.log(Level.DEBUG, "closed before a flush could start", closed);
        }
    }

    /**
     * Whether sealed memtables are to be flushed now. What recovery found waits until there is as much in memory as a memtable
     * may hold: a store that is opened for a look is not written to, and what is opened again and again makes no small tables.
     */
    private boolean isFlushWanted(ReadView view) {
        return !view.sealed().isEmpty()
                && (view.sumOfMemtables(Maintenance::usedBytes) >= memtableBytes
                        || flusher.retry().isFailing());
    }

    private static long usedBytes(Generation generation) {
        return generation.table().usedBytes();
    }

    /**
     * Has what recovery found flushed once reads have paid for that: else it would stay in the log of a store that is only read.
     * To be called now and then.
     */
    void flushWhatReadsPaidFor() throws ClosedStoreException {
        boolean isPaid = views.peek().sealed().stream()
                .anyMatch(generation -> generation.table().hasPaidForFlush());
        if (isPaid && flusher.retry().isDue()) {
            flushing.schedule();
        }
    }

    /** Has tables use the memory that memtables have not needed since this was last called. To be called now and then. */
    void shareMemory() throws ClosedStoreException {
        memory.forget(views.peek());
    }

    /**
     * Whether memtables that nobody flushes yet have held a tombstone for long enough to be flushed for its sake. To be asked now
     * and then.
     */
    boolean isFlushDue() throws ClosedStoreException {
        ReadView view = views.peek();
        Generation oldest = view.oldestMemtable(Maintenance::holdsTombstones);
        if (oldest == null || isFlushWanted(view)) {
            return false;
        }
        long now = clock.millis();
        DeletingSince since = deletingSince;
        if (since == null || since.generation != oldest) {
            deletingSince = new DeletingSince(oldest, now);
            return false;
        }
        long patience = TombstoneLimits.DEFAULT.patienceMillis(
                view.sumOfMemtables(Generation::tombstones),
                view.sumOfMemtables(Generation::rangeTombstones),
                view.sumOfMemtables(Maintenance::entries));
        return TombstoneLimits.isPast(since.millis, patience, now);
    }

    private static boolean holdsTombstones(Generation generation) {
        return generation.tombstones() + generation.rangeTombstones() > 0;
    }

    private static long entries(Generation generation) {
        return generation.table().entryCount();
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
                clearing.schedule();
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
        if (view.sumOfMemtables(Generation::tombstones) > 0
                && picker.isFlushTooLate(view.version().levels(), tolls, view.sumOfMemtables(Maintenance::entries))) {
            seal.run();
            flushAll();
        }
        scheduleCompaction();
    }

    /**
     * Nobody waits for this sync. But when the log has to begin another segment before the last full one is synced, all
     * writers wait for that, and a whole segment would take long.
     */
    private void syncLog() throws IOException {
        try {
            log.sync();
        } catch (LogFailedException failure) {
            health.fail(failure);
            throw failure;
        }
    }

    private void flushAll() throws IOException {
        while (flushOldest()) {
            LOGGER.log(Level.DEBUG, "flushed a memtable");
        }
    }

    private void compactWhilePicked() throws IOException {
        while (compactor.compactOnce()) {
            LOGGER.log(Level.DEBUG, "compacted");
        }
    }

    void scheduleFlush() {
        flushing.schedule();
    }

    void scheduleCompaction() {
        compacting.schedule();
    }

    // ---- in the caller's thread ----

    /**
     * Flushes the oldest sealed memtable.
     *
     * @return whether there was one
     */
    boolean flushOldest() throws IOException {
        boolean flushed = flusher.flushOldest();
        if (flushed) {
            scheduleCompaction();
        }
        return flushed;
    }

    /** Merges everything to the last level. */
    void compactAll() throws IOException {
        compactor.compactAll();
    }

    /** Gives back what the log takes to be fast, since nobody writes for now. */
    void dropSpareLog() {
        try {
            log.dropSpares();
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, "cannot delete spare segments of the log", failure);
        }
    }

    // ---- standing still ----

    /** Runs while nothing is flushed or compacted. */
    <T> T whileIdle(Idle<T> action) throws IOException {
        flusher.lock().lock();
        try {
            compactor.lock().lock();
            try {
                return action.run();
            } finally {
                compactor.lock().unlock();
            }
        } finally {
            flusher.lock().unlock();
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
                flusher.flushes(),
                flusher.flushedBytes(),
                compactor.compactions(),
                compactor.compactedBytes(),
                flusher.retry().failures() + compactor.retry().failures(),
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
