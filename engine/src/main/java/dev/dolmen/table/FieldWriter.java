package dev.dolmen.table;

import dev.dolmen.item.ByteBuilder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes the fields of a binary record one after the other. */
final class FieldWriter {
    private final ByteBuilder out = new ByteBuilder();

    FieldWriter(int version) {
        out.append(version);
    }

    /** One byte. */
    FieldWriter code(int value) {
        out.append(value);
        return this;
    }

    FieldWriter flag(boolean value) {
        return code(value ? 1 : 0);
    }

    /** A non-negative number: seven bits to a byte, low bits first, the top bit set in all but the last. */
    FieldWriter number(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("negative: " + value);
        }
        long rest = value;
        while (rest > 0x7f) {
            out.append((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.append((int) rest);
        return this;
    }

    FieldWriter optionalNumber(@Nullable Long value) {
        return value == null ? flag(false) : flag(true).number(value);
    }

    /** Text, after its length in bytes. */
    FieldWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    FieldWriter optionalText(@Nullable String value) {
        return value == null ? flag(false) : flag(true).text(value);
    }

    FieldWriter bytes(byte[] value) {
        return bytes(value, 0, value.length);
    }

    FieldWriter bytes(byte[] array, int offset, int length) {
        number(length);
        out.append(array, offset, length);
        return this;
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }
}
