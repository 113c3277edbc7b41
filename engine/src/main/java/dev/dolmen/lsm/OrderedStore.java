package dev.dolmen.lsm;

import dev.dolmen.io.DirectoryLock;
import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.CommitPipeline;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.compaction.CompactionJob;
import dev.dolmen.lsm.compaction.Crew;
import dev.dolmen.lsm.compaction.OutputTables;
import dev.dolmen.lsm.count.Census;
import dev.dolmen.lsm.count.Weigher;
import dev.dolmen.lsm.flush.FlushJob;
import dev.dolmen.lsm.health.Health;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.DrainedRanges;
import dev.dolmen.lsm.read.RangeTotal;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.lsm.read.ReadView;
import dev.dolmen.lsm.read.Snapshot;
import dev.dolmen.lsm.read.Snapshots;
import dev.dolmen.lsm.read.StoreReader;
import dev.dolmen.lsm.read.Views;
import dev.dolmen.lsm.recovery.Recovery;
import dev.dolmen.lsm.version.SpaceTotal;
import dev.dolmen.lsm.version.SpaceTotals;
import dev.dolmen.lsm.version.Version;
import dev.dolmen.lsm.version.VersionEdit;
import dev.dolmen.lsm.version.VersionSet;
import dev.dolmen.wal.Log;
import dev.dolmen.wal.LogOptions;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An ordered, durable map from byte strings to byte strings: a log-structured merge tree in one directory.
 *
 * <p>Thread-safe. An interrupt of a calling thread changes nothing. After {@link #close()} every call throws
 * {@link dev.dolmen.lsm.health.ClosedStoreException}, save one: {@link #awaitDurable} returns if what it asks about is
 * durable, so that whoever wrote before the close still gets an answer.
 */
public final class OrderedStore implements Closeable {

    private static final System.Logger LOGGER = System.getLogger(OrderedStore.class.getName());

    /** Smaller segments would be full too often for the syncs that each needs. */
    private static final int LEAST_LOG_SEGMENT_BYTES = 4 << 20;

    private static final int MOST_SPARE_LOG_SEGMENTS = 4;

    /** How often {@link #tend} does what need not be done each time: for so long point reads trust a block, say. */
    private static final long MINUTE_MILLIS = 60_000;

    private final FileSystem fileSystem;
    private final InstantSource clock;
    private final Weigher weigher;
    private final DirectoryLock lock;
    private final Health health = new Health();
    private final AtomicLong visible = new AtomicLong();
    private final Snapshots snapshots = new Snapshots(visible::get);
    private final VersionSet versions;
    private final Views views;
    private final StoreReader reader;
    private final Maintenance maintenance;
    private final CommitPipeline pipeline;
    private final StoreChecker checker;

    /** Held by who closes the store. */
    private final ReentrantLock closing = new ReentrantLock();

    /** Guarded by this: the last number given to a write when the store was last tended, and when its log was let go. */
    private long tendedAt = -1;

    private long restingSince = -1;

    /** Guarded by this: when {@link #tend} last did what is done once a minute. */
    private long minuteStart;

    /**
     * A flush lets go of about as much log as a memtable takes. So segments are no larger than that, lest the log of small
     * memtables be many times as large as they are; and as many are kept to be written over as one flush lets go of.
     */
    private static LogOptions logOptions(StoreOptions options) {
        int bytes = Math.min(options.logSegmentBytes(), Math.max(LEAST_LOG_SEGMENT_BYTES, options.memtableBytes()));
        int spares = Math.max(1, Math.min(MOST_SPARE_LOG_SEGMENTS, options.memtableBytes() / bytes));
        return LogOptions.DEFAULT.withSegmentBytes(bytes).withSpareSegments(spares);
    }

    private OrderedStore(Path directory, StoreOptions options, StoreComponents components, DirectoryLock lock)
            throws IOException {
        this.fileSystem = components.fileSystem();
        this.clock = components.clock();
        this.weigher = components.weigher();
        this.minuteStart = clock.millis();
        this.lock = lock;
        MemoryBudget memory = new MemoryBudget(options);
        Recovery.Recovered recovered = Recovery.run(
                fileSystem,
                directory,
                memory.tables(),
                logOptions(options).withSalts(components.random()),
                new Recovery.Limits(
                        options.memtableBytes(),
                        options.sealedMemtables(),
                        options.tableOptions(false),
                        options.manifestBytes(),
                        components.clock(),
                        components.weigher()));
        versions = recovered.versions();
        Version version = versions.pin();
        views = new Views(recovered.active(), recovered.sealed(), version);
        version.release();
        DrainedRanges drained = new DrainedRanges(this::lastNumbered, options.drainedKeys());
        checker = new StoreChecker(fileSystem, directory, versions);
        maintenance = maintenance(directory, options, components, memory, recovered.log());
        reader = new StoreReader(views, visible::get, drained, maintenance, health);
        pipeline = new CommitPipeline(
                recovered.log(),
                views,
                drained,
                health,
                maintenance,
                visible,
                recovered.lastSequence(),
                options.memtableBytes(),
                options.sealedMemtables());
        maintenance.committed();
    }

    private long lastNumbered() {
        return pipeline.lastNumbered();
    }

    private void seal() throws IOException {
        pipeline.seal();
    }

    private Maintenance maintenance(
            Path directory, StoreOptions options, StoreComponents components, MemoryBudget memory, Log log) {
        OutputTables.Target target =
                new OutputTables.Target(fileSystem, directory, versions::newFileNumber, components.clock());
        return new Maintenance(
                options,
                components.background(),
                components.clock(),
                health,
                views,
                memory,
                snapshots,
                log,
                new FlushJob(target, options.tableOptions(true), versions, views, snapshots, components.weigher()),
                new CompactionJob(
                        target,
                        merge -> options.tableOptions(merge.compressed()),
                        options.tableBytes(),
                        versions,
                        views,
                        snapshots,
                        health,
                        new Crew(components.background(), options.compactionThreads())),
                this::seal);
    }

    /**
     * Opens the store in a directory, which is made when it is not there. Recovers from any crash first: what was
     * acknowledged is there, and what is shown from now on is durable already.
     *
     * @throws dev.dolmen.io.DirectoryLockedException when it is open already, here or in another process
     * @throws dev.dolmen.io.CorruptFileException when acknowledged data is damaged or missing; nothing is changed then
     * @throws dev.dolmen.io.UnsupportedFormatException when a newer release wrote it
     */
    public static OrderedStore open(Path directory, StoreOptions options, StoreComponents components)
            throws IOException {
        FileSystem fileSystem = components.fileSystem();
        Recovery.makeDirectory(fileSystem, directory);
        DirectoryLock lock = fileSystem.lock(directory);
        boolean opened = false;
        try {
            OrderedStore store = new OrderedStore(directory, options, components, lock);
            opened = true;
            return store;
        } finally {
            if (!opened) {
                lock.close();
            }
        }
    }

    /**
     * Commits a batch: all of it or nothing. When this returns it is in the log and visible to every read, but not yet
     * durable. Requires: the caller holds the latch of every key in it.
     *
     * @return the batch's last sequence number
     * @throws dev.dolmen.lsm.health.ReadOnlyStoreException when an earlier failure allows no more writes
     * @throws dev.dolmen.lsm.health.UnknownOutcomeException when the batch may or may not survive
     * @throws IOException otherwise: nothing was written; the call can be repeated, for instance when a full disk has
     *     room again
     */
    public long commit(WriteBatch batch) throws IOException {
        return pipeline.commit(batch);
    }

    /**
     * Waits until everything up to this sequence number is on stable storage. Returns at once when it is, after
     * {@link #close()} too.
     *
     * @throws dev.dolmen.lsm.health.UnknownOutcomeException when it may never be
     */
    public void awaitDurable(long sequence) throws IOException {
        if (sequence > pipeline.durableSequence()) {
            pipeline.awaitDurable(sequence);
        }
    }

    /** Everything up to here is on stable storage. */
    public long durableSequence() {
        return pipeline.durableSequence();
    }

    /** Everything up to here is visible to reads. */
    public long visibleSequence() {
        return visible.get();
    }

    /**
     * Reads one key.
     *
     * @param at the snapshot to read, or null for now
     * @param into filled with the answer and with the sequence it rests on
     * @return whether the key has a value
     */
    public boolean get(Slice key, @Nullable Snapshot at, ReadResult into) throws IOException {
        return reader.get(key, at, into);
    }

    /**
     * A cursor over a range of keys.
     *
     * @param from inclusive; empty for the first key there is
     * @param toExclusive null for no bound
     * @param at the snapshot to read, or null for now: the cursor then stays at this moment
     */
    public Cursor cursor(Slice from, @Nullable Slice toExclusive, @Nullable Snapshot at) throws IOException {
        return reader.cursor(from, toExclusive, at);
    }

    /**
     * Counts the keys of a range as they are now, and adds up what their values weigh: for a range of few keys in less time
     * than a {@link #cursor} takes, which would put them in order. For who is about to delete the range: what is read for it
     * is not kept for other readers.
     *
     * @param from inclusive
     * @param most about how many keys; a power of two
     * @return null when there are more keys, or too many versions of them: a cursor has to count them
     */
    public @Nullable RangeTotal total(Slice from, Slice toExclusive, int most) throws IOException {
        return reader.total(from, toExclusive, most, weigher);
    }

    /**
     * What the keys of spaces that are counted add up to now: exact, whatever happens meanwhile, and found without holding
     * anybody up.
     */
    public Census census() throws IOException {
        health.requireOpen();
        while (true) {
            ReadView view = views.pin();
            long sequence = visible.get();
            // As with reads: the view shows all that is visible if it has been current until now.
            if (views.isCurrent(view)) {
                return new Census(view, sequence, weigher, this::settle);
            }
            view.release();
        }
    }

    /** Notes the total of a space that was not known, unless a flush has changed it since. */
    private void settle(int space, SpaceTotal counted, long flushedSequence) {
        try {
            versions.apply(
                    state -> new VersionEdit(
                            List.of(),
                            List.of(),
                            state.flushedSequence(),
                            state.firstLogSegment(),
                            state.nextFileNumber(),
                            state.flushedSequence() == flushedSequence
                                    ? SpaceTotals.of(space, counted)
                                    : SpaceTotals.EMPTY),
                    version -> views.install(version, null));
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, "cannot note how many keys were counted; they are counted again", failure);
        }
    }

    /** Pins what is visible now. */
    public Snapshot snapshot() throws IOException {
        health.requireOpen();
        return snapshots.take();
    }

    /** Writes all that is in memory to level 0, and returns when it is done. */
    public void flush() throws IOException {
        pipeline.seal();
        while (maintenance.flushOldest()) {
            health.requireWritable();
        }
    }

    /**
     * Flushes, then merges everything to the lowest level, gives back the space that the log takes beyond what is needed, and
     * returns when it is done.
     */
    public void compact() throws IOException {
        flush();
        maintenance.compactAll();
        synchronized (this) {
            rest(pipeline.lastNumbered());
        }
    }

    /**
     * Gives back what the log takes to be fast. When nothing waits to be flushed, which it is in a store that has been
     * emptied, the segment in use goes too, and the directory shrinks to about the size of an empty one.
     */
    private void rest(long numbered) throws IOException {
        maintenance.dropSpareLog();
        if (numbered != restingSince && pipeline.startAfresh()) {
            restingSince = numbered;
            maintenance.flushOldest();
            maintenance.dropSpareLog();
        }
    }

    /**
     * Starts what time alone has made necessary, in the background: flushes and compactions that take deleted data off the
     * disk, those that reads have paid for, and those that failed and are to be tried again. To be called every few seconds.
     *
     * <p>While nobody writes, it gives back the space that the log takes beyond what is needed. Once a minute it has point
     * reads check blocks again that were checked before, and gives what memtables have not needed of the memory budget to
     * decoded blocks; in a store that can take no writes that is all. In a closed one nothing is done.
     */
    public synchronized void tend() throws IOException {
        if (health.isClosed()) {
            return;
        }
        if (isMinuteOver()) {
            distrustWhatWasChecked();
            maintenance.shareMemory();
        }
        if (!health.isWritable()) {
            return;
        }
        long numbered = pipeline.lastNumbered();
        if (numbered == tendedAt) {
            rest(numbered);
        }
        tendedAt = numbered;
        if (maintenance.isFlushDue()) {
            pipeline.seal();
            maintenance.scheduleFlush();
        }
        maintenance.flushWhatReadsPaidFor();
        maintenance.committed();
        maintenance.scheduleCompaction();
    }

    private boolean isMinuteOver() {
        long now = clock.millis();
        boolean isOver = now - minuteStart >= MINUTE_MILLIS || now < minuteStart;
        if (isOver) {
            minuteStart = now;
        }
        return isOver;
    }

    private void distrustWhatWasChecked() throws IOException {
        ReadView view = views.pin();
        try {
            view.distrust();
        } finally {
            view.release();
        }
    }

    public StoreStatistics statistics() throws IOException {
        pipeline.noticeDurable();
        return maintenance.statistics(visible.get(), pipeline.durableSequence());
    }

    /**
     * Reads and checks every byte of every live table, their order, what of the log is read where it lies, and that the
     * directory holds what the manifest says.
     *
     * @throws dev.dolmen.io.CorruptFileException naming the first damage found
     */
    public void verify() throws IOException {
        health.requireOpen();
        ReadView view = maintenance.whileIdle(() -> {
            checker.checkDirectory();
            return views.pin();
        });
        try {
            checker.checkTables(view.version());
            checker.checkMemtables(view.sealed());
        } finally {
            view.release();
        }
    }

    /**
     * Makes a copy of the store as it is now, by hard links, without stopping anyone. The copy is opened like any other
     * store; it is whole when this returns, refused when it was cut short, and removed again when this throws.
     *
     * @param target a directory that does not exist yet, on the same disk
     */
    public void checkpoint(Path target) throws IOException {
        flush();
        ReadView view = views.pin();
        try {
            new Checkpoint(fileSystem, target).write(view.version());
        } finally {
            view.release();
        }
    }

    /**
     * Stops. Running calls end or throw {@link dev.dolmen.lsm.health.ClosedStoreException}; everything committed is
     * synced first. Does nothing when it is closed already, and waits where another thread is at it: when this returns, the
     * directory can be opened again.
     */
    @Override
    public void close() throws IOException {
        closing.lock();
        try {
            if (!health.isClosed()) {
                closeAll(pipeline::close, () -> maintenance.whileIdle(() -> true), views::close, versions, lock);
            }
        } finally {
            closing.unlock();
        }
    }

    /** Closes them in order, whatever fails; the first failure is thrown, with the others suppressed in it. */
    private static void closeAll(Closeable... parts) throws IOException {
        Throwable first = null;
        for (Closeable part : parts) {
            try {
                part.close();
            } catch (IOException | RuntimeException | Error failure) {
                if (first == null) {
                    first = failure;
                } else if (first != failure) {
                    first.addSuppressed(failure);
                }
            }
        }
        if (first instanceof IOException failure) {
            throw failure;
        } else if (first instanceof RuntimeException failure) {
            throw failure;
        } else if (first instanceof Error failure) {
            throw failure;
        }
    }
}
