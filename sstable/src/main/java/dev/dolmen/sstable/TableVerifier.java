package dev.dolmen.sstable;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.block.Block;
import dev.dolmen.sstable.block.BlockCursor;
import dev.dolmen.sstable.block.Stamp;
import dev.dolmen.sstable.filter.BloomFilter;
import dev.dolmen.sstable.filter.KeyHash;
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
    private Slice lastKey = Slice.EMPTY;
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
        Block top = footer.index().isPresent() ? input.readBlock(footer.index()) : null;
        if (top != null) {
            verifyEntries(top);
        }
        pass(footer.filter());
        pass(footer.bitmap());
        pass(footer.rangeTombstones());
        if (top != null) {
            passPartitions(top);
        }
        pass(footer.index());
        pass(footer.properties());
        require(position, "end of the last part", input.end(), position);
        require(footer.bitmap().offset(), "tombstone ordinals", bitmap, tombstones);
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

    private void verifyEntries(Block top) throws IOException {
        BlockCursor partitions = new BlockCursor(top);
        for (partitions.seekToFirst(); partitions.isValid(); partitions.next()) {
            IndexEntry partition = table.indexEntry(top, partitions.value());
            Block index = input.readBlock(partition.block());
            require(index.fileOffset(), "first ordinal", summary.entryCount(), partition.firstOrdinal());
            BlockCursor blocks = new BlockCursor(index);
            for (blocks.seekToFirst(); blocks.isValid(); blocks.next()) {
                verifyBlock(table.indexEntry(index, blocks.value()));
                verifySeparator(index, blocks);
            }
            require(index.fileOffset(), "separator of a partition", bound, partitions.key());
            require(index.fileOffset(), "its sequence", boundSequence, Stamp.sequence(partitions.stamp()));
        }
    }

    private void verifySeparator(Block index, BlockCursor blocks) throws IOException {
        bound = new Slice(blocks.key().toByteArray());
        boundSequence = Stamp.sequence(blocks.stamp());
        bounded = true;
        int order = lastKey.compareTo(bound);
        if (order > 0 || (order == 0 && lastSequence < boundSequence)) {
            throw index.corrupt("separator", "at or after " + lastKey + " at " + lastSequence, bound);
        }
    }

    private void verifyBlock(IndexEntry entry) throws IOException {
        pass(entry.block());
        require(entry.block().offset(), "first ordinal", summary.entryCount(), entry.firstOrdinal());
        Block block = input.readBlock(entry.block());
        BlockCursor cursor = new BlockCursor(block);
        for (cursor.seekToFirst(); cursor.isValid(); cursor.next()) {
            verifyEntry(block, cursor);
        }
    }

    private void verifyEntry(Block block, BlockCursor cursor) throws IOException {
        Slice key = cursor.key();
        long sequence = Stamp.sequence(cursor.stamp());
        EntryKind kind = EntryKind.of(Stamp.kind(cursor.stamp()));
        boolean first = summary.entryCount() == 0;
        if (!first && !isAfter(lastKey, lastSequence, key, sequence)) {
            throw block.corrupt("order", "after " + lastKey + " at " + lastSequence, key + " at " + sequence);
        }
        if (bounded && !isAfter(bound, boundSequence, key, sequence)) {
            throw block.corrupt("separator before the block", "before " + key + " at " + sequence, bound);
        }
        if (kind == EntryKind.TOMBSTONE) {
            require(
                    block.fileOffset(),
                    "value of a tombstone",
                    0,
                    cursor.value().length());
            tombstones.add((int) summary.entryCount());
        }
        if (filter != null && !filter.mayContain(KeyHash.of(key))) {
            throw input.corrupt(footer.filter().offset(), "filter", "one that knows " + key, "one that does not");
        }
        summary.add(key, sequence, kind, cursor.value());
        lastKey = new Slice(key.toByteArray());
        lastSequence = sequence;
    }

    private static boolean isAfter(Slice key, long sequence, Slice nextKey, long nextSequence) {
        int order = key.compareTo(nextKey);
        return order < 0 || (order == 0 && sequence > nextSequence);
    }

    private void passPartitions(Block top) throws IOException {
        BlockCursor partitions = new BlockCursor(top);
        for (partitions.seekToFirst(); partitions.isValid(); partitions.next()) {
            pass(table.indexEntry(top, partitions.value()).block());
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
