package dev.dolmen.item;

import java.util.Arrays;

/**
 * Key attributes to bytes whose unsigned order is the values' order, and back. No value's bytes begin those of another of
 * its type, so keys of several attributes are written one after the other and still sort by the first, then the second.
 *
 * <ul>
 *   <li>S and B: the bytes (UTF-8), each 00 written as 00 FF, then 00 00.
 *   <li>N: {@link NumberFormat}'s form, which has an end of its own.
 * </ul>
 *
 * <p>The type is not written: a key schema fixes it.
 */
public final class KeyCodec {

    private static final int ESCAPED_ZERO = 0xff;
    private static final int END = 0;

    private KeyCodec() {}

    /** Appends the key form of a value. Requires: an S, N or B value. */
    public static void encode(AttributeValue value, ByteBuilder out) {
        switch (value.type()) {
            case S -> text(((AttributeValue.S) value).value(), out);
            case N -> out.append(((AttributeValue.N) value).value().bytes());
            case B -> terminated(((AttributeValue.B) value).value().bytes(), out);
            case BOOL, NULL, M, L, SS, NS, BS -> throw notAKey(value.type());
        }
    }

    /** Appends the key form of a stored value. Requires: an S, N or B value. */
    public static void encode(EncodedValue value, ByteBuilder out) {
        switch (value.type()) {
            case S, B -> {
                escaped(value.array(), value.offset(), value.length(), out);
                out.append(0).append(END);
            }
            case N -> {
                NumberFormat.requireValid(value.array(), value.offset(), value.length());
                out.append(value.array(), value.offset(), value.length());
            }
            case BOOL, NULL, M, L, SS, NS, BS -> throw notAKey(value.type());
        }
    }

    /**
     * Appends what the key forms of all strings, or all binaries, with this prefix begin with, and no others. Requires:
     * an S or B value.
     */
    public static void encodePrefix(AttributeValue prefix, ByteBuilder out) {
        if (prefix instanceof AttributeValue.S s) {
            byte[] utf8 = Utf8.encode(s.value());
            escaped(utf8, 0, utf8.length, out);
        } else if (prefix instanceof AttributeValue.B b) {
            escaped(b.value().bytes(), 0, b.value().length(), out);
        } else {
            throw notAKey(prefix.type());
        }
    }

    /**
     * Where the key form that begins at {@code offset} ends, exclusive.
     *
     * @throws CorruptItemException when it does not end before {@code limit}
     */
    public static int end(AttributeType type, byte[] array, int offset, int limit) {
        if (type == AttributeType.N) {
            return offset + NumberFormat.lengthAt(array, offset, limit);
        }
        if (!type.isOrdered()) {
            throw notAKey(type);
        }
        for (int i = offset; i + 1 < limit; i++) {
            if (array[i] == 0) {
                i++;
                if (array[i] == END) {
                    return i + 1;
                }
            }
        }
        throw new CorruptItemException(offset, "a key without an end");
    }

    /**
     * Reads one value that takes up exactly the bytes from {@code offset} to {@code end}.
     *
     * @throws CorruptItemException when no encoder wrote these bytes
     */
    public static AttributeValue decode(AttributeType type, byte[] array, int offset, int end) {
        if (end(type, array, offset, end) != end) {
            throw new CorruptItemException(offset, "bytes after the end of a key");
        }
        return switch (type) {
            case N -> new AttributeValue.N(DynamoNumber.decode(array, offset, end - offset));
            case S -> {
                byte[] utf8 = unescaped(array, offset, end - 2);
                yield new AttributeValue.S(Utf8.decode(utf8, 0, utf8.length));
            }
            case B -> new AttributeValue.B(Binary.of(unescaped(array, offset, end - 2)));
            case BOOL, NULL, M, L, SS, NS, BS -> throw notAKey(type);
        };
    }

    private static void text(String text, ByteBuilder out) {
        int start = out.length();
        Utf8.append(text, out);
        if (hasZero(out.array(), start, out.length())) {
            out.truncate(start);
            terminated(Utf8.encode(text), out);
        } else {
            out.append(0).append(END);
        }
    }

    private static boolean hasZero(byte[] array, int from, int to) {
        for (int i = from; i < to; i++) {
            if (array[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private static void terminated(byte[] bytes, ByteBuilder out) {
        escaped(bytes, 0, bytes.length, out);
        out.append(0).append(END);
    }

    private static void escaped(byte[] array, int offset, int length, ByteBuilder out) {
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (array[i] == 0) {
                out.append(array, from, i + 1 - from).append(ESCAPED_ZERO);
                from = i + 1;
            }
        }
        out.append(array, from, offset + length - from);
    }

    private static byte[] unescaped(byte[] array, int offset, int end) {
        byte[] bytes = new byte[end - offset];
        int length = 0;
        for (int i = offset; i < end; i++) {
            bytes[length++] = array[i];
            if (array[i] == 0) {
                i++;
                if ((array[i] & 0xff) != ESCAPED_ZERO) {
                    throw new CorruptItemException(i, "not what follows a zero in a key");
                }
            }
        }
        return Arrays.copyOf(bytes, length);
    }

    private static IllegalArgumentException notAKey(AttributeType type) {
        return new IllegalArgumentException(type + " is not the type of a key");
    }
}
