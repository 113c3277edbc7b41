package dev.dolmen.sstable.block;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import java.util.Arrays;

/**
 * Walks the entries of one block after the other, both ways. Keys are put together in a buffer that it reuses. Not
 * thread-safe.
 *
 * <p>A step back cannot undo the sharing of prefixes, so the first one into an interval decodes the whole interval up to
 * the wanted entry into a {@link DecodedInterval}, and the following ones look there.
 */
public final class BlockCursor {

    private static final int NOWHERE = -1;

    private final BlockSearch search = new BlockSearch();
    private final EntryHeader header = new EntryHeader();
    private final DecodedInterval behind = new DecodedInterval();
    private Block block;
    private int ordinal = NOWHERE;
    private byte[] buffer = new byte[64];
    private byte[] keyArray = buffer;
    private int keyOffset;
    private int keyLength;
    private long stamp;
    private int valueOffset;
    private int valueLength;
    private int nextEntry;

    /** A cursor that stands nowhere in the block. */
    public BlockCursor(Block block) {
        this.block = block;
    }

    /** Goes over to another block, where it stands nowhere yet. */
    public void reset(Block other) {
        block = other;
        ordinal = NOWHERE;
        behind.forget();
    }

    public boolean isValid() {
        return ordinal != NOWHERE;
    }

    public void seekToFirst() throws CorruptFileException {
        moveTo(0);
    }

    public void seekToLast() throws CorruptFileException {
        moveTo(block.entryCount() - 1);
    }

    /** Moves to the first entry at or after {@code (key, sequence)}; to nowhere when there is none. */
    public void seek(Slice key, long sequence) throws CorruptFileException {
        ordinal = NOWHERE;
        if (search.seek(block, key, sequence)) {
            moveTo(search.ordinal());
        }
    }

    /** Requires: it is valid. */
    public void next() throws CorruptFileException {
        int target = ordinal + 1;
        ordinal = NOWHERE;
        if (target < block.entryCount()) {
            decodeNext(target);
            ordinal = target;
        }
    }

    /** Requires: it is valid. */
    public void previous() throws CorruptFileException {
        int target = ordinal - 1;
        ordinal = NOWHERE;
        if (target < 0) {
            return;
        }
        if (!behind.holds(target)) {
            int first = target - target % block.restartInterval();
            behind.begin(first);
            moveTo(first);
            behind.add(this);
            while (ordinal < target) {
                next();
                behind.add(this);
            }
        }
        behind.restore(target, this);
        ordinal = target;
    }

    private void moveTo(int target) throws CorruptFileException {
        ordinal = NOWHERE;
        int restart = target / block.restartInterval();
        nextEntry = block.restartEntry(restart);
        valueOffset = block.restartValue(restart);
        valueLength = 0;
        for (int next = restart * block.restartInterval(); next <= target; next++) {
            decodeNext(next);
        }
        ordinal = target;
    }

    /** Requires: the entry before it is the one decoded last, unless it is a restart that was just moved to. */
    private void decodeNext(int target) throws CorruptFileException {
        header.read(block, nextEntry);
        int known = target % block.restartInterval() == 0 ? 0 : keyLength;
        int value = valueOffset + valueLength;
        if (header.shared > known || header.valueLength > block.valuesEnd() - value) {
            throw block.corrupt("entry " + target + " of the block", "lengths within the block", "longer ones");
        }
        int length = header.shared + header.unshared;
        if (length > buffer.length || keyArray != buffer) {
            byte[] larger = length > buffer.length ? new byte[Math.max(length, 2 * buffer.length)] : buffer;
            System.arraycopy(keyArray, keyOffset, larger, 0, header.shared);
            buffer = larger;
            keyArray = larger;
            keyOffset = 0;
        }
        System.arraycopy(block.bytes(), header.suffix, buffer, header.shared, header.unshared);
        set(buffer, 0, length, header.stamp, value, header.valueLength, header.end());
    }

    void set(byte[] array, int offset, int length, long newStamp, int value, int newValueLength, int next) {
        keyArray = array;
        keyOffset = offset;
        keyLength = length;
        stamp = newStamp;
        valueOffset = value;
        valueLength = newValueLength;
        nextEntry = next;
    }

    /** The entry's number in the block, from 0. Requires: it is valid. */
    public int ordinal() {
        return ordinal;
    }

    /** The key, until the next move. Requires: it is valid. */
    public Slice key() {
        return new Slice(keyArray, keyOffset, keyLength);
    }

    /** Whether the key under it and the given one are equal. Requires: it is valid. */
    public boolean keyEquals(byte[] other, int length) {
        return Arrays.equals(keyArray, keyOffset, keyOffset + keyLength, other, 0, length);
    }

    public long stamp() {
        return stamp;
    }

    /** The value, a view into the block that stays. Requires: it is valid. */
    public Slice value() {
        return new Slice(block.bytes(), valueOffset, valueLength);
    }

    int valueOffset() {
        return valueOffset;
    }

    int valueLength() {
        return valueLength;
    }

    int nextEntry() {
        return nextEntry;
    }

    public Block block() {
        return block;
    }
}
