package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A copy of bytes that would not stay where they are, in an array that is used again and again. Not thread-safe. */
public final class CopiedSlice {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final byte[] NOTHING = {};
    private static final int SMALLEST = 64;

    /** So few bytes are copied sooner than the library's copying has begun, where a few more may be read behind them. */
    private static final int COPIED_IN_WORDS = 48;

    private byte[] bytes = NOTHING;
    private int length;

    public void set(Slice source) {
        length = source.length();
        if (bytes.length < length) {
            bytes = new byte[Math.max(SMALLEST, Math.max(length, 2 * bytes.length))];
        }
        byte[] array = source.array();
        int offset = source.offset();
        if (length <= COPIED_IN_WORDS && offset + COPIED_IN_WORDS <= array.length) {
            for (int i = 0; i < length; i += Long.BYTES) {
                LONG.set(bytes, i, (long) LONG.get(array, offset + i));
            }
        } else {
            System.arraycopy(array, offset, bytes, 0, length);
        }
    }

    /** Whether the copy has just these bytes. Neighbours differ at their ends, so those are compared first. */
    public boolean holds(Slice other) {
        if (length != other.length()) {
            return false;
        }
        if (length >= Long.BYTES
                && (long) LONG.get(bytes, length - Long.BYTES)
                        != (long) LONG.get(other.array(), other.offset() + length - Long.BYTES)) {
            return false;
        }
        return Arrays.equals(bytes, 0, length, other.array(), other.offset(), other.offset() + length);
    }

    /** The copy, good until the next {@link #set}. */
    public Slice get() {
        return new Slice(bytes, 0, length);
    }
}
