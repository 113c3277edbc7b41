package dev.dolmen;

import dev.dolmen.CallExpressions.Expression;
import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.ExpressionWriter;
import dev.dolmen.item.Item;
import dev.dolmen.model.BulkDeleteRequest;
import dev.dolmen.model.BulkDeleteResponse;
import dev.dolmen.model.Durability;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Deletes many items: {@code users.deleteWhere(attr("status").eq("inactive")).dryRun().run().deletedCount()}. Nothing
 * happens before {@link #run}. Not thread-safe.
 */
public final class BulkDeleteCall extends ExpressionCall<BulkDeleteCall> {

    private final Dolmen dolmen;
    private final String tableName;
    private final @Nullable Supplier<Item> partitionKey;
    private @Nullable Expression condition;
    private boolean dryRun;
    private @Nullable Durability durability;

    BulkDeleteCall(Dolmen dolmen, String tableName, @Nullable Supplier<Item> partitionKey) {
        this.dolmen = dolmen;
        this.tableName = tableName;
        this.partitionKey = partitionKey;
    }

    @Override
    BulkDeleteCall self() {
        return this;
    }

    /**
     * Deletes only the items that meet a condition.
     *
     * @throws IllegalStateException when a condition is given already
     */
    public BulkDeleteCall where(Condition newCondition) {
        condition = CallExpressions.only(condition, Expression.of(newCondition), "condition");
        return this;
    }

    /**
     * As {@link #where(Condition)}, with a {@code ConditionExpression}; {@link #name} and {@link #value} say what its
     * placeholders stand for.
     *
     * @throws IllegalStateException when a condition is given already
     */
    public BulkDeleteCall where(String conditionExpression) {
        condition = CallExpressions.only(condition, Expression.of(conditionExpression), "condition");
        return this;
    }

    /** Only counts what would be deleted. */
    public BulkDeleteCall dryRun() {
        dryRun = true;
        return this;
    }

    /** When the deletes may be acknowledged; otherwise as the store was opened. */
    public BulkDeleteCall durability(Durability when) {
        durability = when;
        return this;
    }

    /** The request as it stands, to look at or for {@link Dolmen#bulkDelete}. */
    public BulkDeleteRequest request() {
        ExpressionWriter writer = expressions.writer();
        String conditionExpression = CallExpressions.write(condition, writer);
        return new BulkDeleteRequest(
                tableName,
                partitionKey == null ? null : partitionKey.get(),
                conditionExpression,
                CallExpressions.names(writer),
                CallExpressions.values(writer),
                dryRun,
                durability);
    }

    /**
     * Deletes, and returns when it is durable: see {@link Dolmen#bulkDelete} for what is atomic.
     *
     * @throws dev.dolmen.model.ServiceException when the request is refused; nothing is deleted then
     * @throws dev.dolmen.model.DolmenException when the store cannot do it; calling it again goes on where it ended
     */
    public BulkDeleteResponse run() {
        return dolmen.bulkDelete(request());
    }
}
