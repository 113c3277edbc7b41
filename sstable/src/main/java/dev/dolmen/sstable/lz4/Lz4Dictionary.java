package dev.dolmen.sstable.lz4;

import dev.dolmen.sstable.bytes.Words;
import java.util.Arrays;

/**
 * Bytes that are thought to stand in front of whatever is compressed, so that even a short run has something to refer to.
 * Immutable.
 */
public final class Lz4Dictionary {

    /** The longest: some dozens of rows, which stay in the processor's first cache while it decodes. */
    public static final int MOST_BYTES = 1 << 14;

    static final int HASH_BITS = 14;

    /** A match is copied with 64 bytes after its first, and a search reads eight from any place. */
    private static final int SLACK_BYTES = Lz4Decoder.COMMON;

    private static final long HASH_FACTOR = 0x9e3779b97f4a7c15L; // 2^64 divided by the golden ratio

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

    /** By {@link #hash}, the last place where eight bytes are; any place where they are nowhere. */
    char[] places() {
        char[] places = new char[1 << HASH_BITS];
        for (int i = 0; i + Long.BYTES <= length; i++) {
            places[hash(Words.getLong(bytes, i))] = (char) i;
        }
        return places;
    }

    static int hash(long eightBytes) {
        return (int) (eightBytes * HASH_FACTOR >>> (Long.SIZE - HASH_BITS));
    }
}
