package dev.dolmen.lsm.encoding;

import dev.dolmen.io.Slice;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Reads what an {@link Encoder} wrote, trusting nothing: every length is checked before it is used. Not thread-safe. */
public final class Decoder {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int start;
    private final int end;
    private int position;

    public Decoder(Slice source) {
        bytes = source.array();
        start = source.offset();
        end = start + source.length();
        position = start;
    }

    /** How many bytes have been read. */
    public int offset() {
        return position - start;
    }

    public int remaining() {
        return end - position;
    }

    public int u8() throws MalformedEncodingException {
        require(1);
        return bytes[position++] & 0xff;
    }

    public int u16() throws MalformedEncodingException {
        return u8() | u8() << 8;
    }

    public int u32() throws MalformedEncodingException {
        require(Integer.BYTES);
        int value = (int) INTS.get(bytes, position);
        position += Integer.BYTES;
        return value;
    }

    public long u64() throws MalformedEncodingException {
        require(Long.BYTES);
        long value = (long) LONGS.get(bytes, position);
        position += Long.BYTES;
        return value;
    }

    public long varint() throws MalformedEncodingException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int next = u8();
            value |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new MalformedEncodingException(offset(), "an integer of more than ten bytes");
    }

    /** A varint that must lie in {@code [0, max]}. */
    public int varint(String what, int max) throws MalformedEncodingException {
        int at = offset();
        long value = varint();
        if (value < 0 || value > max) {
            throw new MalformedEncodingException(at, what + " of " + value + ", at most " + max + " possible");
        }
        return (int) value;
    }

    /** A length and that many bytes, as a view of the source. */
    public Slice slice() throws MalformedEncodingException {
        int length = varint("a length", Integer.MAX_VALUE);
        require(length);
        Slice slice = new Slice(bytes, position, length);
        position += length;
        return slice;
    }

    private void require(int count) throws MalformedEncodingException {
        if (remaining() < count) {
            throw new MalformedEncodingException(offset(), count + " bytes wanted, " + remaining() + " left");
        }
    }
}
