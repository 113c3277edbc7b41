package dev.dolmen.model;

import dev.dolmen.expressions.AttributeValueUpdate;
import dev.dolmen.expressions.ExpectedAttributeValue;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Changes an item, or creates it.
 * Members are exactly as the caller gave them, wrong ones included: the operation validates them, in DynamoDB's order and with its words.
 *
 * @param tableName the table's name, or its ARN
 * @param key the primary key: every key attribute of the table and no other
 * @param updateExpression what to change
 * @param attributeUpdates the legacy form of what to change, by attribute name
 * @param conditionExpression the condition that the current item must meet
 * @param expressionAttributeNames what each {@code #name} in the expressions stands for
 * @param expressionAttributeValues what each {@code :value} in the expressions stands for
 * @param expected the legacy form of a condition: what each named attribute must be
 * @param conditionalOperator {@code AND} (when absent) or {@code OR}: how the legacy conditions are joined
 * @param returnValues {@code NONE} (when absent), {@code ALL_OLD}, {@code UPDATED_OLD}, {@code ALL_NEW} or {@code UPDATED_NEW}
 * @param returnValuesOnConditionCheckFailure {@code NONE} (when absent) or {@code ALL_OLD}: whether a failed condition carries the item
 * @param returnConsumedCapacity {@code NONE} (when absent), {@code TOTAL} or {@code INDEXES}
 * @param returnItemCollectionMetrics {@code NONE} (when absent) or {@code SIZE}
 * @param requestToken Dolmen's own: names this write, so that repeating it gives the first answer again; 1 to 128 characters, remembered for at least ten minutes
 * @param durability Dolmen's own: when this write may be acknowledged; absent means as the store was opened
 */
public record UpdateItemRequest(
        @Nullable String tableName,
        @Nullable Item key,
        @Nullable String updateExpression,
        @Nullable Map<String, AttributeValueUpdate> attributeUpdates,
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

    public UpdateItemRequest {
        expressionAttributeNames = Immutable.map(expressionAttributeNames);
        expressionAttributeValues = Immutable.map(expressionAttributeValues);
        expected = Immutable.map(expected);
        attributeUpdates = Immutable.map(attributeUpdates);
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
        builder.attributeUpdates = attributeUpdates;
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

    /** Builds a {@link UpdateItemRequest}. Not thread-safe. */
    public static final class Builder extends ItemWriteBuilder<Builder> {
        private @Nullable Item key;
        private @Nullable String updateExpression;
        private @Nullable Map<String, AttributeValueUpdate> attributeUpdates;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** The primary key: every key attribute of the table and no other. */
        public Builder key(@Nullable Item key) {
            this.key = key;
            return this;
        }

        /** What to change. */
        public Builder updateExpression(@Nullable String updateExpression) {
            this.updateExpression = updateExpression;
            return this;
        }

        /** The legacy form of what to change, by attribute name. */
        public Builder attributeUpdates(@Nullable Map<String, AttributeValueUpdate> attributeUpdates) {
            this.attributeUpdates = attributeUpdates;
            return this;
        }

        /** What has been set so far. */
        public UpdateItemRequest build() {
            return new UpdateItemRequest(
                    tableName,
                    key,
                    updateExpression,
                    attributeUpdates,
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
