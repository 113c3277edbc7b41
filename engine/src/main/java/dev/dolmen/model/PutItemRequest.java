package dev.dolmen.model;

import dev.dolmen.expressions.ExpectedAttributeValue;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Creates an item, or replaces the whole item that has its key.
 * Members are exactly as the caller gave them, wrong ones included: the operation validates them, in DynamoDB's order and with its words.
 *
 * @param tableName the table's name, or its ARN
 * @param item the item, key attributes included
 * @param conditionExpression the condition that the current item must meet
 * @param expressionAttributeNames what each {@code #name} in the expressions stands for
 * @param expressionAttributeValues what each {@code :value} in the expressions stands for
 * @param expected the legacy form of a condition: what each named attribute must be
 * @param conditionalOperator {@code AND} (when absent) or {@code OR}: how the legacy conditions are joined
 * @param returnValues {@code NONE} (when absent) or {@code ALL_OLD}: whether the item as it was before is returned
 * @param returnValuesOnConditionCheckFailure {@code NONE} (when absent) or {@code ALL_OLD}: whether a failed condition carries the item
 * @param returnConsumedCapacity {@code NONE} (when absent), {@code TOTAL} or {@code INDEXES}
 * @param returnItemCollectionMetrics {@code NONE} (when absent) or {@code SIZE}
 * @param requestToken Dolmen's own: names this write, so that repeating it gives the first answer again; 1 to 128 characters, remembered for at least ten minutes
 * @param durability Dolmen's own: when this write may be acknowledged; absent means as the store was opened
 */
public record PutItemRequest(
        @Nullable String tableName,
        @Nullable Item item,
        @Nullable String conditionExpression,
        @Nullable Map<String, String> expressionAttributeNames,
        @Nullable Map<String, AttributeValue> expressionAttributeValues,
        @Nullable Map<String, ExpectedAttributeValue> expected,
        @Nullable String conditionalOperator,
        @Nullable String returnValues,
        @Nullable String returnValuesOnConditionCheckFailure,
        @Nullable String returnConsumedCapacity,
        @Nullable String returnItemCollectionMetrics,
        @Nullable String requestToken,
        @Nullable Durability durability)
        implements ItemWriteRequest {

    public PutItemRequest {
        expressionAttributeNames = Immutable.map(expressionAttributeNames);
        expressionAttributeValues = Immutable.map(expressionAttributeValues);
        expected = Immutable.map(expected);
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
        builder.expected = expected;
        builder.conditionalOperator = conditionalOperator;
        builder.returnValues = returnValues;
        builder.returnValuesOnConditionCheckFailure = returnValuesOnConditionCheckFailure;
        builder.returnConsumedCapacity = returnConsumedCapacity;
        builder.returnItemCollectionMetrics = returnItemCollectionMetrics;
        builder.requestToken = requestToken;
        builder.durability = durability;
        return builder;
    }

    /** Builds a {@link PutItemRequest}. Not thread-safe. */
    public static final class Builder extends ItemWriteBuilder<Builder> {
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
        public PutItemRequest build() {
            return new PutItemRequest(
                    tableName,
                    item,
                    conditionExpression,
                    expressionAttributeNames,
                    expressionAttributeValues,
                    expected,
                    conditionalOperator,
                    returnValues,
                    returnValuesOnConditionCheckFailure,
                    returnConsumedCapacity,
                    returnItemCollectionMetrics,
                    requestToken,
                    durability);
        }
    }
}
