package dev.dolmen.table;

import dev.dolmen.expressions.InapplicableUpdateException;
import dev.dolmen.expressions.Update;
import dev.dolmen.expressions.UpdateAction;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.item.ItemLimits;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An item as an update leaves it, and the rules for it that only its content can break. */
final class UpdatedItem {

    private UpdatedItem() {}

    /**
     * The item afterwards.
     *
     * @param old {@link EncodedItem#EMPTY} when there is none: then it begins as its key
     * @throws InapplicableUpdateException when the update cannot be made on this item, or makes one that cannot be
     * @throws dev.dolmen.item.InvalidItemException likewise
     */
    static EncodedItem of(TableDefinition table, EncodedItem old, Operation.Update operation, Environment environment) {
        Update update = operation.update().compiled();
        Item updated = update.apply(old.isEmpty() ? EncodedItem.of(operation.key()) : old);
        requireIndexKeys(table, update, updated);
        if (updated.sizeBytes() > environment.limits().itemBytes()) {
            throw new InapplicableUpdateException("Item size to update has exceeded the maximum allowed size");
        }
        updated.attributes().values().forEach(ItemLimits::requireDepth);
        return EncodedItem.of(updated);
    }

    /** What the update touched of the keys of indexes must be of their types; what it left alone may be older than they. */
    private static void requireIndexKeys(TableDefinition table, Update update, Item updated) {
        if (table.indexes().isEmpty()) {
            return;
        }
        Set<String> touched = new HashSet<>();
        for (UpdateAction action : update.actions()) {
            touched.add(action.path().root());
        }
        for (IndexDefinition index : table.indexes()) {
            for (KeyAttribute attribute : index.key().attributes()) {
                if (touched.contains(attribute.name())) {
                    requireIndexKey(attribute, updated.get(attribute.name()));
                    requireFitting(index, attribute, updated.get(attribute.name()));
                }
            }
        }
    }

    private static void requireIndexKey(KeyAttribute attribute, @Nullable AttributeValue value) {
        if (value == null) {
            return;
        }
        if (value.type() != attribute.type()) {
            throw new InapplicableUpdateException(
                    "The update expression attempted to update the secondary index key to unsupported type");
        }
        boolean emptyString = value instanceof AttributeValue.S s && s.value().isEmpty();
        boolean emptyBinary = value instanceof AttributeValue.B b && b.value().isEmpty();
        if (emptyString || emptyBinary) {
            throw new InapplicableUpdateException("One or more parameter values are not valid. The update expression"
                    + " attempted to update a secondary index key to a value that is not supported. The AttributeValue"
                    + " for a key attribute cannot contain an empty " + (emptyString ? "string" : "binary")
                    + " value.");
        }
    }

    private static void requireFitting(IndexDefinition index, KeyAttribute attribute, @Nullable AttributeValue value) {
        if (value == null) {
            return;
        }
        if (index.key().partition().contains(attribute)) {
            ItemLimits.requirePartitionKey(attribute.name(), value);
        } else {
            ItemLimits.requireSortKey(attribute.name(), value);
        }
    }
}
