package dev.dolmen.table;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.EncodedValue;
import dev.dolmen.item.ItemLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The key of an index. That of a local index has one attribute of each kind; a global index may have up to four of each
 * (Developer Guide, "Multi-attribute keys pattern").
 *
 * @param partition the attributes whose values together make the partition, at least one
 * @param sort the attributes by whose values, in this order, entries of a partition are ordered
 */
public record IndexKey(List<KeyAttribute> partition, List<KeyAttribute> sort) {

    public IndexKey {
        partition = List.copyOf(partition);
        sort = List.copyOf(sort);
    }

    /**
     * The values of an item's index key.
     *
     * @param partition of the partition attributes, in their order
     * @param sort of the sort attributes, in their order
     */
    public record Values(List<AttributeValue> partition, List<AttributeValue> sort) {
        public Values {
            partition = List.copyOf(partition);
            sort = List.copyOf(sort);
        }
    }

    /** All attributes, those of the partition first. */
    public List<KeyAttribute> attributes() {
        return Stream.concat(partition.stream(), sort.stream()).toList();
    }

    /**
     * Whether an item is in the index. One that lacks an attribute of the key is left out; so is one that has it from before
     * the index, of another type, empty or too long: no write could give it such a value now.
     */
    public boolean isIn(EncodedItem item) {
        return areIn(item, partition, ItemLimits.MAX_PARTITION_KEY_BYTES)
                && areIn(item, sort, ItemLimits.MAX_SORT_KEY_BYTES);
    }

    private static boolean areIn(EncodedItem item, List<KeyAttribute> attributes, int maxBytes) {
        for (KeyAttribute attribute : attributes) {
            EncodedValue value = item.get(attribute.name());
            if (value == null || value.type() != attribute.type()) {
                return false;
            }
            int bytes = value.sizeBytes();
            if (bytes == 0 || bytes > maxBytes) {
                return false;
            }
        }
        return true;
    }

    /** The values that an item has; null when it {@linkplain #isIn is not in the index}. */
    public @Nullable Values of(EncodedItem item) {
        return isIn(item) ? new Values(values(partition, item), values(sort, item)) : null;
    }

    private static List<AttributeValue> values(List<KeyAttribute> attributes, EncodedItem item) {
        List<AttributeValue> values = new ArrayList<>(attributes.size());
        for (KeyAttribute attribute : attributes) {
            values.add(Objects.requireNonNull(item.get(attribute.name()), attribute.name())
                    .decode());
        }
        return values;
    }
}
