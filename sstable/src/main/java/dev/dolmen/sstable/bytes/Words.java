package dev.dolmen.sstable.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Numbers of fixed width in buffers and arrays, and comparisons eight bytes at a time.
 *
 * <p>The handles reach heap and mapped buffers by the same instructions, so code that meets both does not pay for it.
 * Every access is checked against the buffer's limit.
 */
public final class Words {

    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_ENDIAN_LONG =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle ARRAY_INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle ARRAY_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle BIG_ENDIAN_ARRAY_LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Words() {}

    /** A little-endian number of four bytes. */
    public static int getInt(ByteBuffer buffer, int position) {
        return (int) INT.get(buffer, position);
    }

    /** A little-endian number of eight bytes. */
    public static long getLong(ByteBuffer buffer, int position) {
        return (long) LONG.get(buffer, position);
    }

    /** A little-endian number of four bytes. */
    public static int getInt(byte[] bytes, int position) {
        return (int) ARRAY_INT.get(bytes, position);
    }

    /** A little-endian number of eight bytes. */
    public static long getLong(byte[] bytes, int position) {
        return (long) ARRAY_LONG.get(bytes, position);
    }

    public static void setInt(byte[] bytes, int position, int value) {
        ARRAY_INT.set(bytes, position, value);
    }

    public static void setLong(byte[] bytes, int position, long value) {
        ARRAY_LONG.set(bytes, position, value);
    }

    /**
     * Copies few bytes, eight at a time: up to seven more than the length says. Requires: room to read and to write those.
     */
    public static void copy(byte[] from, int offset, byte[] to, int at, int length) {
        for (int i = 0; i < length; i += Long.BYTES) {
            ARRAY_LONG.set(to, at + i, (long) ARRAY_LONG.get(from, offset + i));
        }
    }

    /** The first eight bytes, or as many as there are and zeros after them, as an unsigned number ordered as they are. */
    public static long fence(byte[] bytes, int offset, int length) {
        if (length >= Long.BYTES) {
            return (long) BIG_ENDIAN_ARRAY_LONG.get(bytes, offset);
        }
        long fence = 0;
        for (int i = 0; i < length; i++) {
            fence |= (bytes[offset + i] & 0xffL) << (Long.SIZE - Byte.SIZE - Byte.SIZE * i);
        }
        return fence;
    }

    /** Compares bytes unsigned; a run that is the start of the other comes first. */
    public static int compare(
            ByteBuffer left, int leftStart, int leftLength, byte[] right, int rightStart, int rightLength) {
        int common = Math.min(leftLength, rightLength);
        int i = 0;
        for (; common - i >= Long.BYTES; i += Long.BYTES) {
            long a = (long) BIG_ENDIAN_LONG.get(left, leftStart + i);
            long b = (long) BIG_ENDIAN_ARRAY_LONG.get(right, rightStart + i);
            if (a != b) {
                return Long.compareUnsigned(a, b);
            }
        }
        for (; i < common; i++) {
            int difference = (left.get(leftStart + i) & 0xff) - (right[rightStart + i] & 0xff);
            if (difference != 0) {
                return difference;
            }
        }
        return leftLength - rightLength;
    }

    /** Whether two runs of this length are the same. */
    public static boolean equal(ByteBuffer left, int leftStart, byte[] right, int rightStart, int length) {
        int i = 0;
        for (; length - i >= Long.BYTES; i += Long.BYTES) {
            if ((long) LONG.get(left, leftStart + i) != (long) ARRAY_LONG.get(right, rightStart + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (left.get(leftStart + i) != right[rightStart + i]) {
                return false;
            }
        }
        return true;
    }
}
