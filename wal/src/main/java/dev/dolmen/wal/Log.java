package dev.dolmen.wal;

import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A write-ahead log: opaque records in, the same records out after a crash.
 *
 * <pre>{@code
 * Log log = Log.open(fileSystem, directory, LogOptions.DEFAULT, Log.NO_SEGMENT, (segment, payload) -> replay(payload));
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
 * <p>Thread-safe. Interrupts neither disturb the log nor get lost. Locks, in this order: {@code appending} guards the
 * current segment and the position; the turn of {@link GroupCommit} keeps a segment open while it is synced.
 */
public final class Log implements Closeable {

    /** As a first live segment: no segment was ever recorded as live, so the log may not be there yet. */
    public static final long NO_SEGMENT = SegmentFormat.NO_SEGMENT;

    /** The longest payload, in bytes. */
    public static final int MAX_PAYLOAD_BYTES = SegmentFormat.MAX_PAYLOAD_BYTES;

    private final Path directory;
    private final LogOptions options;
    private final SegmentDirectory segments;
    private final GroupCommit commit = new GroupCommit(this::syncSegment);
    private final ReentrantLock appending = new ReentrantLock();

    // Written with the appending lock held, the segment only with the turn taken too; so either one is enough to read
    // it.
    private volatile SegmentWriter segment;
    private final AtomicLong appended = new AtomicLong();
    private final AtomicLong records = new AtomicLong();
    /** The position at which the current segment would have begun, had all before been in one file. */
    private long segmentStart;

    private boolean closed;

    private Log(Path directory, LogOptions options, SegmentDirectory segments, SegmentWriter segment) {
        this.directory = directory;
        this.options = options;
        this.segments = segments;
        this.segment = segment;
        this.segmentStart = -segment.end();
    }

    /**
     * Opens the log, makes it if need be, and replays it: what the sink gets, no later crash can take away once this has
     * returned. Nothing on disk changes before everything was checked.
     *
     * @param directory for the log alone; made when it is not there
     * @param firstLiveSegment the lowest segment that is still needed, as the caller recorded it durably;
     *     {@link #NO_SEGMENT} when it never recorded any. All from it on must be there
     * @throws dev.dolmen.io.CorruptFileException when bytes that were durable are not what was written, or a segment is
     *     missing; an unfinished write at the end is cut off instead
     * @throws dev.dolmen.io.UnsupportedFormatException when a newer release wrote the log
     */
    public static Log open(
            FileSystem fileSystem, Path directory, LogOptions options, long firstLiveSegment, RecordSink replayed)
            throws IOException {
        fileSystem.createDirectories(directory);
        SegmentDirectory segments = new SegmentDirectory(fileSystem, directory, options);
        SegmentWriter segment = new LogRecovery(fileSystem, segments, options, replayed).recover(firstLiveSegment);
        return new Log(directory, options, segments, segment);
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
        if (payload.length() > MAX_PAYLOAD_BYTES) {
            throw new IllegalArgumentException(
                    "a log record has at most " + MAX_PAYLOAD_BYTES + " bytes, not " + payload.length());
        }
        appending.lock();
        try {
            requireUsable();
            if (!segment.hasRoomFor(payload.length())) {
                startNextSegment();
            }
            int before = segment.end();
            segment.append(SegmentFormat.DATA, payload, (int) (commit.durable() - segmentStart));
            long end = appended.getPlain() + segment.end() - before;
            // The lock, when it is given back, does for both what a volatile write would do.
            records.lazySet(records.getPlain() + 1);
            appended.lazySet(end);
            return end;
        } catch (LogFailedException failure) {
            commit.fail(failure.getCause());
            throw failure;
        } finally {
            appending.unlock();
        }
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

    /** The number of the segment that takes the next record, unless it is full. */
    public long currentSegment() {
        return segment.number();
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
            startNextSegment();
            return segment.number();
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
            try (SegmentWriter last = segment) {
                if (!commit.hasFailed()) {
                    sealLast(last);
                }
            }
        } finally {
            appending.unlock();
        }
    }

    private void sealLast(SegmentWriter last) throws IOException {
        commit.takeTurn();
        try {
            syncUnlessDurable();
            last.seal(SegmentFormat.NO_SEGMENT);
            commit.syncNow();
        } finally {
            commit.endTurn();
        }
    }

    /** Requires: the appending lock held. */
    private void requireUsable() throws IOException {
        if (closed) {
            throw new LogClosedException(directory);
        }
        commit.requireAlive();
    }

    /** Requires: the appending lock held. */
    private void startNextSegment() throws IOException {
        commit.takeTurn();
        try {
            syncUnlessDurable();
            SegmentWriter complete = segment;
            SegmentHeader header = new SegmentHeader(
                    complete.number() + 1, complete.end(), 0, options.salts().getAsLong());
            SegmentWriter next = segments.create(header, start -> {});
            segment = next;
            segmentStart = appended.get() - next.end();
            segments.addComplete(List.of(complete.number()));
            try (complete) {
                // Only word that there is a next one, should it ever be missing; so it need not be synced.
                complete.seal(next.number());
            }
        } finally {
            commit.endTurn();
        }
    }

    /** Requires: the appending lock held and the turn taken. */
    private void syncUnlessDurable() throws LogFailedException {
        if (commit.durable() < appended.get()) {
            commit.syncNow();
        }
    }

    /** Runs with the turn taken, so that the segment stays. */
    private long syncSegment() throws IOException {
        long synced = appended.get();
        segment.sync();
        return synced;
    }
}
