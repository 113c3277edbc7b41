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
    public static final class Builder extends PagedReadBuilder<Builder> {
        private @Nullable Integer segment;
        private @Nullable Integer totalSegments;
        private @Nullable Map<String, AttributeCondition> scanFilter;

        private Builder() {}

        @Override
        Builder self() {
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
