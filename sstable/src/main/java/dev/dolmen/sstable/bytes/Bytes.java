package dev.dolmen.sstable.bytes;

import dev.dolmen.io.Slice;
import java.util.Arrays;
import java.util.Objects;

/** A growing run of bytes. Numbers are little-endian. Not thread-safe. */
public final class Bytes {

    private static final int MOST_VARINT_BYTES = 9;

    private byte[] array = new byte[256];
    private int length;

    public void clear() {
        length = 0;
    }

    /** The bytes, from 0 to {@link #length}, until the next change. */
    public byte[] array() {
        return array;
    }

    public int length() {
        return length;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(array, length);
    }

    /**
     * Makes room in the array after the {@link #length}.
     *
     * @throws OutOfMemoryError when there would be more than an array can hold
     */
    public void ensureRoom(int more) {
        if (more > array.length - length) {
            int needed = Math.addExact(length, more);
            array = Arrays.copyOf(array, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * array.length)));
        }
    }

    /** Takes in what was written into the array after the end, or drops what is after the new end. */
    public void setLength(int newLength) {
        length = Objects.checkIndex(newLength, array.length + 1);
    }

    public void add(byte[] source, int offset, int count) {
        ensureRoom(count);
        System.arraycopy(source, offset, array, length, count);
        length += count;
    }

    public void add(Slice source) {
        add(source.array(), source.offset(), source.length());
    }

    public void addByte(int value) {
        ensureRoom(1);
        array[length++] = (byte) value;
    }

    public void addShort(int value) {
        addByte(value);
        addByte(value >>> Byte.SIZE);
    }

    public void addInt(int value) {
        ensureRoom(Integer.BYTES);
        Words.setInt(array, length, value);
        length += Integer.BYTES;
    }

    public void addLong(long value) {
        ensureRoom(Long.BYTES);
        Words.setLong(array, length, value);
        length += Long.BYTES;
    }

    /** The lowest bytes of a number, as many as {@code width} says. */
    public void addNumber(long value, int width) {
        ensureRoom(Long.BYTES);
        Words.setLong(array, length, value);
        length += width;
    }

    /** Seven bits a byte, the lowest first; the top bit says that more follow. Requires: not negative. */
    public void addVarint(long value) {
        long rest = value;
        ensureRoom(MOST_VARINT_BYTES);
        while (rest > 0x7f) {
            array[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[length++] = (byte) rest;
    }

    /** A varint with the length, then the bytes. */
    public void addPrefixed(Slice source) {
        addVarint(source.length());
        add(source);
    }
}
