package dev.dolmen.item;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/** An immutable run of bytes: the value of a B attribute. Ordered as DynamoDB orders binary, bytes unsigned. */
public final class Binary implements Comparable<Binary> {

    public static final Binary EMPTY = new Binary(new byte[0]);

    private final byte[] bytes;

    /** Takes the array over. */
    private Binary(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A copy of the bytes. */
    public static Binary of(byte... bytes) {
        return new Binary(bytes.clone());
    }

    /** A copy of the bytes from {@code offset} on. */
    public static Binary of(byte[] array, int offset, int length) {
        return new Binary(Arrays.copyOfRange(array, offset, offset + length));
    }

    public int length() {
        return bytes.length;
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** A read-only view of the bytes. */
    public ByteBuffer asByteBuffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** The bytes as DynamoDB's JSON writes them: base 64, padded. */
    public String toBase64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The bytes themselves, for encoders in this package, which do not change them. */
    byte[] bytes() {
        return bytes;
    }

    @Override
    public int compareTo(Binary other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Binary other && Arrays.equals(bytes, other.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The bytes in base 64. */
    @Override
    public String toString() {
        return toBase64();
    }
}
