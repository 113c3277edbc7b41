package dev.dolmen.model;

import dev.dolmen.item.AttributeValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the builders of all writes have in common that can have a condition. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract sealed class ConditionalWriteBuilder<B extends ConditionalWriteBuilder<B>>
        permits ItemWriteBuilder, ConditionCheck.Builder, Delete.Builder, Put.Builder, Update.Builder {

    @Nullable
    String tableName;

    @Nullable
    String conditionExpression;

    @Nullable
    Map<String, String> expressionAttributeNames;

    @Nullable
    Map<String, AttributeValue> expressionAttributeValues;

    @Nullable
    String returnValuesOnConditionCheckFailure;

    ConditionalWriteBuilder() {}

    /** This, as what it is. */
    abstract B self();

    /** The table's name, or its ARN. */
    public B tableName(@Nullable String tableName) {
        this.tableName = tableName;
        return self();
    }

    /** The condition that the current item must meet. */
    public B conditionExpression(@Nullable String conditionExpression) {
        this.conditionExpression = conditionExpression;
        return self();
    }

    /** What each {@code #name} in the expressions stands for. */
    public B expressionAttributeNames(@Nullable Map<String, String> expressionAttributeNames) {
        this.expressionAttributeNames = expressionAttributeNames;
        return self();
    }

    /** What each {@code :value} in the expressions stands for. */
    public B expressionAttributeValues(@Nullable Map<String, AttributeValue> expressionAttributeValues) {
        this.expressionAttributeValues = expressionAttributeValues;
        return self();
    }

    /** One of {@code NONE} (when absent) or {@code ALL_OLD}: whether a failed condition carries the item. */
    public B returnValuesOnConditionCheckFailure(@Nullable String returnValuesOnConditionCheckFailure) {
        this.returnValuesOnConditionCheckFailure = returnValuesOnConditionCheckFailure;
        return self();
    }

    /** One of {@code NONE} (when absent) or {@code ALL_OLD}: whether a failed condition carries the item. */
    public B returnValuesOnConditionCheckFailure(
            ReturnValuesOnConditionCheckFailure returnValuesOnConditionCheckFailure) {
        this.returnValuesOnConditionCheckFailure = returnValuesOnConditionCheckFailure.name();
        return self();
    }
}
