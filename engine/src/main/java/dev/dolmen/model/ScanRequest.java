package dev.dolmen.model;

import dev.dolmen.expressions.AttributeCondition;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of a table or index, all or one segment of them.
 * Members are exactly as the caller gave them, wrong ones included: the operation validates them, in DynamoDB's order and with its words.
 *
 * @param tableName the table's name, or its ARN
 * @param indexName the index to read instead of the table
 * @param filterExpression which of the items read are returned
 * @param projectionExpression the attributes to return
 * @param expressionAttributeNames what each {@code #name} in the expressions stands for
 * @param expressionAttributeValues what each {@code :value} in the expressions stands for
 * @param select {@code ALL_ATTRIBUTES}, {@code ALL_PROJECTED_ATTRIBUTES}, {@code SPECIFIC_ATTRIBUTES} or {@code COUNT}
 * @param limit the most items to evaluate, before any filter
 * @param consistentRead true costs twice as much; every read of this store is strongly consistent either way
 * @param exclusiveStartKey where to go on: the previous page's last evaluated key
 * @param segment which segment to scan; 0 to totalSegments - 1
 * @param totalSegments into how many segments a parallel scan is divided; 1 to 1,000,000
 * @param scanFilter the legacy form of the filter
 * @param conditionalOperator {@code AND} (when absent) or {@code OR}: how the legacy conditions are joined
 * @param attributesToGet the legacy form of a projection: top-level attribute names
 * @param returnConsumedCapacity {@code NONE} (when absent), {@code TOTAL} or {@code INDEXES}
 */
public record ScanRequest(
        @Nullable String tableName,
        @Nullable String indexName,
        @Nullable String filterExpression,
        @Nullable String projectionExpression,
        @Nullable Map<String, String> expressionAttributeNames,
        @Nullable Map<String, AttributeValue> expressionAttributeValues,
        @Nullable String select,
        @Nullable Integer limit,
        @Nullable Boolean consistentRead,
        @Nullable Item exclusiveStartKey,
        @Nullable Integer segment,
        @Nullable Integer totalSegments,
        @Nullable Map<String, AttributeCondition> scanFilter,
        @Nullable String conditionalOperator,
        @Nullable List<String> attributesToGet,
        @Nullable String returnConsumedCapacity) {

    public ScanRequest {
        expressionAttributeNames = Immutable.map(expressionAttributeNames);
        expressionAttributeValues = Immutable.map(expressionAttributeValues);
        scanFilter = Immutable.map(scanFilter);
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
        builder.filterExpression = filterExpression;
        builder.projectionExpression = projectionExpression;
        builder.expressionAttributeNames = expressionAttributeNames;
        builder.expressionAttributeValues = expressionAttributeValues;
        builder.select = select;
        builder.limit = limit;
        builder.consistentRead = consistentRead;
        builder.exclusiveStartKey = exclusiveStartKey;
        builder.segment = segment;
        builder.totalSegments = totalSegments;
        builder.scanFilter = scanFilter;
        builder.conditionalOperator = conditionalOperator;
        builder.attributesToGet = attributesToGet;
        builder.returnConsumedCapacity = returnConsumedCapacity;
        return builder;
    }

    /** Builds a {@link ScanRequest}. Not thread-safe. */
    public static final class Builder {
        private @Nullable String tableName;
        private @Nullable String indexName;
        private @Nullable String filterExpression;
        private @Nullable String projectionExpression;
        private @Nullable Map<String, String> expressionAttributeNames;
        private @Nullable Map<String, AttributeValue> expressionAttributeValues;
        private @Nullable String select;
        private @Nullable Integer limit;
        private @Nullable Boolean consistentRead;
        private @Nullable Item exclusiveStartKey;
        private @Nullable Integer segment;
        private @Nullable Integer totalSegments;
        private @Nullable Map<String, AttributeCondition> scanFilter;
        private @Nullable String conditionalOperator;
        private @Nullable List<String> attributesToGet;
        private @Nullable String returnConsumedCapacity;

        private Builder() {}

        /** The table's name, or its ARN. */
        public Builder tableName(@Nullable String tableName) {
            this.tableName = tableName;
            return this;
        }

        /** The index to read instead of the table. */
        public Builder indexName(@Nullable String indexName) {
            this.indexName = indexName;
            return this;
        }

        /** Which of the items read are returned. */
        public Builder filterExpression(@Nullable String filterExpression) {
            this.filterExpression = filterExpression;
            return this;
        }

        /** The attributes to return. */
        public Builder projectionExpression(@Nullable String projectionExpression) {
            this.projectionExpression = projectionExpression;
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

        /** One of {@code ALL_ATTRIBUTES}, {@code ALL_PROJECTED_ATTRIBUTES}, {@code SPECIFIC_ATTRIBUTES} or {@code COUNT}. */
        public Builder select(@Nullable String select) {
            this.select = select;
            return this;
        }

        /** One of {@code ALL_ATTRIBUTES}, {@code ALL_PROJECTED_ATTRIBUTES}, {@code SPECIFIC_ATTRIBUTES} or {@code COUNT}. */
        public Builder select(Select select) {
            this.select = select.name();
            return this;
        }

        /** The most items to evaluate, before any filter. */
        public Builder limit(@Nullable Integer limit) {
            this.limit = limit;
            return this;
        }

        /** True costs twice as much; every read of this store is strongly consistent either way. */
        public Builder consistentRead(@Nullable Boolean consistentRead) {
            this.consistentRead = consistentRead;
            return this;
        }

        /** Where to go on: the previous page's last evaluated key. */
        public Builder exclusiveStartKey(@Nullable Item exclusiveStartKey) {
            this.exclusiveStartKey = exclusiveStartKey;
            return this;
        }

        /** Which segment to scan; 0 to totalSegments - 1. */
        public Builder segment(@Nullable Integer segment) {
            this.segment = segment;
            return this;
        }

        /** Into how many segments a parallel scan is divided; 1 to 1,000,000. */
        public Builder totalSegments(@Nullable Integer totalSegments) {
            this.totalSegments = totalSegments;
            return this;
        }

        /** The legacy form of the filter. */
        public Builder scanFilter(@Nullable Map<String, AttributeCondition> scanFilter) {
            this.scanFilter = scanFilter;
            return this;
        }

        /** One of {@code AND} (when absent) or {@code OR}: how the legacy conditions are joined. */
        public Builder conditionalOperator(@Nullable String conditionalOperator) {
            this.conditionalOperator = conditionalOperator;
            return this;
        }

        /** One of {@code AND} (when absent) or {@code OR}: how the legacy conditions are joined. */
        public Builder conditionalOperator(ConditionalOperator conditionalOperator) {
            this.conditionalOperator = conditionalOperator.name();
            return this;
        }

        /** The legacy form of a projection: top-level attribute names. */
        public Builder attributesToGet(@Nullable List<String> attributesToGet) {
            this.attributesToGet = attributesToGet;
            return this;
        }

        /** One of {@code NONE} (when absent), {@code TOTAL} or {@code INDEXES}. */
        public Builder returnConsumedCapacity(@Nullable String returnConsumedCapacity) {
            this.returnConsumedCapacity = returnConsumedCapacity;
            return this;
        }

        /** One of {@code NONE} (when absent), {@code TOTAL} or {@code INDEXES}. */
        public Builder returnConsumedCapacity(ReturnConsumedCapacity returnConsumedCapacity) {
            this.returnConsumedCapacity = returnConsumedCapacity.name();
            return this;
        }

        /** What has been set so far. */
        public ScanRequest build() {
            return new ScanRequest(
                    tableName,
                    indexName,
                    filterExpression,
                    projectionExpression,
                    expressionAttributeNames,
                    expressionAttributeValues,
                    select,
                    limit,
                    consistentRead,
                    exclusiveStartKey,
                    segment,
                    totalSegments,
                    scanFilter,
                    conditionalOperator,
                    attributesToGet,
                    returnConsumedCapacity);
        }
    }
}
