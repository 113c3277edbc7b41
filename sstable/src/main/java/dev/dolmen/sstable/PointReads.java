package dev.dolmen.sstable;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import dev.dolmen.sstable.block.BlockView;
import dev.dolmen.sstable.block.Stamp;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Finds single keys in the blocks of a table, or among the {@link HotRows} of its store. Thread-safe. */
final class PointReads {

    private final TableInput input;
    private final DataBlocks blocks;
    private final Dictionaries dictionaries;
    private final long largestSequence;
    private final TableMemory memory;
    private final @Nullable HotRows hot;
    /** What rows of this table go by among the hot ones; another one when they are not to be trusted any longer. */
    private volatile long hotNumber;

    /** @param largestSequence of all entries of the table */
    PointReads(
            TableInput input, DataBlocks blocks, Dictionaries dictionaries, long largestSequence, TableMemory memory) {
        this.input = input;
        this.blocks = blocks;
        this.dictionaries = dictionaries;
        this.largestSequence = largestSequence;
        this.memory = memory;
        this.hot = memory.hotRows();
        hotNumber = memory.newTableNumber();
    }

    /** Has all rows be read anew from their blocks. A read under way may still add one under the number used before. */
    void forgetHot() {
        long before = hotNumber;
        hotNumber = memory.newTableNumber();
        if (hot != null) {
            hot.drop(before);
        }
    }

    /** As {@link TableReader#get}, but among hot rows alone. */
    boolean getHot(Slice key, long hash, long maxSequence, PointResult into) {
        HotRows.Row row = hot == null ? null : hot.get(hotNumber, hash, key);
        if (row == null || row.sequence() > maxSequence) {
            return false;
        }
        into.set(row.sequence(), EntryKind.PUT, row.value(), 0, row.value().length);
        return true;
    }

    /** As {@link TableReader#get}. Requires: {@link #getHot} has not found it. */
    boolean get(Slice key, long hash, long maxSequence, PointResult into) throws IOException {
        int block = blocks.find(key, maxSequence);
        if (block == blocks.index().count()) {
            return false;
        }
        try {
            return get(block, key, hash, maxSequence, into);
        } catch (InternalError unreadable) {
            throw input.unreadable(unreadable);
        } catch (IndexOutOfBoundsException changed) {
            throw input.changed(blocks.handle(block).offset(), "block of entries", changed);
        }
    }

    private boolean get(int block, Slice key, long hash, long maxSequence, PointResult into) throws IOException {
        // Before the block is looked at: a row of one that is not to be trusted any longer is not to be found.
        long number = hotNumber;
        BlockView view = into.block;
        if (!blocks.openCached(block, view, BlockCache.READ)) {
            blocks.open(block, view);
        }
        int entry = view.find(key, hash, maxSequence);
        if (entry == BlockView.NONE) {
            return false;
        }
        blocks.offer(block, view, BlockCache.READ);
        long stamp = view.stamp(entry);
        long sequence = Stamp.sequence(stamp);
        EntryKind kind = EntryKind.of(Stamp.kind(stamp));
        byte[] apart = view.valueApart(entry);
        if (kind == EntryKind.PUT && becomesHot(key, hash, maxSequence, view.valueLength(entry))) {
            byte[] value = apart == null ? copy(view, entry, block, into) : apart;
            into.set(sequence, kind, value, 0, value.length);
            if (hot != null && key.length() + value.length <= HotRows.MOST_ROW_BYTES) {
                hot.put(number, hash, sequence, key, value);
            }
        } else if (apart != null) {
            into.set(sequence, kind, apart, 0, apart.length);
        } else if (isDecoded(view)) {
            into.set(sequence, kind, view.bytes().array(), view.valueStart(entry), view.valueLength(entry));
        } else {
            byte[] value = copy(view, entry, block, into);
            into.set(sequence, kind, value, 0, value.length);
        }
        return true;
    }

    /** @param storedBytes of the value, which may be more once it is decoded */
    private boolean becomesHot(Slice key, long hash, long maxSequence, int storedBytes) {
        // Who looks further back than the newest entry may have been shown an older version of the key.
        return hot != null
                && maxSequence >= largestSequence
                && key.length() + storedBytes <= HotRows.MOST_ROW_BYTES
                && hot.missed(hash);
    }

    private static boolean isDecoded(BlockView view) {
        return view.dictionary() == BlockView.NO_DICTIONARY && view.bytes().hasArray();
    }

    private byte[] copy(BlockView view, int entry, int block, PointResult into) throws CorruptFileException {
        if (view.dictionary() == BlockView.NO_DICTIONARY) {
            byte[] value = new byte[view.valueLength(entry)];
            view.bytes().get(view.valueStart(entry), value, 0, value.length);
            return value;
        }
        long offset = blocks.index().offset(block);
        byte[] value = new byte[dictionaries.open(into.stored, view, entry, input, offset)];
        dictionaries.copy(into.stored, view, value, input, offset);
        return value;
    }
}
