package dev.dolmen.item;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An item: attribute values by name. Immutable; keeps the order it was given, though equality does not look at it, for
 * DynamoDB's items have none.
 *
 * <pre>{@code
 * Item user = Item.builder().put("id", AttributeValue.s("u1")).put("age", AttributeValue.n(42)).build();
 * }</pre>
 *
 * <p>An item may be larger than DynamoDB stores, or a mere part of one (a key, a projection): {@link ItemLimits} says
 * what may be stored.
 */
public final class Item {

    public static final Item EMPTY = new Item(Map.of());

    private final Map<String, AttributeValue> attributes;

    /** Takes the map over. */
    private Item(Map<String, AttributeValue> attributes) {
        this.attributes = attributes;
    }

    /** @throws InvalidItemException when a name is empty, longer than 65,535 bytes or not well-formed Unicode */
    public static Item of(Map<String, ? extends AttributeValue> attributes) {
        return new Item(copyOf(attributes));
    }

    /** An item of one attribute. */
    public static Item of(String name, AttributeValue value) {
        return of(Map.of(name, value));
    }

    /** An item of two attributes. */
    public static Item of(String name, AttributeValue value, String name2, AttributeValue value2) {
        return builder().put(name, value).put(name2, value2).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The attribute's value, or null when the item has no such attribute. */
    public @Nullable AttributeValue get(String name) {
        return attributes.get(name);
    }

    public boolean has(String name) {
        return attributes.containsKey(name);
    }

    /** Unmodifiable. */
    public Set<String> names() {
        return attributes.keySet();
    }

    /** Unmodifiable, in the order given. */
    public Map<String, AttributeValue> attributes() {
        return attributes;
    }

    public boolean isEmpty() {
        return attributes.isEmpty();
    }

    /** The number of attributes. */
    public int count() {
        return attributes.size();
    }

    /** A new item that has only the named attributes, those of them that this one has. */
    public Item project(Collection<String> names) {
        Builder projected = builder();
        attributes.forEach((name, value) -> {
            if (names.contains(name)) {
                projected.put(name, value);
            }
        });
        return projected.build();
    }

    /** The item's size by DynamoDB's rules, which limits and consumed capacity count in: see {@link ItemSize}. */
    public int sizeBytes() {
        return ItemSize.of(this);
    }

    /** An unmodifiable copy in the same order, its names checked. */
    static Map<String, AttributeValue> copyOf(Map<String, ? extends AttributeValue> attributes) {
        Map<String, AttributeValue> copy = new LinkedHashMap<>(attributes);
        copy.forEach((name, value) -> {
            Objects.requireNonNull(value, name);
            ItemLimits.requireAttributeName(name);
        });
        return Collections.unmodifiableMap(copy);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Item other && attributes.equals(other.attributes);
    }

    @Override
    public int hashCode() {
        return attributes.hashCode();
    }

    @Override
    public String toString() {
        return attributes.toString();
    }

    /** Collects the attributes of an item; a name given twice keeps the later value. Not thread-safe. */
    public static final class Builder {

        private final Map<String, AttributeValue> attributes = new LinkedHashMap<>();

        private Builder() {}

        public Builder put(String name, AttributeValue value) {
            attributes.put(name, value);
            return this;
        }

        public Builder putAll(Map<String, ? extends AttributeValue> more) {
            attributes.putAll(more);
            return this;
        }

        /** @throws InvalidItemException when a name is empty, too long or not well-formed Unicode */
        public Item build() {
            return Item.of(attributes);
        }
    }
}
