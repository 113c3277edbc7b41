package dev.dolmen.item;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An item: attribute values by name. Immutable; keeps the order it was given, though equality does not look at it, for
 * DynamoDB's items have none.
 *
 * <pre>{@code
 * Item user = Item.builder().put("id", "u1").put("age", 42).put("tags", Set.of("new")).build();
 * }</pre>
 *
 * <p>Items that come from a store are views of their stored bytes, which are their own: an attribute is decoded each time it is
 * asked for, and {@link CorruptItemException} tells if it turns out to be damaged then. Their attributes are sorted by name.
 *
 * <p>An item may be larger than DynamoDB stores, or a mere part of one (a key, a projection): {@link ItemLimits} says
 * what may be stored.
 */
public abstract sealed class Item permits GivenItem, StoredItem {

    /** The item without attributes, which no table can store. */
    public static final Item EMPTY = new GivenItem(Map.of());

    Item() {}

    /**
     * An item of these attributes.
     *
     * @param attributes values as {@link AttributeValue#of} takes them
     * @throws NullPointerException naming the attribute whose value is null
     * @throws InvalidItemException when a name is empty, longer than 65,535 bytes or not well-formed Unicode
     */
    public static Item of(Map<String, ?> attributes) {
        return attributes instanceof StoredAttributes stored ? stored.item() : new GivenItem(copyOf(attributes));
    }

    /**
     * What a request has for an item. Names that no attribute can have are a fault that their values carry, as those that are
     * {@link AttributeValue.Invalid} carry their own, until {@link #requireValid} is called.
     */
    public static Item asGiven(Map<String, AttributeValue> attributes) {
        LinkedHashMap<String, AttributeValue> given = new LinkedHashMap<>();
        attributes.forEach((name, value) -> {
            try {
                ItemLimits.requireAttributeName(name);
                given.put(name, value);
            } catch (InvalidItemException e) {
                given.put(name, new AttributeValue.Invalid(e));
            }
        });
        return new GivenItem(GivenAttributes.unmodifiable(given));
    }

    /** An item of one attribute, its value as {@link AttributeValue#of} takes it. */
    public static Item of(String name, Object value) {
        return builder().put(name, value).build();
    }

    /** An item of two attributes. */
    public static Item of(String name, Object value, String name2, Object value2) {
        return builder().put(name, value).put(name2, value2).build();
    }

    /** An item of three attributes. */
    public static Item of(String name, Object value, String name2, Object value2, String name3, Object value3) {
        return builder().put(name, value).put(name2, value2).put(name3, value3).build();
    }

    /** A builder without attributes. */
    public static Builder builder() {
        return new Builder();
    }

    /** The attribute's value, or null when the item has no such attribute. {@link #string} and the like unwrap it. */
    public abstract @Nullable AttributeValue get(String name);

    /**
     * The text of a string, or null when the item has no such attribute.
     *
     * @throws IllegalStateException when the attribute is of another type
     */
    public @Nullable String string(String name) {
        AttributeValue.S value = valueOf(name, AttributeValue.S.class);
        return value == null ? null : value.value();
    }

    /**
     * A number, exactly, or null when the item has no such attribute: {@code item.number("visits").intValueExact()}.
     *
     * @throws IllegalStateException when the attribute is of another type
     */
    public @Nullable BigDecimal number(String name) {
        AttributeValue.N value = valueOf(name, AttributeValue.N.class);
        return value == null ? null : value.value().toBigDecimal();
    }

    /**
     * True or false, or null when the item has no such attribute.
     *
     * @throws IllegalStateException when the attribute is of another type
     */
    public @Nullable Boolean bool(String name) {
        AttributeValue.BOOL value = valueOf(name, AttributeValue.BOOL.class);
        return value == null ? null : value.value();
    }

    private <V extends AttributeValue> @Nullable V valueOf(String name, Class<V> type) {
        AttributeValue value = get(name);
        if (value != null && !type.isInstance(value)) {
            throw new IllegalStateException(
                    "attribute " + name + " is not of type " + type.getSimpleName() + ", but " + value.type());
        }
        return type.cast(value);
    }

    /** Whether the item has an attribute of that name. */
    public abstract boolean has(String name);

    /** The names of the attributes; unmodifiable, in the order of {@link #attributes}. */
    public Set<String> names() {
        return attributes().keySet();
    }

    /** The values by name; unmodifiable, in the order given, or sorted by name where the item comes from a store. */
    public abstract Map<String, AttributeValue> attributes();

    /** Whether there are no attributes. */
    public boolean isEmpty() {
        return count() == 0;
    }

    /** @throws InvalidItemException the fault of the first attribute that carries one */
    public abstract void requireValid();

    /** The number of attributes. */
    public abstract int count();

    /** A new item that has only the named attributes, those of them that this one has. */
    public Item project(Collection<String> names) {
        Builder projected = builder();
        attributes().forEach((name, value) -> {
            if (names.contains(name)) {
                projected.put(name, value);
            }
        });
        return projected.build();
    }

    /**
     * Some attributes of this item, in the order of the names, which are taken from it when they are asked for.
     *
     * @param names of attributes that this item has, each once; not copied
     */
    public Item part(List<String> names) {
        return new GivenItem(new PartOfItem(this, names));
    }

    /** The item's size by DynamoDB's rules, which limits and consumed capacity count in: see {@link ItemSize}. */
    public int sizeBytes() {
        return ItemSize.of(this);
    }

    private static AttributeValue valueOf(String name, @Nullable Object value) {
        if (value == null) {
            throw new NullPointerException(
                    "attribute " + name + ": null is no value; DynamoDB's own is AttributeValue.nul()");
        }
        return AttributeValue.of(value);
    }

    /** An unmodifiable copy in the same order, its names checked; what is known to be that already, itself. */
    static Map<String, AttributeValue> copyOf(Map<String, ?> attributes) {
        if (attributes instanceof StoredAttributes stored) {
            return stored;
        }
        if (attributes instanceof GivenAttributes given && given.isValid()) {
            return given;
        }
        // What calls itself a map may have a name twice; this one does not.
        LinkedHashMap<String, AttributeValue> copy = new LinkedHashMap<>();
        attributes.forEach((name, value) -> {
            ItemLimits.requireAttributeName(name);
            copy.put(name, valueOf(name, value));
        });
        return GivenAttributes.unmodifiable(copy);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Item other && attributes().equals(other.attributes());
    }

    @Override
    public final int hashCode() {
        return attributes().hashCode();
    }

    @Override
    public final String toString() {
        return attributes().toString();
    }

    /** Collects the attributes of an item; a name given twice keeps the later value. Not thread-safe. */
    public static final class Builder {

        private final LinkedHashMap<String, AttributeValue> attributes = new LinkedHashMap<>();

        private Builder() {}

        /** @param value as {@link AttributeValue#of} takes it. @throws NullPointerException naming the attribute when it is null */
        public Builder put(String name, Object value) {
            attributes.put(name, valueOf(name, value));
            return this;
        }

        /** @param more values as {@link AttributeValue#of} takes them */
        public Builder putAll(Map<String, ?> more) {
            more.forEach(this::put);
            return this;
        }

        /** @throws InvalidItemException when a name is empty, too long or not well-formed Unicode */
        public Item build() {
            attributes.keySet().forEach(ItemLimits::requireAttributeName);
            return new GivenItem(
                    attributes.size() <= GivenAttributes.MOST
                            ? GivenAttributes.copyOf(attributes)
                            : Collections.unmodifiableMap(new LinkedHashMap<>(attributes)));
        }
    }
}
