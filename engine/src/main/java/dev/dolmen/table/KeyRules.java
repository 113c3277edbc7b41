package dev.dolmen.table;

import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.item.ItemLimits;
import dev.dolmen.model.ValidationException;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a key must be like: in a request that names an item by its key, and in an item that is written. */
final class KeyRules {

    static final String SCHEMA_MISMATCH = "The provided key element does not match the schema";

    private KeyRules() {}

    /** The key that a request names an item by: every key attribute and no other, each of its type, none empty. */
    static PrimaryKey ofRequest(TableDefinition table, Item key) {
        requireNaming(table, key);
        return table.key().keyOf(key);
    }

    /** Checks that a request names an item so. */
    static void requireNaming(TableDefinition table, Item key) {
        KeySchema schema = table.key();
        KeyAttribute sort = schema.sort();
        AttributeValue partitionValue = key.get(schema.partition().name());
        AttributeValue sortValue = sort == null ? null : key.get(sort.name());
        if (!has(partitionValue, schema.partition())
                || sort != null && !has(sortValue, sort)
                || key.count() != schema.count()) {
            throw new ValidationException(SCHEMA_MISMATCH);
        }
        requireSizes(schema, Objects.requireNonNull(partitionValue), sortValue);
    }

    private static boolean has(@Nullable AttributeValue value, KeyAttribute attribute) {
        return value != null && value.type() == attribute.type();
    }

    /** The key of an item that is to be written, whose index keys are checked too. */
    static PrimaryKey ofItem(TableDefinition table, Item item) {
        KeySchema schema = table.key();
        KeyAttribute sort = schema.sort();
        AttributeValue partitionValue = required(schema.partition(), item);
        AttributeValue sortValue = sort == null ? null : required(sort, item);
        for (IndexDefinition index : table.indexes()) {
            for (KeyAttribute attribute : index.key().partition()) {
                requireIndexKey(table, index, attribute, item, ItemLimits::requirePartitionKey);
            }
            for (KeyAttribute attribute : index.key().sort()) {
                requireIndexKey(table, index, attribute, item, ItemLimits::requireSortKey);
            }
        }
        requireSizes(schema, partitionValue, sortValue);
        return new PrimaryKey(partitionValue, sortValue);
    }

    private static AttributeValue required(KeyAttribute attribute, Item item) {
        AttributeValue value = item.get(attribute.name());
        if (value == null) {
            throw new ValidationException(
                    "One or more parameter values were invalid: Missing the key " + attribute.name() + " in the item");
        }
        if (value.type() != attribute.type()) {
            throw new ValidationException("One or more parameter values were invalid: Type mismatch for key "
                    + attribute.name() + " expected: " + attribute.type() + " actual: " + value.type());
        }
        return value;
    }

    /**
     * As {@link #ofItem}, in a batch or transaction: there a missing or wrong key of the table is told in the words for a
     * key that names an item.
     */
    static PrimaryKey ofBatchedItem(TableDefinition table, Item item) {
        for (KeyAttribute attribute : table.key().attributes()) {
            if (!has(item.get(attribute.name()), attribute)) {
                throw new ValidationException(SCHEMA_MISMATCH);
            }
        }
        return ofItem(table, item);
    }

    private static void requireIndexKey(
            TableDefinition table,
            IndexDefinition index,
            KeyAttribute attribute,
            Item item,
            BiConsumer<String, AttributeValue> limit) {
        AttributeValue value = item.get(attribute.name());
        // The table's own key is checked as such.
        if (value == null || table.key().attributes().contains(attribute)) {
            return;
        }
        if (value.type() != attribute.type()) {
            throw indexTypeMismatch(index, attribute, value.type());
        }
        ItemLimits.requireNotEmptyIndexKey(index.name(), attribute.name(), value);
        limit.accept(attribute.name(), value);
    }

    /** The refusal of a value that an attribute of an index's key cannot have. */
    static ValidationException indexTypeMismatch(IndexDefinition index, KeyAttribute attribute, AttributeType actual) {
        return new ValidationException("One or more parameter values were invalid: Type mismatch for Index Key "
                + attribute.name() + " Expected: " + attribute.type() + " Actual: " + actual + " IndexName: "
                + index.name());
    }

    private static void requireSizes(
            KeySchema schema, AttributeValue partitionValue, @Nullable AttributeValue sortValue) {
        ItemLimits.requirePartitionKey(schema.partition().name(), partitionValue);
        KeyAttribute sort = schema.sort();
        if (sort != null && sortValue != null) {
            ItemLimits.requireSortKey(sort.name(), sortValue);
        }
    }
}
