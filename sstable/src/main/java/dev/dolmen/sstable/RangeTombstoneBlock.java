package dev.dolmen.sstable;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import dev.dolmen.sstable.bytes.Bytes;
import dev.dolmen.sstable.bytes.BytesReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How the range tombstones of a table are stored: sorted by start, then end, then newest first. */
final class RangeTombstoneBlock {

    static final Comparator<RangeTombstone> ORDER = Comparator.comparing(RangeTombstone::start)
            .thenComparing(RangeTombstone::end)
            .thenComparing(Comparator.comparingLong(RangeTombstone::sequence).reversed());

    private RangeTombstoneBlock() {}

    /** Requires: in {@link #ORDER}. */
    static void encode(List<RangeTombstone> sorted, Bytes target) {
        for (RangeTombstone tombstone : sorted) {
            target.addPrefixed(tombstone.start());
            target.addPrefixed(tombstone.end());
            target.addVarint(tombstone.sequence());
        }
    }

    /** @param offset where the block is in the file, for messages */
    static List<RangeTombstone> decode(Path file, long offset, Slice bytes, long count) throws CorruptFileException {
        BytesReader reader = new BytesReader(file, offset, bytes);
        List<RangeTombstone> tombstones = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            Slice start = reader.readPrefixed("start of a range tombstone");
            Slice end = reader.readPrefixed("end of a range tombstone");
            long sequence = reader.readVarint("sequence of a range tombstone");
            if (start.compareTo(end) >= 0) {
                throw reader.corrupt("end of a range tombstone", "after " + start, end);
            }
            RangeTombstone tombstone = new RangeTombstone(start, end, sequence);
            if (i > 0 && ORDER.compare(tombstones.get((int) i - 1), tombstone) > 0) {
                throw reader.corrupt("order of the range tombstones", "ascending", tombstone);
            }
            tombstones.add(tombstone);
        }
        reader.requireEnd("range tombstones");
        return List.copyOf(tombstones);
    }
}
