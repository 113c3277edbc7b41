package dev.dolmen.wal;

import static dev.dolmen.wal.SegmentFormat.RECORD_HEADER_BYTES;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Crc32c;
import dev.dolmen.io.FileSystem;
import dev.dolmen.io.RandomReadFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * A segment whose records were replayed, to read their payloads again where they lie. Its bytes stay what they are until it
 * is closed, also when the log lets go of the segment. Thread-safe.
 */
public final class RecoveredSegment implements Closeable {

    private final RandomReadFile file;
    private final SegmentHeader header;

    private RecoveredSegment(RandomReadFile file, long number) throws IOException {
        this.file = file;
        this.header = SegmentReader.readHeader(file, number);
    }

    /**
     * Opens a segment.
     *
     * @param directory of the log
     * @param number that a {@link RecordSink} was told
     * @throws CorruptFileException when it is no segment of this number any more
     */
    public static RecoveredSegment open(FileSystem fileSystem, Path directory, long number) throws IOException {
        RandomReadFile file = fileSystem.openForReading(SegmentDirectory.path(directory, number));
        boolean opened = false;
        try {
            RecoveredSegment segment = new RecoveredSegment(file, number);
            opened = true;
            return segment;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    public Path path() {
        return file.path();
    }

    /**
     * What lies in the segment from the offset on, read-only, little-endian; a view of the file where it is mapped. Reading it
     * after {@link #close} is a broken invariant of the caller. Where the disk cannot read a page of it, reading throws an
     * {@link InternalError}.
     */
    public ByteBuffer bytes(int offset, int length) throws IOException {
        return file.view(offset, length);
    }

    /**
     * Checks again that a payload is what was appended.
     *
     * @param offset of the payload, as a {@link RecordSink} was told
     * @throws CorruptFileException when it is not
     */
    public void check(int offset) throws IOException {
        int start = offset - RECORD_HEADER_BYTES;
        try {
            byte[] bytes = new byte[RECORD_HEADER_BYTES];
            file.readFully(start, bytes, 0, bytes.length);
            RecordHeader record = new RecordCodec(header).decode(start, bytes, 0);
            if (record == null || record.length() > file.size() - offset) {
                throw new CorruptFileException(
                        file.path(), start, "record header", "a record of segment " + header.number(), "none");
            }
            int found = Crc32c.of(file.view(offset, record.length()));
            if (found != record.payloadChecksum()) {
                throw new CorruptFileException(
                        file.path(),
                        start,
                        "record checksum",
                        SegmentHeader.hex(record.payloadChecksum()),
                        SegmentHeader.hex(found));
            }
        } catch (InternalError unreadable) {
            throw new IOException(file.path() + ": cannot read the record at " + start, unreadable);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
