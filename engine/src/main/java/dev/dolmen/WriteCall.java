package dev.dolmen;

import dev.dolmen.CallExpressions.Expression;
import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.SimpleConditions;
import dev.dolmen.model.Durability;
import dev.dolmen.model.ReturnConsumedCapacity;
import dev.dolmen.model.ReturnItemCollectionMetrics;
import dev.dolmen.model.ReturnValue;
import dev.dolmen.model.ReturnValuesOnConditionCheckFailure;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A write being put together. Nothing happens before {@link #run} or {@link #runAsync}; each of them does the write as it
 * stands then. Not thread-safe.
 *
 * @param <C> the kind of call
 * @param <R> DynamoDB's response to it
 */
public abstract sealed class WriteCall<C extends WriteCall<C, R>, R> implements TransactionMember
        permits PutCall, UpdateCall, DeleteCall {

    final Dolmen dolmen;
    final String tableName;
    final CallExpressions expressions = new CallExpressions();

    @Nullable
    Expression condition;

    /** The condition, if it was built and not written. */
    private @Nullable Condition built;

    @Nullable
    String returnValues;

    @Nullable
    String returnValuesOnFailure;

    @Nullable
    String returnConsumedCapacity;

    @Nullable
    String returnItemCollectionMetrics;

    @Nullable
    String token;

    @Nullable
    Durability durability;

    WriteCall(Dolmen dolmen, String tableName) {
        this.dolmen = dolmen;
        this.tableName = tableName;
    }

    abstract C self();

    /**
     * Does the write only if the current item meets a condition; otherwise nothing is written, and the call ends in
     * {@link dev.dolmen.model.ConditionalCheckFailedException}. An item that is not there has no attributes.
     *
     * <pre>{@code onlyIf(attr("status").eq("inactive").and(attr("visits").lt(3)))}</pre>
     *
     * @throws IllegalStateException when a condition is given already
     */
    public C onlyIf(Condition newCondition) {
        condition = CallExpressions.only(condition, Expression.of(newCondition), "condition");
        built = newCondition;
        return self();
    }

    /**
     * As {@link #onlyIf(Condition)}, with a {@code ConditionExpression}; {@link #name} and {@link #value} say what its
     * placeholders stand for.
     *
     * <pre>{@code onlyIf("#s = :inactive").name("#s", "status").value(":inactive", "inactive")}</pre>
     *
     * @throws IllegalStateException when a condition is given already
     */
    public C onlyIf(String conditionExpression) {
        condition = CallExpressions.only(condition, Expression.of(conditionExpression), "condition");
        return self();
    }

    /**
     * As {@link #onlyIf(String)}, with all its placeholders.
     *
     * @param names attribute names by {@code #placeholder}
     * @param values by {@code :placeholder}, as {@link dev.dolmen.item.AttributeValue#of} takes them
     * @throws IllegalStateException when a condition is given already
     */
    public C onlyIf(String conditionExpression, Map<String, String> names, Map<String, ?> values) {
        onlyIf(conditionExpression);
        expressions.names(names);
        expressions.values(values);
        return self();
    }

    /** One of {@code ExpressionAttributeNames}. @param placeholder begins with {@code #} */
    public C name(String placeholder, String attributeName) {
        expressions.name(placeholder, attributeName);
        return self();
    }

    /**
     * One of {@code ExpressionAttributeValues}.
     *
     * @param placeholder begins with {@code :}
     * @param value as {@link dev.dolmen.item.AttributeValue#of} takes it
     */
    public C value(String placeholder, Object value) {
        expressions.value(placeholder, value);
        return self();
    }

    /** Asks for the item as it was before: {@code ReturnValues=ALL_OLD}. */
    public C returningOld() {
        returnValues = ReturnValue.ALL_OLD.name();
        return self();
    }

    /**
     * Asks that a failed condition show the item that failed it, in
     * {@link dev.dolmen.model.ConditionalCheckFailedException#item}: {@code ReturnValuesOnConditionCheckFailure=ALL_OLD}.
     */
    public C returningOldOnFailure() {
        returnValuesOnFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD.name();
        return self();
    }

    /** Asks for the capacity units consumed. */
    public C returnConsumedCapacity(ReturnConsumedCapacity what) {
        returnConsumedCapacity = what.name();
        return self();
    }

    /** Asks for the size of the item collection written, on tables with local secondary indexes. */
    public C returnItemCollectionMetrics(ReturnItemCollectionMetrics what) {
        returnItemCollectionMetrics = what.name();
        return self();
    }

    /**
     * Names this write. Repeating it under its token gives the first answer again and changes nothing more, across crashes
     * too.
     *
     * @param requestToken 1 to 128 characters, remembered for at least ten minutes
     */
    public C token(String requestToken) {
        token = requestToken;
        return self();
    }

    /** When this write may be acknowledged; otherwise as the store was opened. */
    public C durability(Durability when) {
        durability = when;
        return self();
    }

    /** The condition, if that can be tested as it is: nobody needs its text then. */
    final @Nullable Condition simpleCondition() {
        return built != null && !expressions.hasPlaceholders() && SimpleConditions.isSimple(built) ? built : null;
    }

    /** @throws IllegalStateException when the call was given what a member of a transaction cannot have */
    final void requireTransactable() {
        if (returnValues != null
                || returnConsumedCapacity != null
                || returnItemCollectionMetrics != null
                || token != null
                || durability != null) {
            throw new IllegalStateException(
                    "a write in a transaction has a condition, and may show the item that fails it;"
                            + " token, durability and other answers are the transaction's");
        }
    }

    /**
     * Does the write, and returns when the answer is durable.
     *
     * @throws dev.dolmen.model.ConditionalCheckFailedException when the condition does not hold; nothing is written then
     * @throws dev.dolmen.model.ServiceException when the request is refused for another reason; nothing is written then
     * @throws dev.dolmen.model.DolmenException when the store cannot do it
     */
    public abstract R run();

    /** As {@link #run}, but completes when the answer is durable; thousands of such writes share one sync. */
    public abstract CompletableFuture<R> runAsync();
}
