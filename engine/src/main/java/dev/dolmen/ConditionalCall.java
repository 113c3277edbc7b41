package dev.dolmen;

import dev.dolmen.CallExpressions.Expression;
import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.ExpressionWriter;
import dev.dolmen.expressions.SimpleConditions;
import dev.dolmen.model.ConditionalWriteBuilder;
import dev.dolmen.model.ReturnValuesOnConditionCheckFailure;
import org.jspecify.annotations.Nullable;

/**
 * A call that depends on the current item of a key: a write, or a check of a transaction. Not thread-safe.
 *
 * @param <C> the kind of call
 */
public abstract sealed class ConditionalCall<C extends ConditionalCall<C>> extends ExpressionCall<C>
        implements TransactionMember permits WriteCall, CheckCall {

    final String tableName;

    @Nullable
    Expression condition;

    /** The condition, if it was built and not written. */
    private @Nullable Condition built;

    @Nullable
    String returnValuesOnFailure;

    ConditionalCall(String tableName) {
        this.tableName = tableName;
    }

    /**
     * Happens only if the current item meets a condition; otherwise nothing is written, and the call ends in
     * {@link dev.dolmen.model.ConditionalCheckFailedException}, a transaction in
     * {@link dev.dolmen.model.TransactionCanceledException}. An item that is not there has no attributes.
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
     * Asks that a failed condition show the item that failed it, in
     * {@link dev.dolmen.model.ConditionalCheckFailedException#item} or, of a transaction, in its
     * {@link dev.dolmen.model.CancellationReason#item}: {@code ReturnValuesOnConditionCheckFailure=ALL_OLD}.
     */
    public C returningOldOnFailure() {
        returnValuesOnFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD.name();
        return self();
    }

    /** The condition, if that can be tested as it is: nobody needs its text then. */
    final @Nullable Condition simpleCondition() {
        return built != null && !expressions.hasPlaceholders() && SimpleConditions.isSimple(built) ? built : null;
    }

    /**
     * Gives a request, or a member of a transaction, what all of these calls say.
     *
     * @param written the condition as the request is to have it
     * @param writer has written the request's other expressions, whose placeholders come before the condition's
     */
    final <B extends ConditionalWriteBuilder<B>> B conditional(
            B request, @Nullable Expression written, ExpressionWriter writer) {
        return request.tableName(tableName)
                .conditionExpression(CallExpressions.write(written, writer))
                .expressionAttributeNames(CallExpressions.names(writer))
                .expressionAttributeValues(CallExpressions.values(writer))
                .returnValuesOnConditionCheckFailure(returnValuesOnFailure);
    }
}
