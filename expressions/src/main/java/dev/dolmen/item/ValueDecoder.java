package dev.dolmen.item;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads values from the stored form, and refuses every form but the one the encoder writes. What it allocates is bounded
 * by the bytes it was given: a count is believed only once its directory fits into them.
 */
final class ValueDecoder {

    private ValueDecoder() {}

    static AttributeValue payload(AttributeType type, byte[] array, int offset, int length, int level) {
        if (level > ItemLimits.MAX_DEPTH && type.isDocument()) {
            throw new CorruptItemException(offset, "nested deeper than " + ItemLimits.MAX_DEPTH);
        }
        return switch (type) {
            case S -> new AttributeValue.S(Utf8.decode(array, offset, length));
            case N -> new AttributeValue.N(DynamoNumber.decode(array, offset, length));
            case B -> new AttributeValue.B(Binary.of(array, offset, length));
            case BOOL -> new AttributeValue.BOOL(bool(array, offset, length));
            case NULL -> nul(offset, length);
            case M -> new AttributeValue.M(map(new Directory(array, offset, length), array, level));
            case L -> new AttributeValue.L(list(new Directory(array, offset, length), array, level));
            case SS -> new AttributeValue.SS(strings(new Directory(array, offset, length), array));
            case NS -> new AttributeValue.NS(numbers(new Directory(array, offset, length), array));
            case BS -> new AttributeValue.BS(binaries(new Directory(array, offset, length), array));
        };
    }

    static boolean bool(byte[] array, int offset, int length) {
        if (length != 1 || array[offset] < 0 || array[offset] > 1) {
            throw new CorruptItemException(offset, "not a boolean");
        }
        return array[offset] == 1;
    }

    private static AttributeValue.NULL nul(int offset, int length) {
        if (length != 0) {
            throw new CorruptItemException(offset, "a null of " + length + " bytes");
        }
        return new AttributeValue.NULL();
    }

    static DecodedAttributes map(Directory directory, byte[] array, int level) {
        requireCanonical(directory);
        String[] names = new String[directory.count()];
        AttributeValue[] values = new AttributeValue[names.length];
        int start = 0;
        int end = 0;
        for (int i = 0; i < names.length; i++) {
            int nameStart = directory.nameStart(i);
            int nameEnd = directory.nameEnd(i);
            if (nameStart == nameEnd) {
                throw new CorruptItemException(nameStart, "an empty name");
            }
            if (i > 0) {
                requireAscending(array, start, end, nameStart, nameEnd);
            }
            names[i] = Utf8.decode(array, nameStart, nameEnd - nameStart);
            values[i] = typed(array, nameEnd, directory.end(i), level + 1);
            start = nameStart;
            end = nameEnd;
        }
        return new DecodedAttributes(names, values);
    }

    private static List<AttributeValue> list(Directory directory, byte[] array, int level) {
        requireCanonical(directory);
        List<AttributeValue> elements = new ArrayList<>(directory.count());
        for (int i = 0; i < directory.count(); i++) {
            int start = directory.start(i);
            elements.add(typed(array, start, start + directory.length(i), level + 1));
        }
        return elements;
    }

    private static AttributeValue typed(byte[] array, int start, int end, int level) {
        return payload(type(array, start, end), array, start + 1, end - start - 1, level);
    }

    /** @throws CorruptItemException when there is no type at {@code start} */
    static AttributeType type(byte[] array, int start, int end) {
        @Nullable AttributeType type = start < end ? AttributeType.byId(array[start]) : null;
        if (type == null) {
            throw new CorruptItemException(start, "not the type of a value");
        }
        return type;
    }

    private static Set<String> strings(Directory directory, byte[] array) {
        requireSet(directory, array);
        Set<String> members = new LinkedHashSet<>();
        for (int i = 0; i < directory.count(); i++) {
            members.add(Utf8.decode(array, directory.start(i), directory.length(i)));
        }
        return members;
    }

    private static Set<DynamoNumber> numbers(Directory directory, byte[] array) {
        requireSet(directory, array);
        Set<DynamoNumber> members = new LinkedHashSet<>();
        for (int i = 0; i < directory.count(); i++) {
            members.add(DynamoNumber.decode(array, directory.start(i), directory.length(i)));
        }
        return members;
    }

    private static Set<Binary> binaries(Directory directory, byte[] array) {
        requireSet(directory, array);
        Set<Binary> members = new LinkedHashSet<>();
        for (int i = 0; i < directory.count(); i++) {
            members.add(Binary.of(array, directory.start(i), directory.length(i)));
        }
        return members;
    }

    private static void requireSet(Directory directory, byte[] array) {
        requireCanonical(directory);
        if (directory.count() == 0) {
            throw new CorruptItemException(directory.limit(), "an empty set");
        }
        for (int i = 1; i < directory.count(); i++) {
            int before = directory.start(i - 1);
            int start = directory.start(i);
            requireAscending(array, before, before + directory.length(i - 1), start, start + directory.length(i));
        }
    }

    private static void requireCanonical(Directory directory) {
        for (int i = 0; i < directory.count(); i++) {
            directory.length(i); // in turn, so that no element ends before it begins
        }
        int end = directory.endOfElements();
        if (end != directory.limit()) {
            throw new CorruptItemException(end, "bytes after the last element");
        }
        int size = directory.count() == 0 ? 0 : end - directory.start(0);
        if (directory.width() != 1 << ValueEncoder.widthCode(Math.max(size, directory.count()))) {
            throw new CorruptItemException(end, "a directory wider than it has to be");
        }
    }

    private static void requireAscending(byte[] array, int from, int to, int nextFrom, int nextTo) {
        if (Arrays.compareUnsigned(array, from, to, array, nextFrom, nextTo) >= 0) {
            throw new CorruptItemException(nextFrom, "out of order");
        }
    }
}
