package dev.dolmen.sstable.block;

import dev.dolmen.sstable.bytes.Words;
import dev.dolmen.sstable.lz4.Lz4Dictionary;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a block in a file one on the heap whose values are as they are: the same entries in the same order, for
 * {@link BlockView} like any other block. Not thread-safe.
 */
public final class BlockDecoder {

    /** Values get arrays of their own when they are at least so long on average. */
    private static final int LEAST_BYTES_APART = 512;

    private final StoredValue stored = new StoredValue();
    private int[] ends = new int[0];
    private BlockView block = new BlockView();
    private int valueWidth;
    private boolean isApart;
    private int heapBytes;

    /** Whether so many values, so long together, get arrays of their own. */
    public static boolean isApart(long bytes, long count) {
        return bytes >= LEAST_BYTES_APART * count && count > 0;
    }

    /** Whether a block, not one of these already, gains by it: values need not be decoded any more, or not be copied. */
    public static boolean isWorthWhile(BlockView block) {
        return block.dictionary() != BlockView.NO_DICTIONARY
                || !block.hasValuesApart() && isApart(block.valueBytes(), block.count());
    }

    /**
     * Looks at a block that was found intact. It must stay as it is until it has been decoded.
     *
     * @param most how large the decoded block may be
     * @return its {@link DecodedBlock#heapBytes}; {@code most + 1} when it is more than allowed;
     *     {@link StoredValue#DAMAGED} when the values are not what they should be
     */
    public int open(BlockView source, int most) {
        block = source;
        int count = source.count();
        ends = new int[count];
        long end = 0;
        for (int entry = 0; entry < count; entry++) {
            int length = length(entry);
            if (length == StoredValue.DAMAGED) {
                return StoredValue.DAMAGED;
            }
            end += length;
            if (end > most) {
                return most + 1;
            }
            ends[entry] = (int) end;
        }
        valueWidth = BlockFormat.endWidth(end);
        isApart = isApart(end, count);
        long bytes = values() + end + BlockView.SLACK_BYTES;
        if (isApart) {
            bytes += (long) count * DecodedBlock.VALUE_OVERHEAD_BYTES;
        }
        heapBytes = (int) Math.min(most + 1L, bytes);
        return heapBytes;
    }

    private int length(int entry) {
        return block.dictionary() == BlockView.NO_DICTIONARY
                ? block.valueLength(entry)
                : stored.open(block.bytes(), block.valueStart(entry), block.valueLength(entry));
    }

    private int slotBytes() {
        return block.suffixWidth() + valueWidth + block.stampWidth();
    }

    /** Where keys begin in the decoded block. */
    private int keys() {
        return BlockFormat.FINGERPRINTS + block.count() * (1 + slotBytes());
    }

    /** Where values begin in the decoded block, if they are in it. */
    private int values() {
        return keys() + block.keyBytes();
    }

    private int valueLength(int entry) {
        return ends[entry] - (entry == 0 ? 0 : ends[entry - 1]);
    }

    /**
     * Decodes the block that was looked at. Requires: {@link #open} said a size that is allowed.
     *
     * @param dictionary that of the block, null when it needs none
     * @return null when the values are not what they should be
     */
    public @Nullable DecodedBlock decode(@Nullable Lz4Dictionary dictionary) {
        ByteBuffer bytes = block.bytes();
        int count = block.count();
        int inBlock = isApart ? 0 : ends[count - 1];
        byte[] target = new byte[values() + inBlock + BlockView.SLACK_BYTES];
        bytes.get(block.start(), target, 0, BlockFormat.FINGERPRINTS + count);
        target[BlockFormat.VALUE_WIDTH] = (byte) valueWidth;
        target[BlockFormat.DICTIONARY] = BlockView.NO_DICTIONARY;
        addSlots(target, BlockFormat.FINGERPRINTS + count);
        bytes.get(block.firstKey(), target, keys(), block.keyBytes());
        byte @Nullable [][] apart = isApart ? new byte[count][] : null;
        for (int entry = 0; entry < count; entry++) {
            int length = valueLength(entry);
            byte[] into = target;
            int at = values() + ends[entry] - length;
            if (apart != null) {
                into = length == 0 ? DecodedBlock.NOTHING : new byte[length];
                apart[entry] = into;
                at = 0;
            }
            if (!copy(entry, dictionary, into, at)) {
                return null;
            }
        }
        return new DecodedBlock(ByteBuffer.wrap(target), apart, heapBytes);
    }

    private boolean copy(int entry, @Nullable Lz4Dictionary dictionary, byte[] target, int at) {
        if (dictionary == null) {
            block.bytes().get(block.valueStart(entry), target, at, block.valueLength(entry));
            return true;
        }
        stored.open(block.bytes(), block.valueStart(entry), block.valueLength(entry));
        return stored.copyTo(target, at, dictionary);
    }

    /** Each number is written as eight bytes; what is too much the next one replaces, and the keys after the last. */
    private void addSlots(byte[] target, int at) {
        int out = at;
        for (int entry = 0; entry < block.count(); entry++) {
            Words.setLong(target, out, block.suffixEnd(entry));
            out += block.suffixWidth();
            Words.setLong(target, out, ends[entry]);
            out += valueWidth;
            Words.setLong(target, out, block.stampAboveBase(entry));
            out += block.stampWidth();
        }
    }
}
