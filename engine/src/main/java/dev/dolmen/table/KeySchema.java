package dev.dolmen.table;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.EncodedValue;
import dev.dolmen.item.Item;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The key of a table or of an index.
 *
 * @param sort null when there is none
 */
public record KeySchema(KeyAttribute partition, @Nullable KeyAttribute sort) {

    /** The attributes of the key: one or two. */
    public List<KeyAttribute> attributes() {
        return sort == null ? List.of(partition) : List.of(partition, sort);
    }

    /** The names of the attributes of the key: one or two. */
    public List<String> names() {
        return sort == null ? List.of(partition.name()) : List.of(partition.name(), sort.name());
    }

    /** The number of attributes of the key: one or two. */
    public int count() {
        return sort == null ? 1 : 2;
    }

    /** The key of an item that is known to have one. */
    public PrimaryKey keyOf(Item item) {
        return new PrimaryKey(
                Objects.requireNonNull(item.get(partition.name()), partition.name()),
                sort == null ? null : Objects.requireNonNull(item.get(sort.name()), sort.name()));
    }

    /** The key of a stored item. */
    public PrimaryKey keyOf(EncodedItem item) {
        return new PrimaryKey(required(item, partition), sort == null ? null : required(item, sort));
    }

    private static AttributeValue required(EncodedItem item, KeyAttribute attribute) {
        EncodedValue value = item.get(attribute.name());
        if (value == null) {
            throw new AssertionError("a stored item has no " + attribute + ": " + item);
        }
        return value.decode();
    }

    /** The key as an item has it: the attributes under their names. */
    public Item attributesOf(PrimaryKey key) {
        return sort == null
                ? Item.of(partition.name(), key.partition())
                : Item.of(
                        partition.name(),
                        key.partition(),
                        sort.name(),
                        Objects.requireNonNull(key.sort(), sort.name()));
    }
}
