package dev.dolmen.wal;

import static dev.dolmen.wal.SegmentFormat.HEADER_BYTES;
import static dev.dolmen.wal.SegmentFormat.RECORD_HEADER_BYTES;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Crc32c;
import dev.dolmen.io.FileSystem;
import dev.dolmen.io.RandomReadFile;
import dev.dolmen.io.Slice;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a segment through a window of its bytes, and checks all it reads. Not thread-safe. */
final class SegmentReader implements Closeable {

    private static final int WINDOW_BYTES = 1 << 20;

    /**
     * A record that is what was written.
     *
     * @param payload stays only until the reader's next call
     */
    record Entry(int offset, RecordHeader header, Slice payload) {

        int end() {
            return offset + header.recordBytes();
        }
    }

    private final RandomReadFile file;
    private final int length;
    private final SegmentHeader header;
    private final RecordCodec codec;
    private byte[] window = new byte[0];
    private int windowStart;
    private int windowLength;

    private SegmentReader(RandomReadFile file, long number) throws IOException {
        this.file = file;
        this.header = readHeader(file, number);
        this.length = (int) file.size();
        this.codec = new RecordCodec(header);
    }

    /** Reads and checks a segment's header. */
    static SegmentHeader readHeader(RandomReadFile file, long number) throws IOException {
        if (file.size() < HEADER_BYTES || file.size() > Integer.MAX_VALUE) {
            throw new CorruptFileException(
                    file.path(), 0, "length of the segment", HEADER_BYTES + " to " + Integer.MAX_VALUE, file.size());
        }
        byte[] bytes = new byte[HEADER_BYTES];
        file.readFully(0, bytes, 0, bytes.length);
        return SegmentHeader.decode(file.path(), bytes, number);
    }

    /** Opens the segment and checks its header. */
    static SegmentReader open(FileSystem fileSystem, Path path, long number) throws IOException {
        RandomReadFile file = fileSystem.openForReading(path);
        boolean opened = false;
        try {
            SegmentReader reader = new SegmentReader(file, number);
            opened = true;
            return reader;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    SegmentHeader header() {
        return header;
    }

    /** Of the file, in bytes: what lies behind the last record counts. */
    int length() {
        return length;
    }

    /** The record at the offset; null when there is none that is whole. */
    @Nullable
    Entry entryAt(int offset) throws IOException {
        RecordHeader found = headerAt(offset);
        if (found == null || found.length() > length - offset - RECORD_HEADER_BYTES) {
            return null;
        }
        int at = require(offset, found.recordBytes());
        Slice payload = new Slice(window, at + RECORD_HEADER_BYTES, found.length());
        return Crc32c.of(payload) == found.payloadChecksum() ? new Entry(offset, found, payload) : null;
    }

    /** The record header at the offset, whatever became of its payload; null when there is none. */
    @Nullable
    RecordHeader headerAt(int offset) throws IOException {
        if (offset > length - RECORD_HEADER_BYTES) {
            return null;
        }
        int at = require(offset, RECORD_HEADER_BYTES);
        return codec.decode(offset, window, at);
    }

    /** The first place at or behind the offset where a record header may be, by the number of the segment; -1 for none. */
    int candidateFrom(int from) throws IOException {
        int segment = (int) header.number();
        int offset = from;
        while (offset <= length - RECORD_HEADER_BYTES) {
            int at = require(offset, RECORD_HEADER_BYTES);
            int last = windowLength - RECORD_HEADER_BYTES;
            while (at <= last && SegmentFormat.getInt(window, at + SegmentFormat.SEGMENT_OFFSET) != segment) {
                at++;
            }
            offset = windowStart + at;
            if (at <= last) {
                return offset;
            }
        }
        return -1;
    }

    /**
     * Says what is wrong with the record at the offset, which must be there.
     *
     * @param expectedEnd where the last record must end
     */
    CorruptFileException damageAt(int offset, int expectedEnd) throws IOException {
        if (length < expectedEnd && offset > length - RECORD_HEADER_BYTES) {
            return new CorruptFileException(
                    file.path(), offset, "length of the segment", "at least " + expectedEnd, length);
        }
        RecordHeader found = headerAt(offset);
        if (found == null) {
            return new CorruptFileException(
                    file.path(), offset, "record header", "a record of segment " + header.number(), "none");
        }
        if (offset + (long) found.recordBytes() > Math.min(expectedEnd, length)) {
            return new CorruptFileException(
                    file.path(),
                    offset,
                    "end of the record",
                    "at most " + Math.min(expectedEnd, length),
                    offset + (long) found.recordBytes());
        }
        if (found.kind() != SegmentFormat.DATA) {
            return new CorruptFileException(file.path(), offset, "record kind", SegmentFormat.DATA, found.kind());
        }
        int at = require(offset, found.recordBytes());
        return new CorruptFileException(
                file.path(),
                offset,
                "record checksum",
                SegmentHeader.hex(found.payloadChecksum()),
                SegmentHeader.hex(Crc32c.of(window, at + RECORD_HEADER_BYTES, found.length())));
    }

    /** Has the window hold the bytes, which lie within the file, and returns their place in it. */
    private int require(int offset, int bytes) throws IOException {
        if (offset < windowStart || offset + bytes > windowStart + windowLength) {
            int wanted = Math.min(Math.max(bytes, WINDOW_BYTES), length - offset);
            if (window.length < wanted) {
                window = new byte[wanted];
            }
            windowLength = 0;
            file.readFully(offset, window, 0, wanted);
            windowStart = offset;
            windowLength = wanted;
        }
        return offset - windowStart;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
