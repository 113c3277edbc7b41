package dev.dolmen.wal;

import static dev.dolmen.wal.SegmentFormat.HEADER_BYTES;
import static dev.dolmen.wal.SegmentFormat.HEADER_CHECKSUM_OFFSET;
import static dev.dolmen.wal.SegmentFormat.INITIAL_LENGTH_OFFSET;
import static dev.dolmen.wal.SegmentFormat.MAGIC;
import static dev.dolmen.wal.SegmentFormat.MAGIC_OFFSET;
import static dev.dolmen.wal.SegmentFormat.NUMBER_OFFSET;
import static dev.dolmen.wal.SegmentFormat.PREVIOUS_LENGTH_OFFSET;
import static dev.dolmen.wal.SegmentFormat.SALT_OFFSET;
import static dev.dolmen.wal.SegmentFormat.VERSION;
import static dev.dolmen.wal.SegmentFormat.VERSION_COMPLEMENT_OFFSET;
import static dev.dolmen.wal.SegmentFormat.VERSION_OFFSET;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Crc32c;
import dev.dolmen.io.UnsupportedFormatException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The first bytes of a segment.
 *
 * @param number of the segment, from 1
 * @param previousLength the bytes of the segment before that count, all of them synced; 0 in the first segment of a log
 * @param initialLength the bytes of this segment that were synced before the file got its name
 * @param salt under the checksum of each record of the segment
 */
record SegmentHeader(long number, int previousLength, int initialLength, long salt) {

    byte[] encode() {
        byte[] bytes = new byte[HEADER_BYTES];
        SegmentFormat.putInt(bytes, MAGIC_OFFSET, MAGIC);
        SegmentFormat.putShort(bytes, VERSION_OFFSET, (short) VERSION);
        SegmentFormat.putShort(bytes, VERSION_COMPLEMENT_OFFSET, (short) ~VERSION);
        SegmentFormat.putInt(bytes, NUMBER_OFFSET, (int) number);
        SegmentFormat.putInt(bytes, PREVIOUS_LENGTH_OFFSET, previousLength);
        SegmentFormat.putInt(bytes, INITIAL_LENGTH_OFFSET, initialLength);
        SegmentFormat.putLong(bytes, SALT_OFFSET, salt);
        SegmentFormat.putInt(bytes, HEADER_CHECKSUM_OFFSET, Crc32c.of(bytes, 0, HEADER_CHECKSUM_OFFSET));
        return bytes;
    }

    /**
     * @param bytes exactly the header
     * @param number that the file's name gives the segment
     * @throws CorruptFileException when these are not the bytes that were written, or those of another segment
     * @throws UnsupportedFormatException when a newer release wrote them
     */
    static SegmentHeader decode(Path file, byte[] bytes, long number) throws IOException {
        int magic = SegmentFormat.getInt(bytes, MAGIC_OFFSET);
        if (magic != MAGIC) {
            throw new CorruptFileException(file, MAGIC_OFFSET, "magic", hex(MAGIC), hex(magic));
        }
        int version = SegmentFormat.getShort(bytes, VERSION_OFFSET) & 0xffff;
        int complement = ~SegmentFormat.getShort(bytes, VERSION_COMPLEMENT_OFFSET) & 0xffff;
        if (version != complement) {
            throw new CorruptFileException(file, VERSION_OFFSET, "format version", complement, version);
        }
        if (version > VERSION) {
            throw new UnsupportedFormatException(file, SegmentFormat.NAME, version, VERSION);
        }
        int expected = Crc32c.of(bytes, 0, HEADER_CHECKSUM_OFFSET);
        int found = SegmentFormat.getInt(bytes, HEADER_CHECKSUM_OFFSET);
        if (version < VERSION || found != expected) {
            throw new CorruptFileException(file, 0, "segment header checksum", hex(expected), hex(found));
        }
        SegmentHeader header = new SegmentHeader(
                SegmentFormat.getInt(bytes, NUMBER_OFFSET) & SegmentFormat.MAX_NUMBER,
                SegmentFormat.getInt(bytes, PREVIOUS_LENGTH_OFFSET),
                SegmentFormat.getInt(bytes, INITIAL_LENGTH_OFFSET),
                SegmentFormat.getLong(bytes, SALT_OFFSET));
        if (header.number != number) {
            throw new CorruptFileException(file, NUMBER_OFFSET, "segment number", number, header.number);
        }
        if (header.initialLength < HEADER_BYTES || header.previousLength < 0) {
            throw new CorruptFileException(file, 0, "lengths in the segment header", "sane ones", header);
        }
        return header;
    }

    static String hex(int value) {
        return String.format("0x%08x", value);
    }
}
