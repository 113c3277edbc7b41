package dev.dolmen.sstable.filter;

import dev.dolmen.sstable.bytes.Words;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A blocked bloom filter (Putze, Sanders, Singler: Cache-, Hash- and Space-Efficient Bloom Filters, 2007): all bits of a
 * key lie in one line of 512 bits, so that a probe costs one cache miss. Six bits a key, as suits ten bits of room.
 * Immutable.
 */
public final class BloomFilter {

    /** Bytes of a line. */
    public static final int LINE_BYTES = 64;

    private static final int LINE_BITS = LINE_BYTES * Byte.SIZE;
    private static final int BIT_INDEX_BITS = 9; // 2^9 = LINE_BITS
    private static final int PROBES = 6;

    /** 2^64 divided by the golden ratio: spreads the hash anew, so that the bits do not follow from the line. */
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final ByteBuffer bytes;
    private final int start;
    private final int lines;

    /**
     * @param bytes kept, not copied
     * @param start where the filter is in them
     * @param length requires: a positive multiple of {@link #LINE_BYTES}
     */
    public BloomFilter(ByteBuffer bytes, int start, int length) {
        if (length == 0 || length % LINE_BYTES != 0) {
            throw new IllegalArgumentException("a filter of " + length + " bytes");
        }
        this.bytes = bytes;
        this.start = start;
        lines = length / LINE_BYTES;
    }

    /** False when no key with this {@link KeyHash} was added; mostly, but not always, true only when one was. */
    public boolean mayContain(long hash) {
        int line = start + lineStart(hash, lines);
        long bits = hash * GOLDEN;
        for (int i = 0; i < PROBES; i++) {
            int bit = (int) (bits >>> (Long.SIZE - BIT_INDEX_BITS));
            long word = Words.getLong(bytes, line + bit / Long.SIZE * Long.BYTES);
            if ((word >>> bit & 1) == 0) {
                return false;
            }
            bits <<= BIT_INDEX_BITS;
        }
        return true;
    }

    private static int lineStart(long hash, int lines) {
        return (int) ((hash >>> Integer.SIZE) * lines >>> Integer.SIZE) * LINE_BYTES;
    }

    /** Collects the hashes of keys, then makes the filter, which can only be sized at the end. */
    public static final class Builder {

        private static final int MAX_LINES = Integer.MAX_VALUE / LINE_BYTES / 2;

        private final int bitsPerKey;
        private long[] hashes = new long[1024];
        private int count;

        public Builder(int bitsPerKey) {
            this.bitsPerKey = bitsPerKey;
        }

        public void add(long hash) {
            if (count == hashes.length) {
                hashes = Arrays.copyOf(hashes, 2 * count);
            }
            hashes[count++] = hash;
        }

        /** What {@link #build} would give now, in bytes. */
        public long sizeBytes() {
            return lineCount() * LINE_BYTES;
        }

        private long lineCount() {
            return Math.max(1, Math.min(MAX_LINES, ((long) count * bitsPerKey + LINE_BITS - 1) / LINE_BITS));
        }

        public byte[] build() {
            int lines = (int) lineCount();
            byte[] content = new byte[lines * LINE_BYTES];
            for (int i = 0; i < count; i++) {
                int line = lineStart(hashes[i], lines);
                long bits = hashes[i] * GOLDEN;
                for (int probe = 0; probe < PROBES; probe++) {
                    int bit = (int) (bits >>> (Long.SIZE - BIT_INDEX_BITS));
                    int at = line + bit / Long.SIZE * Long.BYTES;
                    Words.setLong(content, at, Words.getLong(content, at) | 1L << bit);
                    bits <<= BIT_INDEX_BITS;
                }
            }
            return content;
        }
    }
}
