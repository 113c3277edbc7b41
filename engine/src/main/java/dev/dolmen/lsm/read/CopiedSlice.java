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

    private byte[] bytes = NOTHING;
    private int length;

    public void set(Slice source) {
        if (bytes.length < source.length()) {
            bytes = new byte[Math.max(SMALLEST, Math.max(source.length(), 2 * bytes.length))];
        }
        System.arraycopy(source.array(), source.offset(), bytes, 0, source.length());
        length = source.length();
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
