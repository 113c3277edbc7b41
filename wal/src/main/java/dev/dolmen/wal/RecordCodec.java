package dev.dolmen.wal;

import static dev.dolmen.wal.SegmentFormat.DATA;
import static dev.dolmen.wal.SegmentFormat.HEADER_BYTES;
import static dev.dolmen.wal.SegmentFormat.KIND_OFFSET;
import static dev.dolmen.wal.SegmentFormat.LENGTH_OFFSET;
import static dev.dolmen.wal.SegmentFormat.MARK_OFFSET;
import static dev.dolmen.wal.SegmentFormat.MAX_PAYLOAD_BYTES;
import static dev.dolmen.wal.SegmentFormat.PAYLOAD_CHECKSUM_OFFSET;
import static dev.dolmen.wal.SegmentFormat.RECORD_CHECKSUM_OFFSET;
import static dev.dolmen.wal.SegmentFormat.RECORD_HEADER_BYTES;
import static dev.dolmen.wal.SegmentFormat.SEAL;
import static dev.dolmen.wal.SegmentFormat.SEAL_PAYLOAD_BYTES;
import static dev.dolmen.wal.SegmentFormat.SEGMENT_OFFSET;

import dev.dolmen.io.Crc32c;
import org.jspecify.annotations.Nullable;

/**
 * Record headers of one segment. The checksum of a header covers, besides its other bytes, the segment's salt and the
 * record's offset: what lay in a recycled file, what is embedded in a payload and what a disk wrote to the wrong place is
 * no record here.
 *
 * <p>Not thread-safe.
 */
final class RecordCodec {

    /** Salt and offset, followed by the header without its checksum. */
    private static final int CHECKED_HEADER_AT = Long.BYTES + Integer.BYTES;

    private final int segment;
    private final byte[] checked = new byte[CHECKED_HEADER_AT + RECORD_HEADER_BYTES - LENGTH_OFFSET];

    RecordCodec(SegmentHeader header) {
        this.segment = (int) header.number();
        SegmentFormat.putLong(checked, 0, header.salt());
    }

    /** Writes the header of the record that lies at the offset of the segment to the place in the array. */
    void encode(RecordHeader header, int offset, byte[] target, int at) {
        SegmentFormat.putInt(target, at + LENGTH_OFFSET, header.length());
        SegmentFormat.putInt(target, at + PAYLOAD_CHECKSUM_OFFSET, header.payloadChecksum());
        SegmentFormat.putInt(target, at + SEGMENT_OFFSET, segment);
        SegmentFormat.putInt(target, at + MARK_OFFSET, header.mark());
        target[at + KIND_OFFSET] = header.kind();
        SegmentFormat.putInt(target, at + RECORD_CHECKSUM_OFFSET, checksum(offset, target, at));
    }

    /** The header at the place in the array, which holds what lies at the offset of the segment; null when it is none. */
    @Nullable
    RecordHeader decode(int offset, byte[] bytes, int at) {
        // The segment number comes first since it dismisses nearly all places a search for records looks at.
        if (SegmentFormat.getInt(bytes, at + SEGMENT_OFFSET) != segment
                || SegmentFormat.getInt(bytes, at + RECORD_CHECKSUM_OFFSET) != checksum(offset, bytes, at)) {
            return null;
        }
        RecordHeader header = new RecordHeader(
                bytes[at + KIND_OFFSET],
                SegmentFormat.getInt(bytes, at + LENGTH_OFFSET),
                SegmentFormat.getInt(bytes, at + PAYLOAD_CHECKSUM_OFFSET),
                SegmentFormat.getInt(bytes, at + MARK_OFFSET));
        boolean sane = header.length() >= 0
                && header.length() <= MAX_PAYLOAD_BYTES
                && header.mark() >= HEADER_BYTES
                && header.mark() <= offset
                && (header.kind() == DATA || header.kind() == SEAL && header.length() == SEAL_PAYLOAD_BYTES);
        return sane ? header : null;
    }

    private int checksum(int offset, byte[] bytes, int at) {
        SegmentFormat.putInt(checked, Long.BYTES, offset);
        System.arraycopy(bytes, at + LENGTH_OFFSET, checked, CHECKED_HEADER_AT, checked.length - CHECKED_HEADER_AT);
        return Crc32c.of(checked, 0, checked.length);
    }
}
