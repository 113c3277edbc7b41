package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import java.util.Arrays;

/** A copy of bytes that would not stay where they are, in an array that is used again and again. Not thread-safe. */
public final class CopiedSlice {

    private byte[] bytes = new byte[64];
    private int length;

    public void set(Slice source) {
        if (bytes.length < source.length()) {
            bytes = new byte[Math.max(source.length(), 2 * bytes.length)];
        }
        System.arraycopy(source.array(), source.offset(), bytes, 0, source.length());
        length = source.length();
    }

    /** Whether the copy has just these bytes. */
    public boolean holds(Slice other) {
        return length == other.length()
                && Arrays.equals(bytes, 0, length, other.array(), other.offset(), other.offset() + length);
    }

    /** The copy, good until the next {@link #set}. */
    public Slice get() {
        return new Slice(bytes, 0, length);
    }
}
