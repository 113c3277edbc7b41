package dev.dolmen.sstable.block;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import java.util.Arrays;

/**
 * Finds an entry in a block without putting together a single key, and without allocating. Reused from search to search;
 * not thread-safe.
 *
 * <p>Binary search over the restarts, then a walk of at most one interval. While walking it knows how many bytes the
 * entry before has in common with the target ({@code matched}). An entry that shares more than those with the one before
 * differs from the target at the same byte, so it is smaller too; one that shares fewer has just passed the target; only
 * one that shares exactly those is compared, from that byte on.
 */
public final class BlockSearch {

    private final EntryHeader header = new EntryHeader();
    private int ordinal;
    private int valueOffset;
    private boolean exact;

    /**
     * Finds the first entry at or after {@code (key, sequence)}; see {@link dev.dolmen.sstable.EntryIterator} for the
     * order.
     *
     * @return whether there is one
     */
    public boolean seek(Block block, Slice key, long sequence) throws CorruptFileException {
        int restart = lastRestartBefore(block, key, sequence);
        int interval = block.restartInterval();
        int position = block.restartEntry(restart);
        int matched = 0;
        int previousLength = 0;
        ordinal = restart * interval;
        valueOffset = block.restartValue(restart);
        for (int untilRestart = 0; ordinal < block.entryCount(); ordinal++, untilRestart--) {
            if (untilRestart == 0) {
                untilRestart = interval;
                matched = 0;
                previousLength = 0;
            }
            header.read(block, position);
            if (header.shared > previousLength || header.valueLength > block.valuesEnd() - valueOffset) {
                throw block.corrupt("entry " + ordinal + " of the block", "lengths within the block", "longer ones");
            }
            if (header.shared <= matched) {
                int common = header.shared < matched ? -1 : smallerBy(block, key, matched, sequence);
                if (common < 0) {
                    exact = header.shared == matched && exact;
                    return true;
                }
                matched = common;
            }
            previousLength = header.shared + header.unshared;
            position = header.end();
            valueOffset += header.valueLength;
        }
        return false;
    }

    /**
     * Compares the entry, of which {@code matched} bytes are known to be those of the target.
     *
     * @return the bytes it has in common with the target when it is smaller, else -1, with {@code exact} set
     */
    private int smallerBy(Block block, Slice key, int matched, long sequence) {
        int suffix = header.suffix;
        int from = key.offset() + matched;
        int to = key.offset() + key.length();
        int mismatch = Arrays.mismatch(block.bytes(), suffix, header.end(), key.array(), from, to);
        exact = mismatch < 0;
        if (exact) {
            return Stamp.sequence(header.stamp) <= sequence ? -1 : key.length();
        }
        boolean smaller = mismatch == header.unshared
                || (mismatch < to - from
                        && Byte.compareUnsigned(block.bytes()[suffix + mismatch], key.array()[from + mismatch]) < 0);
        return smaller ? matched + mismatch : -1;
    }

    private int lastRestartBefore(Block block, Slice key, long sequence) throws CorruptFileException {
        int low = 0;
        int high = block.restartCount() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            header.read(block, block.restartEntry(middle));
            if (header.shared != 0) {
                throw block.corrupt("shared bytes of restart " + middle, 0, header.shared);
            }
            if (smallerBy(block, key, 0, sequence) < 0) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return low;
    }

    /** Whether the entry found has the key that was looked for. */
    public boolean isExact() {
        return exact;
    }

    /** The number of entries in the block before the one found. */
    public int ordinal() {
        return ordinal;
    }

    public long stamp() {
        return header.stamp;
    }

    /** Where the value of the entry found starts in the block's bytes. */
    public int valueOffset() {
        return valueOffset;
    }

    public int valueLength() {
        return header.valueLength;
    }
}
