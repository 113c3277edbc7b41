package dev.dolmen.sstable.block;

import dev.dolmen.sstable.bytes.Words;

/**
 * One entry of a block that lies in an array, for who goes from entry to entry: all that a {@link BlockView} tells of it one
 * by one is taken from its slot at once, and where the next one begins is known already. Set from block to block and reused.
 * Not thread-safe.
 */
public final class EntryView {

    private static final byte[] NOTHING = {};

    private byte[] array = NOTHING;
    private int slots;
    private int slotBytes;
    private int suffixMask;
    private int valueAt;
    private int valueMask;
    private int stampAt;
    private long stampMask;
    private long base;
    private int suffixes;
    private int values;

    private int entry;
    private int suffixStart;
    private int suffixEnd;
    private int valueStart;
    private int valueEnd;
    private long stamp;

    /** Looks at no entry of this block. Requires: the block lies in a buffer over a whole array. */
    public void set(BlockView block) {
        array = block.bytes().array();
        slots = block.slots();
        slotBytes = block.slotBytes();
        valueAt = block.suffixWidth();
        suffixMask = (int) BlockFormat.mask(valueAt);
        stampAt = slotBytes - block.stampWidth();
        valueMask = (int) BlockFormat.mask(stampAt - valueAt);
        stampMask = BlockFormat.mask(slotBytes - stampAt);
        base = block.base();
        suffixes = block.suffixPosition(0);
        values = block.valueStart(0);
        entry = -1;
        suffixEnd = 0;
        valueEnd = 0;
    }

    /** Lets go of the block that it looks at. */
    public void clear() {
        array = NOTHING;
    }

    /** Looks at an entry. Requires: the block has it. */
    public void stand(int newEntry) {
        if (newEntry != entry + 1) {
            int before = slots + (newEntry - 1) * slotBytes;
            suffixEnd = newEntry == 0 ? 0 : suffixEnd(before);
            valueEnd = newEntry == 0 ? 0 : valueEnd(before);
        }
        int slot = slots + newEntry * slotBytes;
        suffixStart = suffixEnd;
        valueStart = valueEnd;
        suffixEnd = suffixEnd(slot);
        valueEnd = valueEnd(slot);
        stamp = base + (Words.getLong(array, slot + stampAt) & stampMask);
        entry = newEntry;
    }

    private int suffixEnd(int slot) {
        return Words.getInt(array, slot) & suffixMask;
    }

    private int valueEnd(int slot) {
        return Words.getInt(array, slot + valueAt) & valueMask;
    }

    public byte[] array() {
        return array;
    }

    /** How many bytes of the entry's key come after the block's prefix. */
    public int suffixLength() {
        return suffixEnd - suffixStart;
    }

    /** Copies those bytes, and up to seven more behind them. Requires: room for them all. */
    public void copySuffix(byte[] target, int at) {
        Words.copy(array, suffixes + suffixStart, target, at, suffixEnd - suffixStart);
    }

    /** As {@link BlockView#valueStart}. */
    public int valueStart() {
        return values + valueStart;
    }

    public int valueLength() {
        return valueEnd - valueStart;
    }

    public long stamp() {
        return stamp;
    }
}
