package dev.dolmen.table;

import dev.dolmen.expressions.ParameterRules;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.item.ItemLimits;
import dev.dolmen.model.BulkDeleteRequest;
import dev.dolmen.model.BulkDeleteResponse;
import dev.dolmen.model.Durability;
import dev.dolmen.model.ReturnValue;
import dev.dolmen.model.ValidationException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Deletes many items.
 *
 * <p>A whole table is emptied at once, whatever its size: a few range tombstones in one batch. A partition of a table
 * without indexes goes in steps of {@link #STEP_ITEMS}, a range tombstone each; all others go item by item, each a delete
 * of its own that tests the condition on the item it deletes. A step of either kind is durable before the next begins, and
 * no cursor outlives it, so memory is bounded. Whoever is cut short, by a crash or an error, has deleted whole items with
 * their index entries and counts, and can begin again.
 */
public final class BulkDelete {

    /** How many items a step looks at: some milliseconds in which, for a range tombstone, others who write to the partition wait. */
    static final int STEP_ITEMS = 10_000;

    /** What was deleted is counted. */
    private static final Operation.Answers DELETED = new Operation.Answers(ReturnValue.ALL_OLD, false, false);

    private final ItemStore store;
    private final TableDefinition table;
    private final @Nullable AttributeValue partition;
    private final @Nullable ConditionSource condition;
    private final boolean dryRun;
    private final @Nullable Durability durability;

    private long deletedCount;
    private long deletedBytes;

    private BulkDelete(
            ItemStore store,
            TableDefinition table,
            @Nullable AttributeValue partition,
            @Nullable ConditionSource condition,
            BulkDeleteRequest request) {
        this.store = store;
        this.table = table;
        this.partition = partition;
        this.condition = condition;
        this.dryRun = request.dryRun();
        this.durability = request.durability();
    }

    /**
     * Performs a request, and answers once everything is durable.
     *
     * @throws dev.dolmen.model.ServiceException when the request must be refused; nothing was deleted then
     */
    public static BulkDeleteResponse perform(ItemStore store, BulkDeleteRequest request) throws IOException {
        new Constraints().tableName(request.tableName()).require();
        String expression = request.conditionExpression();
        ParameterRules.requireExpressions(
                request.expressionAttributeNames() != null,
                request.expressionAttributeValues() != null,
                expression == null ? List.of() : List.of("ConditionExpression"),
                List.of("ConditionExpression"));
        ConditionSource condition = expression == null
                ? null
                : ConditionSource.Expression.compile(
                        expression, request.expressionAttributeNames(), request.expressionAttributeValues());
        TableDefinition table = Tables.require(store, Objects.requireNonNull(request.tableName()));
        KeyPaths.requireNoneInto(table, condition == null ? null : condition.compiled());
        AttributeValue partition = partition(table, request.partitionKey());
        BulkDelete deletion = new BulkDelete(store, table, partition, condition, request);
        deletion.run();
        return new BulkDeleteResponse(deletion.deletedCount, deletion.deletedBytes);
    }

    private static @Nullable AttributeValue partition(TableDefinition table, @Nullable Item key) {
        if (key == null) {
            return null;
        }
        KeyAttribute attribute = table.key().partition();
        AttributeValue value = key.get(attribute.name());
        if (value == null || value.type() != attribute.type() || key.count() != 1) {
            throw new ValidationException("The provided key element does not match the schema");
        }
        ItemLimits.requirePartitionKey(attribute.name(), value);
        return value;
    }

    private void run() throws IOException {
        if (condition != null || dryRun && partition != null) {
            itemByItem();
        } else if (dryRun) {
            TableStatistics.Counts counts = store.statistics(table).items();
            deletedCount = counts.count();
            deletedBytes = counts.sizeBytes();
        } else if (partition == null) {
            count(store.clear(table));
        } else {
            byRanges(partition);
        }
    }

    /** Each step deletes the first items that are left. */
    private void byRanges(AttributeValue ofPartition) throws IOException {
        Cleared cleared;
        do {
            cleared = store.clearPartition(table, ofPartition, STEP_ITEMS);
            if (cleared == null) {
                itemByItem();
                return;
            }
        } while (count(cleared));
    }

    /** @return whether there may be more */
    private boolean count(Cleared cleared) throws IOException {
        store.awaitDurable(cleared.restsOn(), durability);
        deletedCount += cleared.items();
        deletedBytes += cleared.itemBytes();
        return cleared.more();
    }

    private void itemByItem() throws IOException {
        EntryKey last = null;
        do {
            last = step(last);
        } while (last != null);
    }

    /** @return the last item looked at, or null when there are no more */
    private @Nullable EntryKey step(@Nullable EntryKey start) throws IOException {
        int seen = 0;
        long restsOn = 0;
        PrimaryKey last = null;
        try (ItemCursor cursor = cursor(start)) {
            while (seen < STEP_ITEMS && cursor.next()) {
                seen++;
                last = table.key().keyOf(cursor.item());
                restsOn = Math.max(restsOn, consider(cursor.item(), last));
            }
            restsOn = Math.max(restsOn, cursor.restsOn());
        }
        store.awaitDurable(restsOn, durability);
        return seen < STEP_ITEMS || last == null ? null : new EntryKey(last, null);
    }

    private ItemCursor cursor(@Nullable EntryKey start) throws IOException {
        return partition == null
                ? store.scan(table, null, 0, 1, start)
                : store.range(table, null, KeyRange.of(partition, null), true, start);
    }

    /** @return the position that what was done rests on */
    private long consider(EncodedItem item, PrimaryKey key) throws IOException {
        if (condition != null && !condition.compiled().test(item)) {
            return 0;
        }
        if (dryRun) {
            deletedCount++;
            deletedBytes += item.sizeBytes();
            return 0;
        }
        // The item may have changed since the cursor's moment: the delete decides on what is there now.
        Operation delete = new Operation.Delete(condition, DELETED);
        Applied applied = store.apply(new Write(table, key, delete, null));
        EncodedItem deleted = applied.outcome().image();
        if (deleted != null) {
            deletedCount++;
            deletedBytes += deleted.sizeBytes();
        }
        return applied.restsOn();
    }
}
