package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A number for each key, by which keys are compared at once: eight bytes of it, from about where they begin to differ. Ordered
 * as the keys are, or the other way round for a walk backward; keys with the same number have to be compared themselves.
 *
 * <p>The eight bytes come after a <i>base</i>, the start of a key that was in front once. Nothing comes before the key in
 * front; so, in either direction, keys that do not start with the base come after all that do, and have the largest number
 * there is. Not thread-safe.
 */
final class KeyWords {

    /** The number of a key that does not start with the base. */
    private static final long LAST = Long.MAX_VALUE;

    /** The base ends so many bytes before the place where two keys were seen to differ, since others differ earlier. */
    private static final int BYTES_BEFORE = 4;

    /** So often numbers may be the same and keys not, before another base is looked for. */
    private static final int MOST_FAILURES = 3;

    private static final int SMALLEST = 64;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] base = new byte[SMALLEST];
    private int baseLength;
    private boolean forward = true;
    private int failures;

    /** Begins anew with an empty base. */
    void begin(boolean newForward) {
        forward = newForward;
        baseLength = 0;
        failures = 0;
    }

    /** Requires: the key comes no earlier than the one that was in front when the base was chosen. */
    long of(Slice key) {
        if (!startsWithBase(key)) {
            return LAST;
        }
        long word = word(key.array(), key.offset() + baseLength, key.length() - baseLength) ^ Long.MIN_VALUE;
        return forward ? word : ~word;
    }

    /** The first eight bytes, or as many as there are and zeros after them. */
    private static long word(byte[] bytes, int offset, int length) {
        if (offset + Long.BYTES <= bytes.length) {
            long word = (long) LONG.get(bytes, offset);
            return length >= Long.BYTES ? word : word & ~(-1L >>> Byte.SIZE * length);
        }
        long word = 0;
        for (int i = 0; i < Math.min(length, Long.BYTES); i++) {
            word |= (bytes[offset + i] & 0xffL) << Long.SIZE - Byte.SIZE * (i + 1);
        }
        return word;
    }

    private boolean startsWithBase(Slice key) {
        if (key.length() < baseLength) {
            return false;
        }
        int i = 0;
        for (; baseLength - i >= Long.BYTES; i += Long.BYTES) {
            if ((long) LONG.get(base, i) != (long) LONG.get(key.array(), key.offset() + i)) {
                return false;
            }
        }
        for (; i < baseLength; i++) {
            if (base[i] != key.array()[key.offset() + i]) {
                return false;
            }
        }
        return true;
    }

    /** Two keys with the same number were not the same. */
    void failed() {
        failures++;
    }

    /** Whether it is time to look for another base. */
    boolean areBlunt(long numberInFront) {
        return numberInFront == LAST || failures >= MOST_FAILURES;
    }

    /**
     * Chooses a base by which two keys have different numbers, if they differ at all.
     *
     * @param front the key in front
     * @param next another
     * @return whether it is another base than before, so that all numbers change
     */
    boolean sharpen(Slice front, Slice next) {
        failures = 0;
        int length = Math.max(0, commonLength(front, next) - BYTES_BEFORE);
        if (length == baseLength && startsWithBase(front)) {
            return false;
        }
        if (base.length < length) {
            base = new byte[2 * length];
        }
        System.arraycopy(front.array(), front.offset(), base, 0, length);
        baseLength = length;
        return true;
    }

    private static int commonLength(Slice a, Slice b) {
        int shared = Math.min(a.length(), b.length());
        int differing =
                Arrays.mismatch(a.array(), a.offset(), a.offset() + shared, b.array(), b.offset(), b.offset() + shared);
        return differing < 0 ? shared : differing;
    }
}
