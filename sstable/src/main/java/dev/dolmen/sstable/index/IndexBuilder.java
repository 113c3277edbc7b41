package dev.dolmen.sstable.index;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.bytes.Bytes;
import dev.dolmen.sstable.bytes.Words;
import java.util.Arrays;

/**
 * Builds the index. The separator of a block is at or after its last entry, and before the first of the next block. It is
 * made as short as that allows. Not thread-safe.
 */
public final class IndexBuilder {

    private final Bytes separators = new Bytes();
    private int[] separatorEnds = new int[256];
    private long[] sequences = new long[256];
    private long[] offsets = new long[256];
    private int[] ordinals = new int[256];
    private int count;

    /** The separator between an entry and the next one, which has another key: after all versions of some key. */
    public static Slice separator(Slice last, Slice next) {
        int lastEnd = last.offset() + last.length();
        int common = Arrays.mismatch(
                last.array(), last.offset(), lastEnd, next.array(), next.offset(), next.offset() + next.length());
        if (common < last.length() && common + 1 < next.length()) {
            return next.subslice(0, common + 1);
        }
        return last;
    }

    /**
     * Adds what is known of a data block.
     *
     * @param separator copied
     * @param sequence the last version of the separator's key that may be in the block, 0 for all
     * @param offset where the block starts in the file
     * @param ordinal the number of entries before it
     */
    public void add(Slice separator, long sequence, long offset, int ordinal) {
        if (count == ordinals.length) {
            separatorEnds = Arrays.copyOf(separatorEnds, 2 * count);
            sequences = Arrays.copyOf(sequences, 2 * count);
            offsets = Arrays.copyOf(offsets, 2 * count);
            ordinals = Arrays.copyOf(ordinals, 2 * count);
        }
        separators.add(separator);
        separatorEnds[count] = separators.length();
        sequences[count] = sequence;
        offsets[count] = offset;
        ordinals[count] = ordinal;
        count++;
    }

    /** About what the index will take, in bytes. */
    public long sizeBytes() {
        return separators.length() + (long) count * (Long.BYTES + IndexFormat.ROW_BYTES);
    }

    /**
     * Puts the index at the end of the target. Requires: there was a block.
     *
     * @param end where the last block ends in the file
     * @param entryCount of the table
     */
    public void finish(Bytes target, long end, int entryCount) {
        int prefixLength = prefixLength();
        Bytes tails = new Bytes();
        int[] tailStarts = new int[count + 1];
        target.addInt(count);
        target.addInt(prefixLength);
        for (int i = 0; i < count; i++) {
            int start = start(i) + prefixLength;
            int inFence = Math.min(Long.BYTES, separatorEnds[i] - start);
            target.addLong(Words.fence(separators.array(), start, inFence));
            tailStarts[i] = tails.length();
            tails.addByte(inFence | (sequences[i] == 0 ? 0 : IndexFormat.HAS_SEQUENCE));
            if (sequences[i] != 0) {
                tails.addLong(sequences[i]);
            }
            tails.add(separators.array(), start + inFence, separatorEnds[i] - start - inFence);
        }
        tailStarts[count] = tails.length();
        for (int i = 0; i < count; i++) {
            addRow(target, offsets[i], ordinals[i], tailStarts[i]);
        }
        addRow(target, end, entryCount, tailStarts[count]);
        target.add(separators.array(), 0, prefixLength);
        target.add(tails.array(), 0, tails.length());
    }

    private static void addRow(Bytes target, long offset, int ordinal, int tail) {
        target.addLong(offset);
        target.addInt(ordinal);
        target.addInt(tail);
    }

    private int start(int block) {
        return block == 0 ? 0 : separatorEnds[block - 1];
    }

    /** What the first separator and the last one, and so all between them, begin with. */
    private int prefixLength() {
        int start = start(count - 1);
        int common = Arrays.mismatch(
                separators.array(), 0, separatorEnds[0], separators.array(), start, separatorEnds[count - 1]);
        return common < 0 ? separatorEnds[0] : common;
    }
}
