package dev.dolmen.item;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a stored item, or the members of a stored map: a view of their encoded bytes. A value is decoded each
 * time it is asked for, and none but that one; most items are made by the thousand and asked for two or three of their
 * attributes. In the order of the names' UTF-8 bytes, unmodifiable, thread-safe.
 *
 * <p>Equal maps have equal bytes, so two of these are compared without decoding anything.
 */
final class StoredAttributes extends AbstractMap<String, AttributeValue> {

    private final byte[] array;
    private final int offset;
    private final int length;
    private final @Nullable AttributePlaces places;

    /**
     * Takes the array over. Requires: nobody changes it any more.
     *
     * @param places of this and others that are probably alike; null for none
     */
    StoredAttributes(byte[] array, int offset, int length, @Nullable AttributePlaces places) {
        this.array = array;
        this.offset = offset;
        this.length = length;
        this.places = places;
    }

    private Directory directory() {
        return new Directory(array, offset, length);
    }

    /** The number of bytes that {@link #appendTo} writes. */
    int encodedBytes() {
        return length;
    }

    /** Writes the encoded bytes, without type or version in front of them. */
    void appendTo(ByteBuilder out) {
        out.append(array, offset, length);
    }

    /** What the names and values count by DynamoDB's rules: see {@link ItemSize}. */
    int sizeBytes() {
        return EncodingCheck.attributes(array, offset, length, ValueEncoder.ATTRIBUTE_LEVEL - 1, false);
    }

    @Override
    public int size() {
        return directory().count();
    }

    @Override
    public @Nullable AttributeValue get(@Nullable Object name) {
        Directory directory = directory();
        int index = find(directory, name);
        return index < 0 ? null : value(directory, index);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return find(directory(), name) >= 0;
    }

    private int find(Directory directory, @Nullable Object name) {
        if (!(name instanceof String text)) {
            return -1;
        }
        return places == null ? directory.findName(text) : directory.findName(text, places);
    }

    private String name(Directory directory, int index) {
        if (directory.nameLength(index) == 0) {
            throw new CorruptItemException(directory.nameStart(index), "an empty name");
        }
        return Utf8.decode(array, directory.nameStart(index), directory.nameLength(index));
    }

    private AttributeValue value(Directory directory, int index) {
        return ValueDecoder.typed(array, directory.nameEnd(index), directory.end(index));
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super AttributeValue> action) {
        Directory directory = directory();
        for (int i = 0; i < directory.count(); i++) {
            action.accept(name(directory, i), value(directory, i));
        }
    }

    @Override
    public Set<Entry<String, AttributeValue>> entrySet() {
        return new Attributes();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof StoredAttributes other
                ? Arrays.equals(array, offset, offset + length, other.array, other.offset, other.offset + other.length)
                : super.equals(object);
    }

    /** As {@link Map} defines it, so all is decoded. */
    @Override
    public int hashCode() {
        return super.hashCode();
    }

    private final class Attributes extends AbstractSet<Entry<String, AttributeValue>> {

        private final Directory directory = directory();

        @Override
        public int size() {
            return directory.count();
        }

        @Override
        public Iterator<Entry<String, AttributeValue>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < directory.count();
                }

                @Override
                public Entry<String, AttributeValue> next() {
                    if (next == directory.count()) {
                        throw new NoSuchElementException();
                    }
                    return new Attribute(directory, next++);
                }
            };
        }
    }

    /** Name and value are decoded when they are asked for: who goes through the names decodes no values. */
    private final class Attribute implements Entry<String, AttributeValue> {

        private final Directory directory;
        private final int index;

        private Attribute(Directory directory, int index) {
            this.directory = directory;
            this.index = index;
        }

        @Override
        public String getKey() {
            return name(directory, index);
        }

        @Override
        public AttributeValue getValue() {
            return value(directory, index);
        }

        @Override
        public AttributeValue setValue(AttributeValue value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Entry<?, ?> other
                    && getKey().equals(other.getKey())
                    && getValue().equals(other.getValue());
        }

        @Override
        public int hashCode() {
            return getKey().hashCode() ^ getValue().hashCode();
        }

        @Override
        public String toString() {
            return getKey() + "=" + getValue();
        }
    }
}
