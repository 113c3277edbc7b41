package dev.dolmen.item;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Attributes as a caller has given them: names and values side by side, in the order given. An item has few attributes, whose
 * names are looked through one by one; who encodes it goes through two arrays instead of an entry object for each. Unmodifiable,
 * thread-safe.
 */
final class GivenAttributes extends AbstractMap<String, AttributeValue> {

    /** With more names, looking for one takes a hash table. */
    static final int MOST = 32;

    /** What an item takes while it is encoded, besides its attributes. */
    private static final int HEADER_BYTES = 16;

    /** What most attributes take besides their value: name, type and a place in the directory. */
    private static final int NAME_BYTES = 16;

    /** What maps, lists and sets take is not looked at. */
    private static final int OTHER_VALUE_BYTES = 64;

    private final String[] names;
    private final AttributeValue[] values;

    /** Of the names in their order: what {@link NameOrder} wants. */
    private final int hash;

    /** Of the first value that carries one. */
    private final @Nullable InvalidItemException fault;

    private GivenAttributes(Collector collected) {
        this.names = collected.names;
        this.values = collected.values;
        this.hash = collected.hash;
        this.fault = collected.fault;
    }

    /** A copy of a map, of whatever size. */
    static GivenAttributes copyOf(Map<String, AttributeValue> attributes) {
        if (attributes instanceof GivenAttributes given) {
            return given;
        }
        Collector collector = new Collector(attributes.size());
        attributes.forEach(collector);
        return new GivenAttributes(collector);
    }

    /** An unmodifiable map of what this one has, in its order; it is not looked at any more, or must not change. */
    static Map<String, AttributeValue> unmodifiable(LinkedHashMap<String, AttributeValue> attributes) {
        return attributes.size() <= MOST ? copyOf(attributes) : Collections.unmodifiableMap(attributes);
    }

    /** Takes names and values one by one. */
    private static final class Collector implements BiConsumer<String, AttributeValue> {

        private final String[] names;
        private final AttributeValue[] values;
        private int count;
        private int hash;
        private @Nullable InvalidItemException fault;

        private Collector(int size) {
            names = new String[size];
            values = new AttributeValue[size];
        }

        @Override
        public void accept(String name, AttributeValue value) {
            hash = 31 * hash + name.hashCode();
            names[count] = name;
            values[count++] = value;
            if (fault == null && value instanceof AttributeValue.Invalid invalid) {
                fault = invalid.fault();
            }
        }
    }

    /** @throws InvalidItemException the fault of the first value that carries one */
    void requireValid() {
        if (fault != null) {
            throw fault;
        }
    }

    boolean isValid() {
        return fault == null;
    }

    /** In which order the names are written. */
    NameOrder order() {
        return NameOrder.of(names, hash);
    }

    AttributeValue value(int index) {
        return values[index];
    }

    /** About how many bytes they are encoded to: no fewer, if text is of ASCII, and names and other values are not long. */
    int expectedBytes() {
        int bytes = HEADER_BYTES;
        for (AttributeValue value : values) {
            bytes += NAME_BYTES + expectedBytes(value);
        }
        return bytes;
    }

    private static int expectedBytes(AttributeValue value) {
        if (value instanceof AttributeValue.S text) {
            return text.value().length();
        }
        if (value instanceof AttributeValue.N number) {
            return number.value().bytes().length;
        }
        return value instanceof AttributeValue.B binary ? binary.value().length() : OTHER_VALUE_BYTES;
    }

    private int find(@Nullable Object name) {
        for (int i = 0; i < names.length; i++) {
            // The same objects most often: names are written in programs.
            if (names[i] == name) {
                return i;
            }
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public @Nullable AttributeValue get(@Nullable Object name) {
        int index = find(name);
        return index < 0 ? null : values[index];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return find(name) >= 0;
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super AttributeValue> action) {
        for (int i = 0; i < names.length; i++) {
            action.accept(names[i], values[i]);
        }
    }

    @Override
    public Set<Entry<String, AttributeValue>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Entry<String, AttributeValue>> {

        @Override
        public int size() {
            return names.length;
        }

        @Override
        public Iterator<Entry<String, AttributeValue>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < names.length;
                }

                @Override
                public Entry<String, AttributeValue> next() {
                    if (next == names.length) {
                        throw new NoSuchElementException();
                    }
                    return Map.entry(names[next], values[next++]);
                }
            };
        }
    }
}
