package dev.dolmen.model;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes an item, or creates it, in a {@link TransactWriteItemsRequest}.
 * Members are exactly as the caller gave them, wrong ones included: the operation validates them, in DynamoDB's order and with its words.
 *
 * @param tableName the table's name, or its ARN
 * @param key the primary key of the item
 * @param updateExpression what to change
 * @param conditionExpression the condition that the current item must meet
 * @param expressionAttributeNames what each {@code #name} in the expressions stands for
 * @param expressionAttributeValues what each {@code :value} in the expressions stands for
 * @param returnValuesOnConditionCheckFailure {@code NONE} (when absent) or {@code ALL_OLD}: whether a failed condition carries the item
 */
public record Update(
        @Nullable String tableName,
        @Nullable Item key,
        @Nullable String updateExpression,
        @Nullable String conditionExpression,
        @Nullable Map<String, String> expressionAttributeNames,
        @Nullable Map<String, AttributeValue> expressionAttributeValues,
        @Nullable String returnValuesOnConditionCheckFailure) {

    public Update {
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
        builder.updateExpression = updateExpression;
        builder.conditionExpression = conditionExpression;
        builder.expressionAttributeNames = expressionAttributeNames;
        builder.expressionAttributeValues = expressionAttributeValues;
        builder.returnValuesOnConditionCheckFailure = returnValuesOnConditionCheckFailure;
        return builder;
    }

    /** Builds a {@link Update}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String tableName;
        private @Nullable Item key;
        private @Nullable String updateExpression;
        private @Nullable String conditionExpression;
        private @Nullable Map<String, String> expressionAttributeNames;
        private @Nullable Map<String, AttributeValue> expressionAttributeValues;
        private @Nullable String returnValuesOnConditionCheckFailure;

        private Builder() {}

        /** The table's name, or its ARN. */
        public Builder tableName(@Nullable String tableName) {
            this.tableName = tableName;
            return this;
        }

        /** The primary key of the item. */
        public Builder key(@Nullable Item key) {
            this.key = key;
            return this;
        }

        /** What to change. */
        public Builder updateExpression(@Nullable String updateExpression) {
            this.updateExpression = updateExpression;
            return this;
        }

        /** The condition that the current item must meet. */
        public Builder conditionExpression(@Nullable String conditionExpression) {
            this.conditionExpression = conditionExpression;
            return this;
        }

        /** What each {@code #name} in the expressions stands for. */
        public Builder expressionAttributeNames(@Nullable Map<String, String> expressionAttributeNames) {
            this.expressionAttributeNames = expressionAttributeNames;
            return this;
        }

        /** What each {@code :value} in the expressions stands for. */
        public Builder expressionAttributeValues(@Nullable Map<String, AttributeValue> expressionAttributeValues) {
            this.expressionAttributeValues = expressionAttributeValues;
            return this;
        }

        /** One of {@code NONE} (when absent) or {@code ALL_OLD}: whether a failed condition carries the item. */
        public Builder returnValuesOnConditionCheckFailure(@Nullable String returnValuesOnConditionCheckFailure) {
            this.returnValuesOnConditionCheckFailure = returnValuesOnConditionCheckFailure;
            return this;
        }

        /** One of {@code NONE} (when absent) or {@code ALL_OLD}: whether a failed condition carries the item. */
        public Builder returnValuesOnConditionCheckFailure(
                ReturnValuesOnConditionCheckFailure returnValuesOnConditionCheckFailure) {
            this.returnValuesOnConditionCheckFailure = returnValuesOnConditionCheckFailure.name();
            return this;
        }

        /** What has been set so far. */
        public Update build() {
            return new Update(
                    tableName,
                    key,
                    updateExpression,
                    conditionExpression,
                    expressionAttributeNames,
                    expressionAttributeValues,
                    returnValuesOnConditionCheckFailure);
        }
    }
}
