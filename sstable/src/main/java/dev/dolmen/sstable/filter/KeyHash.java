package dev.dolmen.sstable.filter;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.bytes.Words;

/**
 * The hash of a user key that filters are made of. Filters on disk depend on it: it never changes within a version of the
 * format.
 *
 * <p>Eight bytes at a time are mixed in by a multiplication to 128 bits whose halves are joined by xor, the cheapest good
 * mixing that processors offer (a few nanoseconds for a key of 25 bytes). It is no defence against keys chosen to
 * collide: those make a filter useless, not wrong.
 */
public final class KeyHash {

    // The fractional parts of the square roots of 2, 3 and 5, made odd: nothing up the sleeve.
    private static final long ROOT_2 = 0x6a09e667f3bcc909L;
    private static final long ROOT_3 = 0xbb67ae8584caa73bL;
    private static final long ROOT_5 = 0x3c6ef372fe94f82bL;

    private KeyHash() {}

    public static long of(Slice key) {
        byte[] bytes = key.array();
        int position = key.offset();
        int end = position + key.length();
        long hash = ROOT_2 ^ key.length();
        for (; end - position >= Long.BYTES; position += Long.BYTES) {
            hash = fold(hash ^ Words.getLong(bytes, position), ROOT_3);
        }
        long rest = 0;
        for (int shift = 0; position < end; position++, shift += Byte.SIZE) {
            rest |= (bytes[position] & 0xffL) << shift;
        }
        return fold(fold(hash ^ rest, ROOT_3) ^ ROOT_2, ROOT_5);
    }

    private static long fold(long a, long b) {
        return Math.multiplyHigh(a, b) ^ (a * b);
    }
}
