package dev.dolmen;

import dev.dolmen.CallExpressions.Expression;
import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.ExpressionWriter;
import dev.dolmen.model.Durability;
import dev.dolmen.model.ItemWriteBuilder;
import dev.dolmen.model.ReturnConsumedCapacity;
import dev.dolmen.model.ReturnItemCollectionMetrics;
import dev.dolmen.model.ReturnValue;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A write being put together. Nothing happens before {@link #run} or {@link #runAsync}; each of them does the write as it
 * stands then. Not thread-safe.
 *
 * @param <C> the kind of call
 * @param <R> DynamoDB's response to it
 */
public abstract sealed class WriteCall<C extends WriteCall<C, R>, R> extends ConditionalCall<C>
        permits PutCall, UpdateCall, DeleteCall {

    final Dolmen dolmen;

    @Nullable
    String returnValues;

    private @Nullable String returnConsumedCapacity;
    private @Nullable String returnItemCollectionMetrics;
    private @Nullable String token;

    @Nullable
    Durability durability;

    WriteCall(Dolmen dolmen, String tableName) {
        super(tableName);
        this.dolmen = dolmen;
    }

    /** Asks for the item as it was before: {@code ReturnValues=ALL_OLD}. */
    public C returningOld() {
        returnValues = ReturnValue.ALL_OLD.name();
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

    /** Gives a request what all writes say. @param written as {@link #conditional} takes it, and {@code writer} too */
    final <B extends ItemWriteBuilder<B>> B write(B request, @Nullable Expression written, ExpressionWriter writer) {
        return conditional(request, written, writer)
                .requestToken(token)
                .durability(durability)
                .returnValues(returnValues)
                .returnConsumedCapacity(returnConsumedCapacity)
                .returnItemCollectionMetrics(returnItemCollectionMetrics);
    }

    /** Whether the write says no more than {@link dev.dolmen.table.PlainWrite} takes. @param simple {@link #simpleCondition} */
    final boolean isPlain(@Nullable Condition simple) {
        return (simple != null || condition == null && !expressions.hasPlaceholders())
                && returnValues == null
                && returnValuesOnFailure == null
                && returnConsumedCapacity == null
                && returnItemCollectionMetrics == null
                && token == null;
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
