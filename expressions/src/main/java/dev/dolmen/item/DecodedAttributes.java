package dev.dolmen.item;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The attributes of a decoded item, or the members of a decoded map: in order, unmodifiable, and known to be valid, so that
 * an item or a map can be made of it without another copy. Two arrays instead of a hash table: most items have few
 * attributes, are made by the million, and are asked for two or three of them.
 */
final class DecodedAttributes extends AbstractMap<String, AttributeValue> {

    /** Up to so many names are looked through one by one. */
    private static final int FEW = 12;

    private final String[] names;
    private final AttributeValue[] values;

    /** The places of many names; made when first needed. Two threads that race make the same. */
    private @Nullable Map<String, Integer> places;

    /** Takes the arrays over. Requires: names that differ. */
    DecodedAttributes(String[] names, AttributeValue[] values) {
        this.names = names;
        this.values = values;
    }

    @Override
    public int size() {
        return names.length;
    }

    @Override
    public @Nullable AttributeValue get(@Nullable Object name) {
        int place = place(name);
        return place < 0 ? null : values[place];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return place(name) >= 0;
    }

    private int place(@Nullable Object name) {
        if (names.length > FEW) {
            Integer place = name == null ? null : places().get(name);
            return place == null ? -1 : place;
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private Map<String, Integer> places() {
        Map<String, Integer> known = places;
        if (known == null) {
            Map<String, Integer> found = new HashMap<>(2 * names.length);
            for (int i = 0; i < names.length; i++) {
                found.put(names[i], i);
            }
            known = Map.copyOf(found); // whose fields are final: safe to hand to another thread by a race
            places = known;
        }
        return known;
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
                    int place = next++;
                    return Map.entry(names[place], values[place]);
                }
            };
        }
    }
}
