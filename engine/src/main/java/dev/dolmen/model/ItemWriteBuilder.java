package dev.dolmen.model;

import dev.dolmen.expressions.ExpectedAttributeValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the builders of requests to write one item have in common. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ItemWriteBuilder<B extends ItemWriteBuilder<B>> extends ConditionalWriteBuilder<B>
        permits DeleteItemRequest.Builder, PutItemRequest.Builder, UpdateItemRequest.Builder {

    @Nullable
    Map<String, ExpectedAttributeValue> expected;

    @Nullable
    String conditionalOperator;

    @Nullable
    String returnValues;

    @Nullable
    String returnConsumedCapacity;

    @Nullable
    String returnItemCollectionMetrics;

    @Nullable
    String requestToken;

    @Nullable
    Durability durability;

    ItemWriteBuilder() {}

    /** The legacy form of a condition: what each named attribute must be. */
    public B expected(@Nullable Map<String, ExpectedAttributeValue> expected) {
        this.expected = expected;
        return self();
    }

    /** One of {@code AND} (when absent) or {@code OR}: how the legacy conditions are joined. */
    public B conditionalOperator(@Nullable String conditionalOperator) {
        this.conditionalOperator = conditionalOperator;
        return self();
    }

    /** One of {@code AND} (when absent) or {@code OR}: how the legacy conditions are joined. */
    public B conditionalOperator(ConditionalOperator conditionalOperator) {
        this.conditionalOperator = conditionalOperator.name();
        return self();
    }

    /**
     * Which state of the item is returned: {@code NONE} (when absent) or {@code ALL_OLD}; of an update also
     * {@code UPDATED_OLD}, {@code ALL_NEW} or {@code UPDATED_NEW}.
     */
    public B returnValues(@Nullable String returnValues) {
        this.returnValues = returnValues;
        return self();
    }

    /**
     * Which state of the item is returned: {@code NONE} (when absent) or {@code ALL_OLD}; of an update also
     * {@code UPDATED_OLD}, {@code ALL_NEW} or {@code UPDATED_NEW}.
     */
    public B returnValues(ReturnValue returnValues) {
        this.returnValues = returnValues.name();
        return self();
    }

    /** One of {@code NONE} (when absent), {@code TOTAL} or {@code INDEXES}. */
    public B returnConsumedCapacity(@Nullable String returnConsumedCapacity) {
        this.returnConsumedCapacity = returnConsumedCapacity;
        return self();
    }

    /** One of {@code NONE} (when absent), {@code TOTAL} or {@code INDEXES}. */
    public B returnConsumedCapacity(ReturnConsumedCapacity returnConsumedCapacity) {
        this.returnConsumedCapacity = returnConsumedCapacity.name();
        return self();
    }

    /** One of {@code NONE} (when absent) or {@code SIZE}. */
    public B returnItemCollectionMetrics(@Nullable String returnItemCollectionMetrics) {
        this.returnItemCollectionMetrics = returnItemCollectionMetrics;
        return self();
    }

    /** One of {@code NONE} (when absent) or {@code SIZE}. */
    public B returnItemCollectionMetrics(ReturnItemCollectionMetrics returnItemCollectionMetrics) {
        this.returnItemCollectionMetrics = returnItemCollectionMetrics.name();
        return self();
    }

    /** Dolmen's own: names this write, so that repeating it gives the first answer again; 1 to 128 characters, remembered for at least ten minutes. */
    public B requestToken(@Nullable String requestToken) {
        this.requestToken = requestToken;
        return self();
    }

    /** Dolmen's own: when this write may be acknowledged; absent means as the store was opened. */
    public B durability(@Nullable Durability durability) {
        this.durability = durability;
        return self();
    }
}
