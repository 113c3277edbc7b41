package dev.dolmen.model;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the builders of requests that read items page by page have in common. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract sealed class PagedReadBuilder<B extends PagedReadBuilder<B>>
        permits QueryRequest.Builder, ScanRequest.Builder {

    @Nullable
    String tableName;

    @Nullable
    String indexName;

    @Nullable
    String filterExpression;

    @Nullable
    String projectionExpression;

    @Nullable
    Map<String, String> expressionAttributeNames;

    @Nullable
    Map<String, AttributeValue> expressionAttributeValues;

    @Nullable
    String select;

    @Nullable
    Integer limit;

    @Nullable
    Boolean consistentRead;

    @Nullable
    Item exclusiveStartKey;

    @Nullable
    String conditionalOperator;

    @Nullable
    List<String> attributesToGet;

    @Nullable
    String returnConsumedCapacity;

    PagedReadBuilder() {}

    /** This, as what it is. */
    abstract B self();

    /** The table's name, or its ARN. */
    public B tableName(@Nullable String tableName) {
        this.tableName = tableName;
        return self();
    }

    /** The index to read instead of the table. */
    public B indexName(@Nullable String indexName) {
        this.indexName = indexName;
        return self();
    }

    /** Which of the items read are returned. */
    public B filterExpression(@Nullable String filterExpression) {
        this.filterExpression = filterExpression;
        return self();
    }

    /** The attributes to return. */
    public B projectionExpression(@Nullable String projectionExpression) {
        this.projectionExpression = projectionExpression;
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

    /** One of {@code ALL_ATTRIBUTES}, {@code ALL_PROJECTED_ATTRIBUTES}, {@code SPECIFIC_ATTRIBUTES} or {@code COUNT}. */
    public B select(@Nullable String select) {
        this.select = select;
        return self();
    }

    /** One of {@code ALL_ATTRIBUTES}, {@code ALL_PROJECTED_ATTRIBUTES}, {@code SPECIFIC_ATTRIBUTES} or {@code COUNT}. */
    public B select(Select select) {
        this.select = select.name();
        return self();
    }

    /** The most items to evaluate, before any filter. */
    public B limit(@Nullable Integer limit) {
        this.limit = limit;
        return self();
    }

    /** True costs twice as much; every read of this store is strongly consistent either way. */
    public B consistentRead(@Nullable Boolean consistentRead) {
        this.consistentRead = consistentRead;
        return self();
    }

    /** Where to go on: the previous page's last evaluated key. */
    public B exclusiveStartKey(@Nullable Item exclusiveStartKey) {
        this.exclusiveStartKey = exclusiveStartKey;
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

    /** The legacy form of a projection: top-level attribute names. */
    public B attributesToGet(@Nullable List<String> attributesToGet) {
        this.attributesToGet = attributesToGet;
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
}
