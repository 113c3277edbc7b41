package dev.dolmen.table;

import dev.dolmen.expressions.InapplicableUpdateException;
import dev.dolmen.expressions.Update;
import dev.dolmen.expressions.UpdateAction;
import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EmptyKeyException;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.EncodedValue;
import dev.dolmen.item.InvalidItemException;
import dev.dolmen.item.ItemLimits;
import dev.dolmen.item.ItemSize;
import dev.dolmen.model.ValidationException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An item as an update leaves it, and the rules for it that only its content can break. */
final class UpdatedItem {

    private UpdatedItem() {}

    /**
     * The item afterwards.
     *
     * @param old {@link EncodedItem#EMPTY} when there is none: then it begins as its key
     * @return null when there is none and the update makes none
     * @throws InapplicableUpdateException when the update cannot be made on this item, or makes one that cannot be
     * @throws dev.dolmen.item.InvalidItemException likewise
     */
    static @Nullable EncodedItem of(
            TableDefinition table, EncodedItem old, Operation.Update operation, Environment environment) {
        Update update = operation.update().compiled();
        if (old.isEmpty() && !update.creates()) {
            return null;
        }
        EncodedItem before = old.isEmpty() ? EncodedItem.of(operation.key()) : old;
        Map<String, @Nullable AttributeValue> changes = update.changes(before);
        requireIndexKeys(table, changes);
        if (sizeBytes(before, changes) > environment.limits().itemBytes()) {
            throw new InapplicableUpdateException("Item size to update has exceeded the maximum allowed size");
        }
        changes.values().forEach(UpdatedItem::requireDepth);
        return before.with(changes);
    }

    /** The size of the item with these changes. */
    private static long sizeBytes(EncodedItem before, Map<String, @Nullable AttributeValue> changes) {
        long bytes = before.sizeBytes();
        for (Map.Entry<String, @Nullable AttributeValue> change : changes.entrySet()) {
            int name = ItemSize.ofName(change.getKey());
            EncodedValue replaced = before.get(change.getKey());
            AttributeValue value = change.getValue();
            bytes -= replaced == null ? 0 : name + replaced.sizeBytes();
            bytes += value == null ? 0 : name + ItemSize.of(value);
        }
        return bytes;
    }

    private static void requireDepth(@Nullable AttributeValue value) {
        try {
            if (value != null) {
                ItemLimits.requireDepth(value);
            }
        } catch (InvalidItemException e) {
            throw new InapplicableUpdateException("Nesting Levels have exceeded supported limits");
        }
    }

    /**
     * What can be said without the item of the values that an update gives to attributes of the keys of indexes.
     *
     * @throws ValidationException when one of them is of another type
     * @throws EmptyKeyException when one of them is empty
     */
    static void requireIndexKeys(TableDefinition table, Update update) {
        for (IndexDefinition index : table.indexes()) {
            for (KeyAttribute attribute : index.key().attributes()) {
                for (UpdateAction action : update.actions()) {
                    if (!action.path().isNested() && action.path().root().equals(attribute.name())) {
                        requireIndexKey(index, attribute, action);
                    }
                }
            }
        }
    }

    private static void requireIndexKey(IndexDefinition index, KeyAttribute attribute, UpdateAction action) {
        AttributeType type = action.staticType();
        if (type != null && type != attribute.type()) {
            throw KeyRules.indexTypeMismatch(index, attribute, type);
        }
        AttributeValue value = action.staticValue();
        if (value != null && isEmpty(value)) {
            throw new EmptyKeyException(emptyIndexKey(value));
        }
    }

    /** What the update touched of the keys of indexes must be of their types; what it left alone may be older than they. */
    private static void requireIndexKeys(TableDefinition table, Map<String, @Nullable AttributeValue> changes) {
        for (IndexDefinition index : table.indexes()) {
            for (KeyAttribute attribute : index.key().attributes()) {
                AttributeValue value = changes.get(attribute.name());
                requireIndexKey(attribute, value);
                requireFitting(index, attribute, value);
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
        if (isEmpty(value)) {
            throw new InapplicableUpdateException(emptyIndexKey(value));
        }
    }

    private static boolean isEmpty(AttributeValue value) {
        return value instanceof AttributeValue.S s && s.value().isEmpty()
                || value instanceof AttributeValue.B b && b.value().isEmpty();
    }

    private static String emptyIndexKey(AttributeValue value) {
        return "One or more parameter values are not valid. The update expression attempted to update a secondary index"
                + " key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty "
                + (value instanceof AttributeValue.S ? "string" : "binary") + " value.";
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
