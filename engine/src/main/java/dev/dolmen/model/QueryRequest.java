package dev.dolmen.model;

import dev.dolmen.expressions.AttributeCondition;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads items of one partition of a table or index, in the order of their sort keys.
 * Members are exactly as the caller gave them, wrong ones included: the operation validates them, in DynamoDB's order and with its words.
 *
 * @param tableName the table's name, or its ARN
 * @param indexName the index to read instead of the table
 * @param keyConditionExpression the partition to read, and which of its sort keys
 * @param filterExpression which of the items read are returned
 * @param projectionExpression the attributes to return
 * @param expressionAttributeNames what each {@code #name} in the expressions stands for
 * @param expressionAttributeValues what each {@code :value} in the expressions stands for
 * @param select {@code ALL_ATTRIBUTES}, {@code ALL_PROJECTED_ATTRIBUTES}, {@code SPECIFIC_ATTRIBUTES} or {@code COUNT}
 * @param limit the most items to evaluate, before any filter
 * @param consistentRead true costs twice as much; every read of this store is strongly consistent either way
 * @param scanIndexForward true (when absent) for ascending sort keys, false for descending
 * @param exclusiveStartKey where to go on: the previous page's last evaluated key
 * @param keyConditions the legacy form of the key condition
 * @param queryFilter the legacy form of the filter
 * @param conditionalOperator {@code AND} (when absent) or {@code OR}: how the legacy conditions are joined
 * @param attributesToGet the legacy form of a projection: top-level attribute names
 * @param returnConsumedCapacity {@code NONE} (when absent), {@code TOTAL} or {@code INDEXES}
 */
public record QueryRequest(
        @Nullable String tableName,
        @Nullable String indexName,
        @Nullable String keyConditionExpression,
        @Nullable String filterExpression,
        @Nullable String projectionExpression,
        @Nullable Map<String, String> expressionAttributeNames,
        @Nullable Map<String, AttributeValue> expressionAttributeValues,
        @Nullable String select,
        @Nullable Integer limit,
        @Nullable Boolean consistentRead,
        @Nullable Boolean scanIndexForward,
        @Nullable Item exclusiveStartKey,
        @Nullable Map<String, AttributeCondition> keyConditions,
        @Nullable Map<String, AttributeCondition> queryFilter,
        @Nullable String conditionalOperator,
        @Nullable List<String> attributesToGet,
        @Nullable String returnConsumedCapacity) {

    public QueryRequest {
        expressionAttributeNames = Immutable.map(expressionAttributeNames);
        expressionAttributeValues = Immutable.map(expressionAttributeValues);
        keyConditions = Immutable.map(keyConditions);
        queryFilter = Immutable.map(queryFilter);
        attributesToGet = Immutable.list(attributesToGet);
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.tableName = tableName;
        builder.indexName = indexName;
        builder.keyConditionExpression = keyConditionExpression;
        builder.filterExpression = filterExpression;
        builder.projectionExpression = projectionExpression;
        builder.expressionAttributeNames = expressionAttributeNames;
        builder.expressionAttributeValues = expressionAttributeValues;
        builder.select = select;
        builder.limit = limit;
        builder.consistentRead = consistentRead;
        builder.scanIndexForward = scanIndexForward;
        builder.exclusiveStartKey = exclusiveStartKey;
        builder.keyConditions = keyConditions;
        builder.queryFilter = queryFilter;
        builder.conditionalOperator = conditionalOperator;
        builder.attributesToGet = attributesToGet;
        builder.returnConsumedCapacity = returnConsumedCapacity;
        return builder;
    }

    /** Builds a {@link QueryRequest}. Not thread-safe. */
    public static final class Builder extends PagedReadBuilder<Builder> {
        private @Nullable String keyConditionExpression;
        private @Nullable Boolean scanIndexForward;
        private @Nullable Map<String, AttributeCondition> keyConditions;
        private @Nullable Map<String, AttributeCondition> queryFilter;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** The partition to read, and which of its sort keys. */
        public Builder keyConditionExpression(@Nullable String keyConditionExpression) {
            this.keyConditionExpression = keyConditionExpression;
            return this;
        }

        /** True (when absent) for ascending sort keys, false for descending. */
        public Builder scanIndexForward(@Nullable Boolean scanIndexForward) {
            this.scanIndexForward = scanIndexForward;
            return this;
        }

        /** The legacy form of the key condition. */
        public Builder keyConditions(@Nullable Map<String, AttributeCondition> keyConditions) {
            this.keyConditions = keyConditions;
            return this;
        }

        /** The legacy form of the filter. */
        public Builder queryFilter(@Nullable Map<String, AttributeCondition> queryFilter) {
            this.queryFilter = queryFilter;
            return this;
        }

        /** What has been set so far. */
        public QueryRequest build() {
            return new QueryRequest(
                    tableName,
                    indexName,
                    keyConditionExpression,
                    filterExpression,
                    projectionExpression,
                    expressionAttributeNames,
                    expressionAttributeValues,
                    select,
                    limit,
                    consistentRead,
                    scanIndexForward,
                    exclusiveStartKey,
                    keyConditions,
                    queryFilter,
                    conditionalOperator,
                    attributesToGet,
                    returnConsumedCapacity);
        }
    }
}
