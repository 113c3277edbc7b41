package dev.dolmen.table;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.ValidationException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names of the key attributes of a table or index, for callers that give keys by their values alone. What is wrong with
 * the values is for the operation to say. Of a global index whose key has several attributes of a kind, it is the first.
 *
 * @param sort null when there is no sort key
 */
public record KeyNames(String partition, @Nullable String sort) {

    /**
     * Looks them up.
     *
     * @param indexName null for the table itself. A name that no index has gives the table's: reading from it is refused
     * @throws dev.dolmen.model.ResourceNotFoundException when there is no such table
     */
    public static KeyNames of(ItemStore store, String tableName, @Nullable String indexName) {
        TableDefinition table = Tables.require(store, tableName);
        KeyAttribute sort = table.key().sort();
        String partition = table.key().partition().name();
        for (IndexDefinition index : table.indexes()) {
            if (index.name().equals(indexName)) {
                List<KeyAttribute> sortOfIndex = index.key().sort();
                return new KeyNames(
                        index.key().partition().get(0).name(),
                        sortOfIndex.isEmpty() ? null : sortOfIndex.get(0).name());
            }
        }
        return new KeyNames(partition, sort == null ? null : sort.name());
    }

    /**
     * A key as an item of its attributes.
     *
     * @throws ValidationException when a sort key is given and there is none
     */
    public Item key(AttributeValue partitionValue, @Nullable AttributeValue sortValue) {
        if (sortValue == null) {
            return Item.of(partition, partitionValue);
        }
        if (sort == null) {
            throw new ValidationException("The provided key element does not match the schema");
        }
        return Item.of(partition, partitionValue, sort, sortValue);
    }

    /** @throws ValidationException when there is no sort key */
    public String requireSort() {
        if (sort == null) {
            throw new ValidationException("Query key condition not supported");
        }
        return sort;
    }
}
