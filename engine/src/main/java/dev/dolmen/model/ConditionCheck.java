package dev.dolmen.model;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A condition on an item that a {@link TransactWriteItemsRequest} does not write.
 * Members are exactly as the caller gave them, wrong ones included: the operation validates them, in DynamoDB's order and with its words.
 *
 * @param tableName the table's name, or its ARN
 * @param key the primary key of the item
 * @param conditionExpression the condition that the current item must meet
 * @param expressionAttributeNames what each {@code #name} in the expressions stands for
 * @param expressionAttributeValues what each {@code :value} in the expressions stands for
 * @param returnValuesOnConditionCheckFailure {@code NONE} (when absent) or {@code ALL_OLD}: whether a failed condition carries the item
 */
public record ConditionCheck(
        @Nullable String tableName,
        @Nullable Item key,
        @Nullable String conditionExpression,
        @Nullable Map<String, String> expressionAttributeNames,
        @Nullable Map<String, AttributeValue> expressionAttributeValues,
        @Nullable String returnValuesOnConditionCheckFailure) {

    public ConditionCheck {
        expressionAttributeNames = Immutable.map(expressionAttributeNames);
        expressionAttributeValues = Immutable.map(expressionAttributeValues);
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.tableName = tableName;
        builder.key = key;
        builder.conditionExpression = conditionExpression;
        builder.expressionAttributeNames = expressionAttributeNames;
        builder.expressionAttributeValues = expressionAttributeValues;
        builder.returnValuesOnConditionCheckFailure = returnValuesOnConditionCheckFailure;
        return builder;
    }

    /** Builds a {@link ConditionCheck}. Not thread-safe. */
    public static final class Builder extends ConditionalWriteBuilder<Builder> {
        private @Nullable Item key;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** The primary key of the item. */
        public Builder key(@Nullable Item key) {
            this.key = key;
            return this;
        }

        /** What has been set so far. */
        public ConditionCheck build() {
            return new ConditionCheck(
                    tableName,
                    key,
                    conditionExpression,
                    expressionAttributeNames,
                    expressionAttributeValues,
                    returnValuesOnConditionCheckFailure);
        }
    }
}
