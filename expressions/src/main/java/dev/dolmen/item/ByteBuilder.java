package dev.dolmen.item;

import java.util.Arrays;

/** A growing run of bytes that keys and items are encoded into. Not thread-safe; reusable after {@link #clear()}. */
public final class ByteBuilder {

    private byte[] bytes;
    private int length;

    public ByteBuilder() {
        this(64);
    }

    public ByteBuilder(int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    /** The bytes written are {@code array()[0]} to {@code array()[length() - 1]}; the array changes as more are added. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** A copy of the bytes written. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    public ByteBuilder clear() {
        length = 0;
        return this;
    }

    /** Drops what was written after the first {@code newLength} bytes. */
    public ByteBuilder truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IndexOutOfBoundsException(newLength + " of " + length);
        }
        length = newLength;
        return this;
    }

    public ByteBuilder append(int oneByte) {
        reserve(1);
        bytes[length++] = (byte) oneByte;
        return this;
    }

    public ByteBuilder append(byte[] source) {
        return append(source, 0, source.length);
    }

    public ByteBuilder append(byte[] source, int offset, int count) {
        reserve(count);
        System.arraycopy(source, offset, bytes, length, count);
        length += count;
        return this;
    }

    /** Appends text if it is of ASCII alone, and nothing otherwise. @return whether it is */
    boolean appendAscii(String text) {
        int count = text.length();
        reserve(count);
        byte[] array = bytes;
        int at = length;
        // All characters at once: a loop with one way out is unrolled.
        int all = 0;
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            all |= c;
            array[at + i] = (byte) c;
        }
        if (all >= 0x80) {
            return false;
        }
        length = at + count;
        return true;
    }

    /** Adds room for {@code count} bytes whose values are set later. */
    ByteBuilder skip(int count) {
        reserve(count);
        length += count;
        return this;
    }

    /** Moves the bytes from {@code from} to the end down to {@code to}. */
    void moveDown(int from, int to) {
        System.arraycopy(bytes, from, bytes, to, length - from);
        length -= from - to;
    }

    private void reserve(int count) {
        if (count > bytes.length - length) {
            // Doubling in long arithmetic: an item never comes near 2 GiB, but a wrong caller must not wrap around.
            long wanted = Math.max((long) length + count, 2L * bytes.length);
            if (wanted > Integer.MAX_VALUE - 8) {
                throw new OutOfMemoryError("more than 2 GiB in one encoding");
            }
            bytes = Arrays.copyOf(bytes, (int) wanted);
        }
    }
}
