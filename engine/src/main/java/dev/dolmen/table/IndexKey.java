package dev.dolmen.table;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.EncodedValue;
import java.util.ArrayList;
import java.util.List;
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

    /** The values that an item has; null when it lacks one, or has one of another type: then the index leaves it out. */
    public @Nullable Values of(EncodedItem item) {
        List<AttributeValue> ofPartition = values(partition, item);
        List<AttributeValue> ofSort = ofPartition == null ? null : values(sort, item);
        return ofPartition == null || ofSort == null ? null : new Values(ofPartition, ofSort);
    }

    private static @Nullable List<AttributeValue> values(List<KeyAttribute> attributes, EncodedItem item) {
        List<AttributeValue> values = new ArrayList<>(attributes.size());
        for (KeyAttribute attribute : attributes) {
            EncodedValue value = item.get(attribute.name());
            if (value == null || value.type() != attribute.type()) {
                return null;
            }
            values.add(value.decode());
        }
        return values;
    }
}
