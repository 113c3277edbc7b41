package dev.dolmen;

import dev.dolmen.CallExpressions.Expression;
import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.ExpressionWriter;
import dev.dolmen.item.Item;
import dev.dolmen.model.ConditionCheck;
import dev.dolmen.model.ReturnValuesOnConditionCheckFailure;
import dev.dolmen.model.TransactWriteItem;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * DynamoDB's {@code ConditionCheck}: a condition that an item must meet for a transaction to happen, which leaves that item
 * as it is: {@code users.check("001").onlyIf(attr("status").eq("active"))}. Not thread-safe.
 */
public final class CheckCall implements TransactionMember {

    private final String tableName;
    private final Supplier<Item> key;
    private final CallExpressions expressions = new CallExpressions();
    private @Nullable Expression condition;
    private @Nullable String returnValuesOnFailure;

    CheckCall(String tableName, Supplier<Item> key) {
        this.tableName = tableName;
        this.key = key;
    }

    /** As {@link WriteCall#onlyIf(Condition)}. */
    public CheckCall onlyIf(Condition newCondition) {
        condition = CallExpressions.only(condition, Expression.of(newCondition), "condition");
        return this;
    }

    /** As {@link WriteCall#onlyIf(String)}. */
    public CheckCall onlyIf(String conditionExpression) {
        condition = CallExpressions.only(condition, Expression.of(conditionExpression), "condition");
        return this;
    }

    /** One of {@code ExpressionAttributeNames}. @param placeholder begins with {@code #} */
    public CheckCall name(String placeholder, String attributeName) {
        expressions.name(placeholder, attributeName);
        return this;
    }

    /**
     * One of {@code ExpressionAttributeValues}.
     *
     * @param placeholder begins with {@code :}
     * @param value as {@link dev.dolmen.item.AttributeValue#of} takes it
     */
    public CheckCall value(String placeholder, Object value) {
        expressions.value(placeholder, value);
        return this;
    }

    /** Asks that a failed condition show the item that failed it. */
    public CheckCall returningOldOnFailure() {
        returnValuesOnFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD.name();
        return this;
    }

    @Override
    public TransactWriteItem member() {
        ExpressionWriter writer = expressions.writer();
        return TransactWriteItem.of(new ConditionCheck(
                tableName,
                key.get(),
                CallExpressions.write(condition, writer),
                CallExpressions.names(writer),
                CallExpressions.values(writer),
                returnValuesOnFailure));
    }
}
