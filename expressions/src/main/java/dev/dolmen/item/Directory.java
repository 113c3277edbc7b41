package dev.dolmen.item;

import java.util.Arrays;

/**
 * The directory in front of the elements of an encoded map, list or set: it says where each ends, so that any one is
 * found without reading the others. {@code FORMAT.md} documents the form.
 *
 * <p>Nothing read here is trusted: every offset is checked against the element's container before it is used.
 */
final class Directory {

    /** The code of the width of a number in the directory is the binary logarithm of its bytes: 1, 2 or 4. */
    private static final int MAX_WIDTH_CODE = 2;

    static final int WIDTH_CODE_BYTES = 1;

    /** Among so many names the one is found quicker by going through them than by a binary search. */
    private static final int FEW = 16;

    private final byte[] array;
    private final int width;
    private final int count;
    private final int ends;
    private final int elements;
    private final int limit;

    /** @throws CorruptItemException when there is no directory that fits into these bytes */
    Directory(byte[] array, int offset, int length) {
        this.array = array;
        this.limit = offset + length;
        if (length < WIDTH_CODE_BYTES) {
            throw new CorruptItemException(offset, "no directory");
        }
        int code = array[offset];
        if (code < 0 || code > MAX_WIDTH_CODE) {
            throw new CorruptItemException(offset, "no directory has width " + code);
        }
        this.width = 1 << code;
        int countOffset = offset + WIDTH_CODE_BYTES;
        if (width > limit - countOffset) {
            throw new CorruptItemException(offset, "the directory is cut off");
        }
        this.count = number(countOffset);
        this.ends = countOffset + width;
        if (count < 0 || (long) count * width > limit - ends) {
            throw new CorruptItemException(countOffset, "no room for a directory of " + count);
        }
        this.elements = ends + count * width;
    }

    int count() {
        return count;
    }

    /** Where element {@code index} begins. Requires: {@code 0 <= index < count()}. */
    int start(int index) {
        return index == 0 ? elements : end(index - 1);
    }

    /** Where element {@code index} ends, exclusive; not before it begins and within the container. */
    int end(int index) {
        int relative = number(ends + index * width);
        if (relative < 0 || relative > limit - elements) {
            throw new CorruptItemException(ends + index * width, "element " + index + " ends outside its container");
        }
        return elements + relative;
    }

    /** As {@link #end(int)}, for who goes through the elements in turn. @param start where the element begins */
    int end(int index, int start) {
        int end = end(index);
        if (end < start) {
            throw new CorruptItemException(ends + index * width, "element " + index + " ends before it begins");
        }
        return end;
    }

    /** The number of bytes of element {@code index}. */
    int length(int index) {
        int start = start(index);
        return end(index, start) - start;
    }

    int limit() {
        return limit;
    }

    /** The number of bytes of each number in the directory. */
    int width() {
        return width;
    }

    /** Finds the entry of a map by its name: its index, or -1. */
    int findName(String name) {
        if (count <= FEW) {
            int index = findAmongFew(name);
            if (index >= 0 || Utf8.isAscii(name)) {
                return index;
            }
        }
        return Utf8.halfPair(name) < 0 ? findName(Utf8.encode(name)) : -1;
    }

    /**
     * Looks through the names one by one: the lengths of most differ, and the name need not be encoded. One that is not of
     * ASCII alone is not found.
     */
    private int findAmongFew(String name) {
        int wanted = name.length();
        int start = elements;
        for (int i = 0; i < count; i++) {
            // What ends outside shows here or, if it is the last, when it is looked at closer.
            if (start < 0 || start >= limit) {
                throw new CorruptItemException(ends + i * width, "element " + i + " begins outside its container");
            }
            // What has another first byte, which is the length of nearly every name, is not it; nor looked at any
            // closer.
            byte first = array[start];
            if ((first == wanted || first < 0) && isNamed(start, end(i, start), name)) {
                return i;
            }
            start = elements + number(ends + i * width);
        }
        return -1;
    }

    private boolean isNamed(int start, int end, String name) {
        int nameLength = nameLength(start, end);
        return nameLength == name.length() && Utf8.isAsciiOf(array, start + nameLengthBytes(nameLength), name);
    }

    /**
     * Finds the entry of a map by its name: its index, or -1.
     *
     * @param name in UTF-8
     */
    int findName(byte[] name) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = compareName(middle, name);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** Finds a member of a set by its bytes: its index, or -1. */
    int findMember(byte[] other, int offset, int length) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int start = start(middle);
            int order = Arrays.compareUnsigned(array, start, start + length(middle), other, offset, offset + length);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** The order of the name of a map's entry and another, in UTF-8. */
    int compareName(int index, byte[] name) {
        int start = start(index);
        int nameLength = nameLength(start, end(index));
        int nameStart = start + nameLengthBytes(nameLength);
        return Arrays.compareUnsigned(array, nameStart, nameStart + nameLength, name, 0, name.length);
    }

    /** Where the name of a map's entry begins. */
    int nameStart(int index) {
        int start = start(index);
        return start + nameLengthBytes(nameLength(start, end(index)));
    }

    /** The number of bytes of the name of a map's entry. */
    int nameLength(int index) {
        return nameLength(start(index), end(index));
    }

    /** Where the name of a map's entry ends and its value, type first, begins. */
    int nameEnd(int index) {
        int start = start(index);
        int nameLength = nameLength(start, end(index));
        return start + nameLengthBytes(nameLength) + nameLength;
    }

    /**
     * Reads the length in front of a name; after the name there is room for one more byte at least, the type. An entry
     * that ends before it begins is refused too.
     */
    int nameLength(int start, int end) {
        int length = start < end ? array[start] & 0xff : 0;
        if (length >= 0x80) {
            length = longNameLength(start, end);
        }
        if (nameLengthBytes(length) + length >= end - start) {
            throw new CorruptItemException(start, "a name runs over its entry");
        }
        return length;
    }

    /** Two or three bytes, seven bits in each, the low ones first. */
    private int longNameLength(int start, int end) {
        int length = 0;
        for (int i = 0; i < 3 && start + i < end; i++) {
            int next = array[start + i];
            length |= (next & 0x7f) << (7 * i);
            if (next >= 0) {
                if (nameLengthBytes(length) != i + 1 || length > ItemLimits.MAX_NAME_BYTES) {
                    break;
                }
                return length;
            }
        }
        throw new CorruptItemException(start, "not the length of a name");
    }

    static int nameLengthBytes(int nameLength) {
        return nameLength < 0x80 ? 1 : nameLength < 0x4000 ? 2 : 3;
    }

    private int number(int at) {
        return width == 1 ? array[at] & 0xff : wideNumber(at); // one byte is wide enough in most items
    }

    private int wideNumber(int at) {
        int low = array[at] & 0xff | (array[at + 1] & 0xff) << 8;
        return width == 2 ? low : low | (array[at + 2] & 0xff) << 16 | array[at + 3] << 24;
    }
}
