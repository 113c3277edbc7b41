package dev.dolmen.item;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Some attributes of an item, which has them all, taken from it when they are asked for. Unmodifiable, thread-safe. */
final class PartOfItem extends AbstractMap<String, AttributeValue> {

    private final Item whole;
    private final List<String> names;

    /** @param names of attributes that the item has, each once */
    PartOfItem(Item whole, List<String> names) {
        this.whole = whole;
        this.names = names;
    }

    @Override
    public int size() {
        return names.size();
    }

    @Override
    public @Nullable AttributeValue get(@Nullable Object name) {
        return containsKey(name) ? whole.get((String) name) : null;
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return name instanceof String && names.contains(name);
    }

    @Override
    public Set<Entry<String, AttributeValue>> entrySet() {
        return new Entries();
    }

    private final class Entries extends AbstractSet<Entry<String, AttributeValue>> {

        @Override
        public int size() {
            return names.size();
        }

        @Override
        public Iterator<Entry<String, AttributeValue>> iterator() {
            return new Iterator<>() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < names.size();
                }

                @Override
                public Entry<String, AttributeValue> next() {
                    if (next == names.size()) {
                        throw new NoSuchElementException();
                    }
                    String name = names.get(next++);
                    return Map.entry(name, Objects.requireNonNull(whole.get(name), name));
                }
            };
        }
    }
}
