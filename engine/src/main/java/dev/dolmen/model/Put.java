package dev.dolmen.model;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Creates or replaces an item, in a {@link TransactWriteItemsRequest}.
 * Members are exactly as the caller gave them, wrong ones included: the operation validates them, in DynamoDB's order and with its words.
 *
 * @param tableName the table's name, or its ARN
 * @param item the item, key attributes included
 * @param conditionExpression the condition that the current item must meet
 * @param expressionAttributeNames what each {@code #name} in the expressions stands for
 * @param expressionAttributeValues what each {@code :value} in the expressions stands for
 * @param returnValuesOnConditionCheckFailure {@code NONE} (when absent) or {@code ALL_OLD}: whether a failed condition carries the item
 */
public record Put(
        @Nullable String tableName,
        @Nullable Item item,
        @Nullable String conditionExpression,
        @Nullable Map<String, String> expressionAttributeNames,
        @Nullable Map<String, AttributeValue> expressionAttributeValues,
        @Nullable String returnValuesOnConditionCheckFailure) {

    public Put {
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
        builder.item = item;
        builder.conditionExpression = conditionExpression;
        builder.expressionAttributeNames = expressionAttributeNames;
        builder.expressionAttributeValues = expressionAttributeValues;
        builder.returnValuesOnConditionCheckFailure = returnValuesOnConditionCheckFailure;
        return builder;
    }

    /** Builds a {@link Put}. Not thread-safe. */
    public static final class Builder extends ConditionalWriteBuilder<Builder> {
        private @Nullable Item item;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** The item, key attributes included. */
        public Builder item(@Nullable Item item) {
            this.item = item;
            return this;
        }

        /** What has been set so far. */
        public Put build() {
            return new Put(
                    tableName,
                    item,
                    conditionExpression,
                    expressionAttributeNames,
                    expressionAttributeValues,
                    returnValuesOnConditionCheckFailure);
        }
    }
}
