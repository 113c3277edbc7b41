package dev.dolmen.sstable.lz4;

import dev.dolmen.sstable.bytes.Words;
import java.util.Arrays;

/**
 * Bytes that are thought to stand in front of whatever is compressed, so that even a short run has something to refer to.
 * Immutable.
 */
public final class Lz4Dictionary {

    /** The longest: it stays in the processor's first cache together with its table. */
    public static final int MOST_BYTES = 4096;

    static final int HASH_BITS = 12;

    /** A copy moves eight bytes at a time and may read that many too far. */
    private static final int SLACK_BYTES = 16;

    private static final int HASH_FACTOR = 0x9e3779b1; // 2^32 divided by the golden ratio

    private final byte[] bytes;
    private final int length;

    /** @param content copied; requires: at most {@link #MOST_BYTES} */
    public Lz4Dictionary(byte[] content, int offset, int length) {
        if (length > MOST_BYTES) {
            throw new IllegalArgumentException("a dictionary of " + length + " bytes");
        }
        this.bytes = Arrays.copyOf(Arrays.copyOfRange(content, offset, offset + length), length + SLACK_BYTES);
        this.length = length;
    }

    public int length() {
        return length;
    }

    /** The content, with some bytes after it that mean nothing. Not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** By {@link #hash} of four bytes, the last place where they are; any place where they are nowhere. */
    char[] places() {
        char[] places = new char[1 << HASH_BITS];
        for (int i = 0; i + Integer.BYTES <= length; i++) {
            places[hash(Words.getInt(bytes, i))] = (char) i;
        }
        return places;
    }

    static int hash(int fourBytes) {
        return fourBytes * HASH_FACTOR >>> (Integer.SIZE - HASH_BITS);
    }
}
