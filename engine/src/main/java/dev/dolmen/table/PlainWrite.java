package dev.dolmen.table;

import dev.dolmen.expressions.Condition;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.model.Durability;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Puts and deletes that say no more than an item or a key, perhaps with a condition that was built, and whose callers want to
 * hear no more than that they are done. They are checked, decided and refused as their requests would be, without these.
 */
public final class PlainWrite {

    private PlainWrite() {}

    /**
     * Puts an item, and returns when that may be told.
     *
     * @param built as {@link PutItem#prepare} takes it
     * @param durability as a request has it
     * @return false when nothing was done, for the request has to be looked at: the table is named by its ARN, or something is
     *     wrong
     * @throws dev.dolmen.model.ServiceException when the write is refused
     */
    public static boolean put(
            ItemStore store,
            @Nullable String tableName,
            @Nullable Item item,
            @Nullable Condition built,
            @Nullable Durability durability)
            throws IOException {
        TableDefinition table = tableName == null || item == null ? null : store.table(tableName);
        if (table == null || item == null) {
            return false;
        }
        EncodedItem encoded = PutItem.storable(item);
        perform(
                store,
                PutItem.write(table, item, encoded, ConditionSource.ofBuilt(built), Operation.Answers.NONE),
                durability);
        return true;
    }

    /** Deletes the item that has a key; otherwise as {@link #put}. */
    public static boolean delete(
            ItemStore store,
            @Nullable String tableName,
            @Nullable Item key,
            @Nullable Condition built,
            @Nullable Durability durability)
            throws IOException {
        TableDefinition table = tableName == null || key == null ? null : store.table(tableName);
        if (table == null || key == null) {
            return false;
        }
        WriteParameters.requireValid(key);
        perform(
                store,
                DeleteItem.write(table, key, ConditionSource.ofBuilt(built), Operation.Answers.NONE),
                durability);
        return true;
    }

    private static void perform(ItemStore store, Write write, @Nullable Durability durability) throws IOException {
        Applied applied = store.apply(write);
        // A refusal tells what was read as much as an answer does.
        store.awaitDurable(applied.restsOn(), durability);
        Outcome.Refusal refusal = applied.outcome().refusal();
        if (refusal != null) {
            throw WriteAnswer.refused(refusal, null);
        }
    }
}
