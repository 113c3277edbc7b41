package dev.dolmen.sstable;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.block.BlockView;
import dev.dolmen.sstable.filter.BloomFilter;
import dev.dolmen.sstable.filter.KeyHash;
import dev.dolmen.sstable.index.Index;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/**
 * Reads a whole table and checks that every byte of it belongs to a part, and that the parts agree with one another. Each
 * part must start where the one before ended, in the order of the format.
 */
final class TableVerifier {

    private final TableReader table;
    private final TableInput input;
    private final Footer footer;
    private final TableSummary summary;
    private final MutableRoaringBitmap tombstones = new MutableRoaringBitmap();
    private @Nullable BloomFilter filter;
    private long position;
    private long lastSequence;
    private Slice bound = Slice.EMPTY;
    private long boundSequence;
    private boolean bounded;

    TableVerifier(TableReader table) {
        this.table = table;
        this.input = table.input();
        this.footer = table.footer();
        this.summary = new TableSummary(footer.fileNumber());
    }

    void run() throws IOException {
        Footer.read(input.file(), footer.fileNumber());
        filter = footer.filter().isPresent() ? table.readFilter() : null;
        ImmutableRoaringBitmap bitmap = table.readTombstoneOrdinals();
        DataBlocks blocks = footer.index().isPresent()
                ? new DataBlocks(input, footer.index(), table.readIndex(), table.dictionaries(), null)
                : null;
        if (blocks != null) {
            verifyEntries(blocks);
        }
        pass(footer.filter());
        pass(footer.bitmap());
        pass(footer.rangeTombstones());
        pass(footer.dictionaries());
        pass(footer.index());
        pass(footer.properties());
        require(position, "end of the last part", input.end(), position);
        require(footer.bitmap().offset(), "tombstone ordinals", bitmap, tombstones);
        verifyDictionaries();
        verifyProperties();
    }

    private void require(long offset, String what, Object expected, Object found) throws IOException {
        if (!expected.equals(found)) {
            throw input.corrupt(offset, what, expected, found);
        }
    }

    private void pass(BlockHandle part) throws IOException {
        if (part.isPresent()) {
            require(part.offset(), "start of a part", position, part.offset());
            position = part.end();
        }
    }

    private void verifyEntries(DataBlocks blocks) throws IOException {
        // Blocks that are read anew for this: what was found intact once may have been damaged since.
        Index index = blocks.index();
        try (TableIterator entries = new TableIterator(table, blocks, TableIterator.Decoded.UNUSED)) {
            entries.seekToFirst();
            for (int block = 0; block < index.count(); block++) {
                BlockHandle place = blocks.handle(block);
                pass(place);
                while (entries.isValid() && entries.ordinal() < index.firstOrdinal(block + 1)) {
                    verifyEntry(place.offset(), entries);
                    entries.next();
                }
                int expected = index.firstOrdinal(block + 1);
                require(footer.index().offset(), "entries", expected, (int) summary.entryCount());
                verifySeparator(index, block);
            }
        }
    }

    private void verifySeparator(Index index, int block) throws IOException {
        bound = index.separator(block);
        boundSequence = index.separatorSequence(block);
        bounded = true;
        Slice lastKey = summary.lastKey();
        int order = lastKey.compareTo(bound);
        if (order > 0 || (order == 0 && lastSequence < boundSequence)) {
            throw input.corrupt(
                    footer.index().offset(), "separator", "at or after " + lastKey + " at " + lastSequence, bound);
        }
    }

    private void verifyEntry(long offset, TableIterator entry) throws IOException {
        Slice key = entry.key();
        long sequence = entry.sequence();
        Slice lastKey = summary.lastKey();
        if (summary.entryCount() > 0 && !isAfter(lastKey, lastSequence, key, sequence)) {
            throw input.corrupt(offset, "order", "after " + lastKey + " at " + lastSequence, key + " at " + sequence);
        }
        if (bounded && !isAfter(bound, boundSequence, key, sequence)) {
            throw input.corrupt(offset, "separator before the block", "before " + key + " at " + sequence, bound);
        }
        if (entry.kind() == EntryKind.TOMBSTONE) {
            require(offset, "value of a tombstone", 0, entry.value().length());
            tombstones.add((int) summary.entryCount());
        }
        long hash = KeyHash.of(key);
        require(offset, "fingerprint of " + key, BlockView.fingerprint(hash), entry.fingerprint());
        if (filter != null && !filter.mayContain(hash)) {
            throw input.corrupt(footer.filter().offset(), "filter", "one that knows " + key, "one that does not");
        }
        summary.add(key, sequence, entry.kind(), entry.value().length());
        lastSequence = sequence;
    }

    private static boolean isAfter(Slice key, long sequence, Slice nextKey, long nextSequence) {
        int order = key.compareTo(nextKey);
        return order < 0 || (order == 0 && sequence > nextSequence);
    }

    private void verifyDictionaries() throws IOException {
        if (footer.dictionaries().isPresent()) {
            Dictionaries.read(input, footer.dictionaries());
        }
    }

    private void verifyProperties() throws IOException {
        BlockHandle ranges = footer.rangeTombstones();
        if (ranges.isPresent()) {
            RangeTombstoneBlock.decode(
                            input.path(),
                            ranges.offset(),
                            input.read(ranges),
                            table.properties().rangeTombstoneCount())
                    .forEach(summary::add);
        }
        BlockHandle place = footer.properties();
        TableProperties stored = PropertiesBlock.decode(input.path(), place.offset(), footer, input.read(place));
        TableProperties counted = summary.properties(footer.fileBytes(), stored.rangeTombstoneCount());
        require(place.offset(), "properties", counted, stored);
    }
}
