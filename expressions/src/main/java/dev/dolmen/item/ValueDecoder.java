package dev.dolmen.item;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes values of their stored form. Those of maps and lists are views of the bytes, whose members are decoded when they
 * are asked for. Requires: bytes that nobody changes any more. What is decoded is checked.
 */
final class ValueDecoder {

    private ValueDecoder() {}

    /** The value whose type is at {@code start}. */
    static AttributeValue typed(byte[] array, int start, int end) {
        return payload(type(array, start, end), array, start + 1, end - start - 1);
    }

    /** The value of these bytes, the type not among them. */
    static AttributeValue payload(AttributeType type, byte[] array, int offset, int length) {
        return switch (type) {
            case S -> new AttributeValue.S(Utf8.decode(array, offset, length));
            case N -> new AttributeValue.N(DynamoNumber.decode(array, offset, length));
            case B -> new AttributeValue.B(Binary.of(array, offset, length));
            case BOOL -> new AttributeValue.BOOL(bool(array, offset, length));
            case NULL -> nul(offset, length);
            case M -> new AttributeValue.M(new StoredAttributes(new StoredItem(array, offset, length, null)));
            case L -> new AttributeValue.L(new StoredElements(array, offset, length));
            case SS -> new AttributeValue.SS(set(array, offset, length, Utf8::decode));
            case NS -> new AttributeValue.NS(set(array, offset, length, DynamoNumber::decode));
            case BS -> new AttributeValue.BS(set(array, offset, length, Binary::of));
        };
    }

    /** @throws CorruptItemException when there is no type at {@code start} */
    static AttributeType type(byte[] array, int start, int end) {
        @Nullable AttributeType type = start < end ? AttributeType.byId(array[start]) : null;
        if (type == null) {
            throw new CorruptItemException(start, "not the type of a value");
        }
        return type;
    }

    static boolean bool(byte[] array, int offset, int length) {
        if (length != 1 || array[offset] < 0 || array[offset] > 1) {
            throw new CorruptItemException(offset, "not a boolean");
        }
        return array[offset] == 1;
    }

    static AttributeValue.NULL nul(int offset, int length) {
        if (length != 0) {
            throw new CorruptItemException(offset, "a null of " + length + " bytes");
        }
        return new AttributeValue.NULL();
    }

    /** Decodes a member of a set. */
    private interface MemberDecoder<T> {
        T decode(byte[] array, int offset, int length);
    }

    private static <T> Set<T> set(byte[] array, int offset, int length, MemberDecoder<T> decoder) {
        Directory directory = new Directory(array, offset, length);
        if (directory.count() == 0) {
            throw new CorruptItemException(offset, "an empty set");
        }
        Set<T> members = new LinkedHashSet<>();
        for (int i = 0; i < directory.count(); i++) {
            members.add(decoder.decode(array, directory.start(i), directory.length(i)));
        }
        return members;
    }
}
