package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * XXH64, the hash that is part of the keyspace: its values are on disk, in every key, and may never change.
 *
 * <p>Specification: "xxHash fast digest algorithm", section XXH64, in the xxHash project's {@code doc/xxhash_spec.md}.
 * Chosen because it is documented independently of us, mixes every input bit into every output bit (the high bits
 * divide a table into scan segments, the low bits pick a latch), and costs about 14 ns for a key of 25 bytes. It does
 * not defend against an adversary who picks keys that collide; such keys stay distinct, since the whole key follows its
 * hash, and share no more than a latch.
 */
final class StableHash {

    private static final long PRIME_1 = 0x9E3779B185EBCA87L;
    private static final long PRIME_2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME_3 = 0x165667B19E3779F9L;
    private static final long PRIME_4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME_5 = 0x27D4EB2F165667C5L;

    private static final int STRIPE_BYTES = 32;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private StableHash() {}

    /** The hash with seed 0: the one that stands in keys. */
    static long of(Slice bytes) {
        return of(bytes.array(), bytes.offset(), bytes.length());
    }

    /** As {@link #of(Slice)}. */
    static long of(byte[] bytes, int offset, int length) {
        return of(bytes, offset, length, 0);
    }

    static long of(byte[] bytes, int offset, int length, long seed) {
        int position = offset;
        int end = offset + length;
        long hash;
        if (length >= STRIPE_BYTES) {
            long a = seed + PRIME_1 + PRIME_2;
            long b = seed + PRIME_2;
            long c = seed;
            long d = seed - PRIME_1;
            for (; position <= end - STRIPE_BYTES; position += STRIPE_BYTES) {
                a = round(a, (long) LONG.get(bytes, position));
                b = round(b, (long) LONG.get(bytes, position + 8));
                c = round(c, (long) LONG.get(bytes, position + 16));
                d = round(d, (long) LONG.get(bytes, position + 24));
            }
            hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
            hash = merge(merge(merge(merge(hash, a), b), c), d);
        } else {
            hash = seed + PRIME_5;
        }
        return avalanche(tail(hash + length, bytes, position, end));
    }

    private static long tail(long hash, byte[] bytes, int from, int end) {
        int position = from;
        for (; position <= end - Long.BYTES; position += Long.BYTES) {
            hash ^= round(0, (long) LONG.get(bytes, position));
            hash = Long.rotateLeft(hash, 27) * PRIME_1 + PRIME_4;
        }
        if (position <= end - Integer.BYTES) {
            hash ^= Integer.toUnsignedLong((int) INT.get(bytes, position)) * PRIME_1;
            hash = Long.rotateLeft(hash, 23) * PRIME_2 + PRIME_3;
            position += Integer.BYTES;
        }
        for (; position < end; position++) {
            hash ^= (bytes[position] & 0xff) * PRIME_5;
            hash = Long.rotateLeft(hash, 11) * PRIME_1;
        }
        return hash;
    }

    private static long round(long accumulator, long lane) {
        return Long.rotateLeft(accumulator + lane * PRIME_2, 31) * PRIME_1;
    }

    private static long merge(long hash, long accumulator) {
        return (hash ^ round(0, accumulator)) * PRIME_1 + PRIME_4;
    }

    private static long avalanche(long hash) {
        hash = (hash ^ (hash >>> 33)) * PRIME_2;
        hash = (hash ^ (hash >>> 29)) * PRIME_3;
        return hash ^ (hash >>> 32);
    }
}
