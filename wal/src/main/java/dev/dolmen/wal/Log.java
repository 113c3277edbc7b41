package dev.dolmen.wal;

import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A write-ahead log: opaque records in, the same records out after a crash.
 *
 * <pre>{@code
 * Log log = Log.open(fileSystem, directory, LogOptions.DEFAULT, Log.NO_SEGMENT, (segment, offset, payload) -> replay(payload));
 * long position = log.append(record);   // with the operating system: survives the process, not the machine
 * log.awaitDurable(position);           // on stable storage
 * }</pre>
 *
 * <ul>
 *   <li><b>Order.</b> Records come back in the order of the calls to {@link #append}, none left out before a later one.
 *   <li><b>What survives.</b> A record whose {@code append} returned survives the death of the process; one that was
 *       {@linkplain #awaitDurable awaited} survives power failures. Others may or may not. A record whose {@code append}
 *       failed does not come back, unless it failed with a {@link LogFailedException}: then nobody knows.
 *   <li><b>Running out.</b> When {@code append} or {@link #rotate} fails with any other {@link IOException}, a full disk
 *       for example, the log is as it was before and may be tried again.
 *   <li><b>Failed syncs.</b> After a sync failed, every call that would have to write or wait throws
 *       {@link LogFailedException} with its cause. Opening the log anew finds out what is there.
 * </ul>
 *
 * <p>A full segment is followed by the next without a sync: writers go on at once. The next sync is for both, the full one
 * first, and nobody is told of its end before both are durable.
 *
 * <p>Thread-safe. Interrupts neither disturb the log nor get lost. Locks, in this order: {@code appending}, or the lock of who
 * {@linkplain #appendAlone appends alone}, guards the current segment and the position; the turn of {@link GroupCommit} keeps
 * segments open while they are synced.
 */
public final class Log implements Closeable {

    /** As a first live segment: no segment was ever recorded as live, so the log may not be there yet. */
    public static final long NO_SEGMENT = SegmentFormat.NO_SEGMENT;

    /** The longest payload, in bytes. */
    public static final int MAX_PAYLOAD_BYTES = SegmentFormat.MAX_PAYLOAD_BYTES;

    private static final System.Logger LOGGER = System.getLogger(Log.class.getName());

    private final Path directory;
    private final LogOptions options;
    private final SegmentDirectory segments;
    private final GroupCommit commit = new GroupCommit(this::syncSegments);
    private final ReentrantLock appending = new ReentrantLock();

    /**
     * Where the log is written.
     *
     * @param current takes the next record
     * @param before is full, but not known to be synced, and the current one has not got its name yet; null as a rule
     */
    private record Tail(SegmentWriter current, @Nullable SegmentWriter before) implements Closeable {

        @Override
        public void close() throws IOException {
            try {
                if (before != null) {
                    before.close();
                }
            } finally {
                current.close();
            }
        }
    }

    /**
     * Who holds the appending lock begins the next segment when none waits for its sync; who has the turn ends that
     * waiting. So neither one takes from the other what it has read.
     */
    private volatile Tail tail;

    private final AtomicLong appended = new AtomicLong();
    private final AtomicLong records = new AtomicLong();
    /** The position at which the current segment would have begun, had all before been in one file. */
    private long segmentStart;

    private boolean closed;

    private Log(Path directory, LogOptions options, SegmentDirectory segments, SegmentWriter segment) {
        this.directory = directory;
        this.options = options;
        this.segments = segments;
        this.tail = new Tail(segment, null);
        this.segmentStart = -segment.end();
    }

    /**
     * Opens the log, makes it if need be, and replays it: what the sink gets, no later crash can take away once this has
     * returned. Nothing on disk changes before everything was checked.
     *
     * @param directory for the log alone; made when it is not there
     * @param firstLiveSegment the lowest segment that is still needed, as the caller recorded it; {@link #NO_SEGMENT} when it
     *     never recorded any. All from it on must be there. Lower ones that are there too are not read, and stay until they
     *     are {@linkplain #releaseBefore let go}: after the death of a process a power failure may undo what it recorded last
     * @throws dev.dolmen.io.CorruptFileException when bytes that were durable are not what was written, or a segment is
     *     missing; an unfinished write at the end is cut off instead
     * @throws dev.dolmen.io.UnsupportedFormatException when a newer release wrote the log
     */
    public static Log open(
            FileSystem fileSystem, Path directory, LogOptions options, long firstLiveSegment, RecordSink replayed)
            throws IOException {
        fileSystem.createDirectories(directory);
        SegmentDirectory segments = SegmentDirectory.open(fileSystem, directory, options);
        boolean recovered = false;
        try {
            SegmentWriter segment = new LogRecovery(fileSystem, segments, options, replayed).recover(firstLiveSegment);
            recovered = true;
            return new Log(directory, options, segments, segment);
        } finally {
            if (!recovered) {
                segments.close();
            }
        }
    }

    /**
     * Appends a record and hands it to the operating system, in one write call (two when it is long), before it returns.
     *
     * @param payload copied
     * @return where the record ends: awaiting this position awaits the record and all before it
     * @throws IllegalArgumentException when the payload is longer than {@link #MAX_PAYLOAD_BYTES}
     * @throws LogFailedException when the log is dead, or died of this call: then the record may or may not come back
     * @throws LogClosedException after {@link #close}
     * @throws IOException when nothing was appended, for want of space for example; the log goes on
     */
    public long append(Slice payload) throws IOException {
        appending.lock();
        try {
            return appendAlone(payload);
        } finally {
            appending.unlock();
        }
    }

    /**
     * As {@link #append}, without a lock: for who numbers records under a lock of his own. Requires: no other thread appends,
     * rotates or closes meanwhile, and who does so next sees what this one has done.
     */
    public long appendAlone(Slice payload) throws IOException {
        if (payload.length() > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "a log record has at most " + MAX_PAYLOAD_BYTES + " bytes, not " + payload.length());
        }
        try {
            requireUsable();
            if (!tail.current().hasRoomFor(payload.length())) {
                beginNextSegment();
            }
            SegmentWriter segment = tail.current();
            int before = segment.end();
            segment.append(SegmentFormat.DATA, payload, syncedOfSegment());
            long end = appended.getPlain() + segment.end() - before;
            // The lock, when it is given back, does for both what a volatile write would do.
            records.lazySet(records.getPlain() + 1);
            appended.lazySet(end);
            return end;
        } catch (LogFailedException failure) {
            commit.fail(failure.getCause());
            throw failure;
        }
    }

    /** Up to where the current segment is known to be synced. Requires: nobody else appends. */
    private int syncedOfSegment() {
        return (int) Math.max(SegmentFormat.HEADER_BYTES, commit.durable() - segmentStart);
    }

    /**
     * Returns once everything before the position is on stable storage. Syncs itself when no sync is running, and so
     * serves all who wait; else waits for a sync that began after the call.
     *
     * @param position that {@link #append} returned
     * @throws LogFailedException when a sync failed and the position was not durable before
     */
    public void awaitDurable(long position) throws LogFailedException {
        if (position > appended.get()) {
            throw new IllegalArgumentException("position " + position + " is beyond the end " + appended);
        }
        commit.await(position);
    }

    /** Makes everything appended so far durable; does nothing when it is. */
    public void sync() throws LogFailedException {
        commit.await(appended.get());
    }

    /** Where the last record ends that was appended; 0 when there is none since the log was opened. */
    public long appendedPosition() {
        return appended.get();
    }

    /** Everything before this position is on stable storage. What was replayed lies before position 0. */
    public long durablePosition() {
        return commit.durable();
    }

    /**
     * The number of a segment that no later record comes before: the one that takes the next record, unless it is full, or
     * the one before as long as a crash may undo that there is another.
     */
    public long currentSegment() {
        Tail now = tail;
        SegmentWriter before = now.before();
        return (before == null ? now.current() : before).number();
    }

    /**
     * Completes the current segment, durably, and starts the next: records appended from here on are in a segment whose
     * number is at least the one returned, records appended before are in lower ones.
     *
     * @throws IOException as {@link #append}
     */
    public long rotate() throws IOException {
        appending.lock();
        try {
            requireUsable();
            beginNextSegment();
            syncNow();
            return tail.current().number();
        } catch (LogFailedException failure) {
            commit.fail(failure.getCause());
            throw failure;
        } finally {
            appending.unlock();
        }
    }

    /**
     * Lets go of all complete segments below the number; the current one stays in any case.
     *
     * <p>Requires: the caller has recorded durably that nothing below the number is needed, and passes at least that
     * number to {@link #open} from now on.
     *
     * @throws IOException when a file could not be removed or renamed; the next call tries again
     */
    public synchronized void releaseBefore(long number) throws IOException {
        segments.releaseBefore(number);
    }

    /**
     * Gives back the space of released segments that are kept to be written over, since nobody writes for now.
     *
     * @throws IOException when a file could not be removed; the next recovery tries again
     */
    public synchronized void dropSpares() throws IOException {
        segments.dropSpares();
    }

    public LogStatistics statistics() {
        return new LogStatistics(
                records.get(), appended.get(), commit.syncs(), segments.created(), segments.recycled());
    }

    /**
     * Makes everything durable, records that the log ends here, and closes. Appends that began before are part of it;
     * later ones throw {@link LogClosedException}. Does nothing the second time, and does not repeat the failure of a
     * dead log.
     *
     * @throws LogFailedException when the sync failed
     * @throws IOException when everything is durable but the end could not be recorded: opening will take it for a crash
     */
    @Override
    public void close() throws IOException {
        appending.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            try (segments) {
                try {
                    if (!commit.hasFailed()) {
                        sealLast();
                    }
                } finally {
                    tail.close();
                }
            }
        } finally {
            appending.unlock();
        }
    }

    private void sealLast() throws IOException {
        commit.takeTurn();
        try {
            if (commit.durable() < appended.get() || tail.before() != null) {
                commit.syncNow();
            }
            tail.current().cutAfterSeal(SegmentFormat.NO_SEGMENT);
            commit.syncNow();
        } finally {
            commit.endTurn();
        }
    }

    /** Requires: nobody else appends. */
    private void requireUsable() throws IOException {
        if (closed) {
            throw new LogClosedException(directory);
        }
        commit.requireAlive();
    }

    /**
     * Waits for a sync only when the last segment's has not come yet. Requires: nobody else appends.
     */
    private void beginNextSegment() throws IOException {
        if (tail.before() != null) {
            syncNow();
        }
        SegmentWriter full = tail.current();
        SegmentWriter next = segments.begin(new SegmentHeader(
                full.number() + 1, full.end(), 0, options.salts().getAsLong()));
        segmentStart = appended.getPlain() - next.end();
        tail = new Tail(next, full);
    }

    private void syncNow() throws LogFailedException {
        commit.takeTurn();
        try {
            commit.syncNow();
        } finally {
            commit.endTurn();
        }
    }

    /** Runs with the turn taken. */
    private long syncSegments() throws IOException {
        long synced = appended.get();
        Tail now = tail; // read later than the position, so that what lies before that is in one of these
        SegmentWriter before = now.before();
        if (before == null) {
            now.current().sync();
        } else {
            settle(now.current(), before);
        }
        return synced;
    }

    /** Makes a segment that is full durable, then the one after it, then that there is one after it. */
    private void settle(SegmentWriter current, SegmentWriter full) throws IOException {
        full.sync();
        current.sync();
        segments.settle(current.number());
        leaveWordOfNext(full, current.number());
        tail = new Tail(current, null);
        // From now on the full one may be recycled, so nobody may write to it any more.
        segments.addComplete(List.of(full.number()));
    }

    /** Only helps to notice when the next one is missing: so it need not be synced, and no log dies where it cannot be. */
    private static void leaveWordOfNext(SegmentWriter full, long next) {
        try (full) {
            full.seal(next);
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, "cannot leave word of segment " + next + " in the one before", failure);
        }
    }
}
