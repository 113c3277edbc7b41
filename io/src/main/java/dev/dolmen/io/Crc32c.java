package dev.dolmen.io;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The checksum of every file format: CRC-32C (Castagnoli, RFC 3720 §12.1), which processors compute in hardware. It
 * detects every burst of up to 32 flipped bits.
 *
 * <p>The static methods serve one run of bytes; an instance joins several parts, numbers included, into one checksum:
 *
 * <pre>{@code int crc = new Crc32c().addLong(fileNumber).addLong(offset).add(block, 0, length).value();}</pre>
 *
 * <p>An instance is not thread-safe.
 */
public final class Crc32c {

    private final CRC32C crc = new CRC32C();

    /** The checksum of no bytes yet. */
    public Crc32c() {}

    public static int of(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    public static int of(Slice slice) {
        return of(slice.array(), slice.offset(), slice.length());
    }

    /** The checksum of the bytes from position to limit, neither of which moves. */
    public static int of(ByteBuffer buffer) {
        return new Crc32c().add(buffer).value();
    }

    public Crc32c add(byte[] bytes, int offset, int length) {
        crc.update(bytes, offset, length);
        return this;
    }

    public Crc32c add(Slice slice) {
        return add(slice.array(), slice.offset(), slice.length());
    }

    /** Adds the bytes from position to limit, neither of which moves. */
    public Crc32c add(ByteBuffer buffer) {
        crc.update(buffer.duplicate());
        return this;
    }

    /** Adds the four bytes of the number, the lowest first. */
    public Crc32c addInt(int number) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            crc.update(number >>> shift);
        }
        return this;
    }

    /** Adds the eight bytes of the number, the lowest first. */
    public Crc32c addLong(long number) {
        return addInt((int) number).addInt((int) (number >>> Integer.SIZE));
    }

    /** The checksum of all that was added so far. */
    public int value() {
        return (int) crc.getValue();
    }
}
