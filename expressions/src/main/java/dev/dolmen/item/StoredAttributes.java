package dev.dolmen.item;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a {@link StoredItem} as a map, which decodes what it is asked for as that does. In the order of the names'
 * UTF-8 bytes, unmodifiable, thread-safe.
 */
final class StoredAttributes extends AbstractMap<String, AttributeValue> {

    private final StoredItem item;

    StoredAttributes(StoredItem item) {
        this.item = item;
    }

    /** The item whose attributes they are. */
    StoredItem item() {
        return item;
    }

    @Override
    public int size() {
        return item.count();
    }

    @Override
    public @Nullable AttributeValue get(@Nullable Object name) {
        return name instanceof String text ? item.get(text) : null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String text && item.has(text);
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super AttributeValue> action) {
        Directory directory = item.directory();
        for (int i = 0; i < directory.count(); i++) {
            action.accept(item.name(directory, i), item.value(directory, i));
        }
    }

    @Override
    public Set<Entry<String, AttributeValue>> entrySet() {
        return new Attributes();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof StoredAttributes other ? item.hasBytesOf(other.item) : super.equals(object);
    }

    /** As {@link Map} defines it, so all is decoded. */
    @Override
    public int hashCode() {
        return super.hashCode();
    }

    private final class Attributes extends AbstractSet<Entry<String, AttributeValue>> {

        private final Directory directory = item.directory();

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
            return item.name(directory, index);
        }

        @Override
        public AttributeValue getValue() {
            return item.value(directory, index);
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
