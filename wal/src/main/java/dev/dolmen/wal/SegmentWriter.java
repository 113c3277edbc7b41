package dev.dolmen.wal;

import static dev.dolmen.wal.SegmentFormat.HEADER_BYTES;
import static dev.dolmen.wal.SegmentFormat.RECORD_HEADER_BYTES;
import static dev.dolmen.wal.SegmentFormat.SEAL_BYTES;

import dev.dolmen.io.Crc32c;
import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.io.WritableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A segment being written. Not thread-safe, but for {@link #sync()}, which may run while another thread appends.
 *
 * <p>Ahead of the records the file is filled with zeros (or holds what it held before it was recycled). That makes syncs
 * cheap, and a full disk shows before any byte of a record is written.
 *
 * <p>Where syncs are far apart, the file is told to expect many writes, which saves most of a write call. Where they are
 * close together that costs more than it saves: a sync takes the pages it writes away from the mapping, the next record
 * has to fault its page in again, and the page cache counts all of its 128 KiB as changed (ADR 23).
 */
final class SegmentWriter implements Closeable {

    /** Payloads longer than this are written from where they are, in a second call. */
    private static final int MAX_COPIED_PAYLOAD_BYTES = 64 << 10;

    /** So much must be unsynced before the file is told to expect more; some thousand small records. */
    private static final int BULK_BYTES = 256 << 10;

    /** So much is filled ahead at first, then as much as there is: a small store has a small log. */
    private static final int LEAST_AHEAD_BYTES = 64 << 10;

    private static final byte[] ZEROS = new byte[128 << 10];

    private final SegmentHeader header;
    private final WritableFile file;
    private final LogOptions options;
    private final RecordCodec codec;
    private final byte[] buffer = new byte[RECORD_HEADER_BYTES + MAX_COPIED_PAYLOAD_BYTES];
    private int end = HEADER_BYTES;
    private int allocated;
    /** The end of the part that the file expects writes in; 0 when it expects none. */
    private int expected;
    /** Up to where the segment was known to be synced at the last record. */
    private int lastMark = HEADER_BYTES;

    /**
     * Writes nothing yet.
     *
     * @param header whose initial length is not known yet: {@link #writeHeader()} fills it in
     * @param allocated the length of the file, in bytes
     */
    SegmentWriter(SegmentHeader header, WritableFile file, LogOptions options, int allocated) {
        this.header = header;
        this.file = file;
        this.options = options;
        this.codec = new RecordCodec(header);
        this.allocated = allocated;
    }

    /** Opens a segment that is there and whose records end at the offset. */
    static SegmentWriter reopen(FileSystem fileSystem, Path path, SegmentHeader header, int end) throws IOException {
        SegmentWriter writer = new SegmentWriter(header, fileSystem.openForWriting(path), LogOptions.DEFAULT, end);
        writer.end = end;
        return writer;
    }

    long number() {
        return header.number();
    }

    /** The length of the header and all records. */
    int end() {
        return end;
    }

    /** Whether the record, and the seal after it, fit. A record longer than a segment fits into an empty one. */
    boolean hasRoomFor(int payloadBytes) {
        return end == HEADER_BYTES
                || (long) end + RECORD_HEADER_BYTES + payloadBytes + SEAL_BYTES <= options.segmentBytes();
    }

    /** Writes the segment's header, with all there is so far as its initial length. */
    void writeHeader() throws IOException {
        byte[] bytes = new SegmentHeader(header.number(), header.previousLength(), end, header.salt()).encode();
        file.write(0, bytes, 0, bytes.length);
        allocated = Math.max(allocated, HEADER_BYTES);
    }

    /**
     * Hands a record to the operating system. When that fails, the segment is as before.
     *
     * @param mark up to where this segment is known to be synced
     * @throws LogFailedException when part of the record was written and could not be taken back
     */
    void append(byte kind, Slice payload, int mark) throws IOException {
        RecordHeader record = new RecordHeader(kind, payload.length(), Crc32c.of(payload), mark);
        allocate(end + record.recordBytes() + SEAL_BYTES); // so that a full disk does not keep the seal out
        expectWrites(end + record.recordBytes(), mark);
        try {
            write(record, payload);
        } catch (IOException | RuntimeException | Error failure) {
            takeBack(failure);
            throw failure;
        }
        end += record.recordBytes();
    }

    private void write(RecordHeader record, Slice payload) throws IOException {
        codec.encode(record, end, buffer, 0);
        if (payload.length() <= MAX_COPIED_PAYLOAD_BYTES) {
            System.arraycopy(payload.array(), payload.offset(), buffer, RECORD_HEADER_BYTES, payload.length());
            file.write(end, buffer, 0, record.recordBytes());
        } else {
            file.write(end + RECORD_HEADER_BYTES, payload.array(), payload.offset(), payload.length());
            file.write(end, buffer, 0, RECORD_HEADER_BYTES);
        }
    }

    /** Fills up with zeros to at least the offset. What part of it was done when it fails does no harm. */
    private void allocate(int to) throws IOException {
        if (to <= allocated || options.preallocationBytes() == 0) {
            return;
        }
        int step = Math.min(options.preallocationBytes(), Math.max(LEAST_AHEAD_BYTES, allocated));
        long ahead = Math.min((long) allocated + step, options.segmentBytes());
        int target = (int) Math.max(to, ahead);
        while (allocated < target) {
            int length = Math.min(ZEROS.length, target - allocated);
            file.write(allocated, ZEROS, 0, length);
            allocated += length;
        }
    }

    /** The part ahead that has been filled once takes many short writes, unless there are syncs between them. */
    private void expectWrites(int to, int mark) {
        if (mark > lastMark) {
            if (expected > 0 && mark - lastMark < BULK_BYTES) {
                file.expectWrites(end, 0);
                expected = 0;
            }
            lastMark = mark;
        }
        if (end - mark >= BULK_BYTES && to > expected && to <= allocated) {
            file.expectWrites(end, allocated - end);
            expected = allocated;
        }
    }

    /**
     * Makes sure that a record whose writing failed is not there after a crash, though all of it may have reached the
     * disk: its caller was told that it is not. Cutting the file needs no room on the disk.
     */
    private void takeBack(Throwable failure) throws LogFailedException {
        try {
            file.truncate(end);
            allocated = end;
            expected = 0;
            file.sync();
        } catch (IOException | RuntimeException e) {
            e.addSuppressed(failure);
            throw new LogFailedException(e);
        }
    }

    /** Says that the segment ends here, in a record that does not count as part of it. Requires: all of it is synced. */
    void seal(long nextSegment) throws IOException {
        byte[] payload = new byte[SegmentFormat.SEAL_PAYLOAD_BYTES];
        SegmentFormat.putInt(payload, 0, (int) nextSegment);
        write(
                new RecordHeader(SegmentFormat.SEAL, payload.length, Crc32c.of(payload, 0, payload.length), end),
                new Slice(payload));
    }

    /** Seals the segment and cuts off what lies behind, nothing of which counts. */
    void cutAfterSeal(long nextSegment) throws IOException {
        seal(nextSegment);
        file.truncate((long) end + SEAL_BYTES);
    }

    void sync() throws IOException {
        file.sync();
    }

    /** Closes the file, without syncing it. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
