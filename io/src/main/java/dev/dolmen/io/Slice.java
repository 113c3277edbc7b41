package dev.dolmen.io;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * A view of part of a byte array. Ordered and compared by content, bytes unsigned.
 *
 * <p>Immutable in itself, but the array is not copied: whoever hands out a slice says how long its bytes stay.
 */
public record Slice(byte[] array, int offset, int length) implements Comparable<Slice> {

    /** Beyond that the vector instructions of the library win. */
    private static final int COMPARED_IN_WORDS = 48;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    public static final Slice EMPTY = new Slice(new byte[0]);

    public Slice {
        Objects.checkFromIndexSize(offset, length, array.length);
    }

    public Slice(byte[] array) {
        this(array, 0, array.length);
    }

    public byte at(int index) {
        return array[offset + Objects.checkIndex(index, length)];
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    public Slice subslice(int from, int subLength) {
        Objects.checkFromIndexSize(from, subLength, length);
        return new Slice(array, offset + from, subLength);
    }

    public boolean startsWith(Slice prefix) {
        return length >= prefix.length
                && Arrays.equals(
                        array,
                        offset,
                        offset + prefix.length,
                        prefix.array,
                        prefix.offset,
                        prefix.offset + prefix.length);
    }

    /**
     * Most keys that are compared share some words and are short, so those words are looked at one by one first: for such
     * keys that takes half the time of {@link Arrays#compareUnsigned(byte[], int, int, byte[], int, int)}.
     */
    @Override
    public int compareTo(Slice other) {
        int shared = Math.min(length, other.length);
        int inWords = Math.min(shared, COMPARED_IN_WORDS) & -Long.BYTES;
        for (int i = 0; i < inWords; i += Long.BYTES) {
            long word = (long) LONG.get(array, offset + i);
            long otherWord = (long) LONG.get(other.array, other.offset + i);
            if (word != otherWord) {
                return Long.compareUnsigned(word, otherWord);
            }
        }
        if (shared <= COMPARED_IN_WORDS && inWords > 0) {
            // The last word overlaps the one before, whose bytes are the same.
            int last = shared - Long.BYTES;
            long word = (long) LONG.get(array, offset + last);
            long otherWord = (long) LONG.get(other.array, other.offset + last);
            return word == otherWord ? length - other.length : Long.compareUnsigned(word, otherWord);
        }
        return Arrays.compareUnsigned(
                array,
                offset + inWords,
                offset + length,
                other.array,
                other.offset + inWords,
                other.offset + other.length);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Slice other
                && Arrays.equals(
                        array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** The bytes as text where they are printable ASCII, else in hexadecimal. */
    @Override
    public String toString() {
        StringBuilder hex = new StringBuilder(2 * length);
        for (int i = offset; i < offset + length; i++) {
            if (array[i] < 0x20 || array[i] > 0x7e) {
                for (int j = offset; j < offset + length; j++) {
                    hex.append(Character.forDigit((array[j] >> 4) & 0xf, 16))
                            .append(Character.forDigit(array[j] & 0xf, 16));
                }
                return "0x" + hex;
            }
        }
        return '"' + new String(array, offset, length, StandardCharsets.US_ASCII) + '"';
    }
}
