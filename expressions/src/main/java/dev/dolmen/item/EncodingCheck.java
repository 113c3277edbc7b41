package dev.dolmen.item;

import java.util.Arrays;

/**
 * Measures what is encoded, and on the way refuses every form but the one the encoder writes. Nothing is decoded.
 *
 * <p>Who has the {@code contents} checked as well, text and numbers, has had a look at every byte: what has passed encodes
 * to the same bytes again. Else it is the structure that is checked: all parts lie within the whole, names ascend, types
 * are types.
 *
 * <p>All methods return sizes by DynamoDB's rules, see {@link ItemSize}, and throw {@link CorruptItemException} when no
 * encoder wrote these bytes. A {@code level} says how deep something is nested.
 */
final class EncodingCheck {

    private EncodingCheck() {}

    /** The size of an item's attributes, or of the members of a map. */
    static int attributes(byte[] array, int offset, int length, int level, boolean contents) {
        Directory directory = new Directory(array, offset, length);
        int bytes = 0;
        int previousName = 0;
        int previousNameEnd = 0;
        int start = directory.start(0);
        for (int i = 0; i < directory.count(); i++) {
            int end = directory.end(i, start);
            int nameLength = directory.nameLength(start, end);
            int name = start + Directory.nameLengthBytes(nameLength);
            int nameEnd = name + nameLength;
            if (nameLength == 0) {
                throw new CorruptItemException(name, "an empty name");
            }
            if (i > 0) {
                requireAscending(array, previousName, previousNameEnd, name, nameEnd);
            }
            bytes += nameLength + attribute(array, name, nameEnd, end, level, contents);
            previousName = name;
            previousNameEnd = nameEnd;
            start = end;
        }
        requireCanonical(directory, start);
        return bytes;
    }

    /** The size of an attribute's value, of which the type stands where the name ends. */
    private static int attribute(byte[] array, int name, int nameEnd, int end, int level, boolean contents) {
        if (contents) {
            Utf8.requireValid(array, name, nameEnd - name);
        }
        return typed(array, nameEnd, end, level + 1, contents);
    }

    private static int elements(byte[] array, int offset, int length, int level, boolean contents) {
        Directory directory = new Directory(array, offset, length);
        int bytes = 0;
        int start = directory.start(0);
        for (int i = 0; i < directory.count(); i++) {
            int end = directory.end(i, start);
            bytes += typed(array, start, end, level + 1, contents);
            start = end;
        }
        requireCanonical(directory, start);
        return bytes;
    }

    private static int members(AttributeType type, byte[] array, int offset, int length, boolean contents) {
        Directory directory = new Directory(array, offset, length);
        if (directory.count() == 0) {
            throw new CorruptItemException(offset, "an empty set");
        }
        int bytes = 0;
        int previous = 0;
        int start = directory.start(0);
        for (int i = 0; i < directory.count(); i++) {
            int end = directory.end(i, start);
            bytes += value(type, array, start, end - start, 0, contents);
            if (i > 0) {
                requireAscending(array, previous, start, start, end);
            }
            previous = start;
            start = end;
        }
        requireCanonical(directory, start);
        return bytes;
    }

    private static int typed(byte[] array, int start, int end, int level, boolean contents) {
        return value(ValueDecoder.type(array, start, end), array, start + 1, end - start - 1, level, contents);
    }

    /** The size of a value, whose type is not among the bytes. */
    static int value(AttributeType type, byte[] array, int offset, int length, int level, boolean contents) {
        return switch (type) {
            case S -> {
                if (contents) {
                    Utf8.requireValid(array, offset, length);
                }
                yield length;
            }
            case N -> {
                if (contents) {
                    NumberFormat.requireValid(array, offset, length);
                }
                yield NumberFormat.sizeBytes(array, offset, length);
            }
            case B -> length;
            case BOOL -> {
                ValueDecoder.bool(array, offset, length);
                yield ItemSize.FLAG_BYTES;
            }
            case NULL -> {
                ValueDecoder.nul(offset, length);
                yield ItemSize.FLAG_BYTES;
            }
            case M, L -> document(type, array, offset, length, level, contents);
            case SS, NS, BS -> members(type.memberType(), array, offset, length, contents);
        };
    }

    private static int document(AttributeType type, byte[] array, int offset, int length, int level, boolean contents) {
        if (level > ItemLimits.MAX_DEPTH) {
            throw new CorruptItemException(offset, "nested deeper than " + ItemLimits.MAX_DEPTH);
        }
        int count = new Directory(array, offset, length).count();
        return ItemSize.DOCUMENT_BYTES
                + count * ItemSize.ELEMENT_BYTES
                + (type == AttributeType.M
                        ? attributes(array, offset, length, level, contents)
                        : elements(array, offset, length, level, contents));
    }

    /** @param end of the last element */
    private static void requireCanonical(Directory directory, int end) {
        if (end != directory.limit()) {
            throw new CorruptItemException(end, "bytes after the last element");
        }
        int size = directory.count() == 0 ? 0 : end - directory.start(0);
        if (directory.width() != 1 << ValueEncoder.widthCode(Math.max(size, directory.count()))) {
            throw new CorruptItemException(end, "a directory wider than it has to be");
        }
    }

    private static void requireAscending(byte[] array, int from, int to, int nextFrom, int nextTo) {
        // Most neighbours differ in their first bytes.
        boolean differ = from < to && nextFrom < nextTo && array[from] != array[nextFrom];
        int order = differ
                ? Byte.compareUnsigned(array[from], array[nextFrom])
                : Arrays.compareUnsigned(array, from, to, array, nextFrom, nextTo);
        if (order >= 0) {
            throw new CorruptItemException(nextFrom, "out of order");
        }
    }
}
