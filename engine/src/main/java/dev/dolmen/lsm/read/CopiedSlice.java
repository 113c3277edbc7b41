package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;

/** A copy of bytes that would not stay where they are, in an array that is used again and again. Not thread-safe. */
public final class CopiedSlice {

    private byte[] bytes = new byte[64];
    private Slice slice = Slice.EMPTY;

    public void set(Slice source) {
        if (bytes.length < source.length()) {
            bytes = new byte[Math.max(source.length(), 2 * bytes.length)];
        }
        System.arraycopy(source.array(), source.offset(), bytes, 0, source.length());
        slice = new Slice(bytes, 0, source.length());
    }

    /** The copy, good until the next {@link #set}. */
    public Slice get() {
        return slice;
    }
}
