package dev.dolmen.wal;

import dev.dolmen.wal.SegmentReader.Entry;
import java.io.IOException;

/**
 * Where the last segment of a log ends.
 *
 * @param mark the segment was synced at least up to here
 * @param end the last whole record ends here; never before the mark
 * @param nextSegment that followed, as the seal tells; 0 when there was none
 */
record LogTail(int mark, int end, long nextSegment) {

    /**
     * Tells an unfinished write, behind which the segment is cut off, from damage.
     *
     * @throws dev.dolmen.io.CorruptFileException when a record is invalid that was known to be synced
     */
    static LogTail find(SegmentReader segment) throws IOException {
        int mark = segment.header().initialLength();
        int end = SegmentFormat.HEADER_BYTES;
        for (Entry entry = segment.entryAt(end); entry != null; entry = segment.entryAt(end)) {
            mark = Math.max(mark, entry.header().mark());
            if (entry.header().kind() == SegmentFormat.SEAL) {
                long next = SegmentFormat.getInt(
                                entry.payload().array(), entry.payload().offset())
                        & SegmentFormat.MAX_NUMBER;
                return new LogTail(mark, end, next);
            }
            end = entry.end();
        }
        mark = Math.max(mark, highestMarkFrom(segment, end, mark));
        if (mark > end) {
            throw segment.damageAt(end, mark);
        }
        return new LogTail(mark, end, SegmentFormat.NO_SEGMENT);
    }

    /** Looks at every byte from the offset on: the lengths of records are not to be trusted behind an invalid one. */
    private static int highestMarkFrom(SegmentReader segment, int from, int least) throws IOException {
        int mark = least;
        for (int offset = segment.candidateFrom(from); offset >= 0; offset = segment.candidateFrom(offset + 1)) {
            RecordHeader header = segment.headerAt(offset);
            if (header != null) {
                mark = Math.max(mark, header.mark());
            }
        }
        return mark;
    }
}
