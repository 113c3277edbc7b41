package dev.dolmen.item;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The elements of a stored list: a view of their encoded bytes, in which an element is decoded each time it is asked for.
 * Unmodifiable, thread-safe. Equal lists have equal bytes.
 */
final class StoredElements extends AbstractList<AttributeValue> implements RandomAccess {

    private final byte[] array;
    private final int offset;
    private final int length;

    /** Takes the array over. Requires: nobody changes it any more. */
    StoredElements(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    private Directory directory() {
        return new Directory(array, offset, length);
    }

    @Override
    public int size() {
        return directory().count();
    }

    @Override
    public AttributeValue get(int index) {
        Directory directory = directory();
        Objects.checkIndex(index, directory.count());
        return ValueDecoder.typed(array, directory.start(index), directory.end(index));
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof StoredElements other
                ? Arrays.equals(array, offset, offset + length, other.array, other.offset, other.offset + other.length)
                : super.equals(object);
    }

    /** As {@link java.util.List} defines it, so all is decoded. */
    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
