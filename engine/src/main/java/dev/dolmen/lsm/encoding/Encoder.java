package dev.dolmen.lsm.encoding;

import dev.dolmen.io.Slice;
import java.util.Arrays;

/**
 * Appends integers and byte strings to a growing array. Fixed-width integers are little-endian; the others take seven
 * bits a byte, lowest first, the high bit set in all but the last. Not thread-safe.
 */
public final class Encoder {

    private byte[] bytes;
    private int length;

    public Encoder(int initialCapacity) {
        bytes = new byte[Math.max(16, initialCapacity)];
    }

    public int length() {
        return length;
    }

    /** Forgets what comes after the first {@code newLength} bytes; keeps the array. */
    public void truncate(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new AssertionError("cut to " + newLength + " of " + length + " bytes");
        }
        length = newLength;
    }

    public Encoder u8(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
        return this;
    }

    public Encoder u16(int value) {
        return u8(value).u8(value >>> 8);
    }

    public Encoder u32(int value) {
        reserve(Integer.BYTES);
        setU32(length, value);
        length += Integer.BYTES;
        return this;
    }

    public Encoder u64(long value) {
        return u32((int) value).u32((int) (value >>> 32));
    }

    /** Overwrites four bytes written before. */
    public void setU32(int at, int value) {
        bytes[at] = (byte) value;
        bytes[at + 1] = (byte) (value >>> 8);
        bytes[at + 2] = (byte) (value >>> 16);
        bytes[at + 3] = (byte) (value >>> 24);
    }

    /** Overwrites eight bytes written before. */
    public void setU64(int at, long value) {
        setU32(at, (int) value);
        setU32(at + Integer.BYTES, (int) (value >>> 32));
    }

    /** @param value taken as unsigned: one to ten bytes */
    public Encoder varint(long value) {
        reserve(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
        return this;
    }

    /** The length as a varint, then the bytes. */
    public Encoder slice(Slice value) {
        varint(value.length());
        return raw(value);
    }

    /** The bytes alone. */
    public Encoder raw(Slice value) {
        reserve(value.length());
        System.arraycopy(value.array(), value.offset(), bytes, length, value.length());
        length += value.length();
        return this;
    }

    /** A view of all bytes so far, good until the next change. */
    public Slice slice() {
        return new Slice(bytes, 0, length);
    }

    private void reserve(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * bytes.length)));
        }
    }
}
