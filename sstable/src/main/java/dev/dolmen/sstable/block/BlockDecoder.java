package dev.dolmen.sstable.block;

import dev.dolmen.sstable.bytes.Words;
import dev.dolmen.sstable.lz4.Lz4Dictionary;
import java.nio.ByteBuffer;

/**
 * Makes of a block whose values need a dictionary one whose values are as they are: the same entries in the same order, for
 * {@link BlockView} like any other block. Not thread-safe.
 */
public final class BlockDecoder {

    private final StoredValue stored = new StoredValue();
    private int[] ends = new int[0];
    private BlockView block = new BlockView();
    private int valueWidth;

    /**
     * Looks at a block that was found intact. It must stay as it is until it has been decoded.
     *
     * @param most how large the decoded block may be
     * @return its size, with {@link BlockView#SLACK_BYTES}; {@code most + 1} when it is more than allowed;
     *     {@link StoredValue#DAMAGED} when the values are not what they should be
     */
    public int open(BlockView source, int most) {
        block = source;
        int count = source.count();
        ends = new int[count];
        long end = 0;
        for (int entry = 0; entry < count; entry++) {
            int length = stored.open(source.bytes(), source.valueStart(entry), source.valueLength(entry));
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
        long bytes = values() + end + BlockView.SLACK_BYTES;
        return (int) Math.min(most + 1L, bytes);
    }

    private int slotBytes() {
        return block.suffixWidth() + valueWidth + block.stampWidth();
    }

    /** Where keys begin in the decoded block. */
    private int keys() {
        return BlockFormat.FINGERPRINTS + block.count() * (1 + slotBytes());
    }

    /** Where values begin in the decoded block. */
    private int values() {
        return keys() + block.keyBytes();
    }

    /**
     * Decodes the block that was looked at.
     *
     * @param target requires: as many bytes as {@link #open} said
     * @return false when the values are not what they should be
     */
    public boolean decode(Lz4Dictionary dictionary, byte[] target) {
        ByteBuffer bytes = block.bytes();
        int count = block.count();
        bytes.get(block.start(), target, 0, BlockFormat.FINGERPRINTS + count);
        target[BlockFormat.VALUE_WIDTH] = (byte) valueWidth;
        target[BlockFormat.DICTIONARY] = BlockView.NO_DICTIONARY;
        addSlots(target, BlockFormat.FINGERPRINTS + count);
        bytes.get(block.firstKey(), target, keys(), block.keyBytes());
        int values = values();
        int start = 0;
        for (int entry = 0; entry < count; entry++) {
            stored.open(bytes, block.valueStart(entry), block.valueLength(entry));
            if (!stored.copyTo(target, values + start, dictionary)) {
                return false;
            }
            start = ends[entry];
        }
        return true;
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
