package dev.dolmen;

import dev.dolmen.CallExpressions.Expression;
import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.DocumentPath;
import dev.dolmen.expressions.ExpressionWriter;
import dev.dolmen.expressions.KeyOperator;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.model.QueryRequest;
import dev.dolmen.model.QueryResponse;
import dev.dolmen.table.KeyNames;
import dev.dolmen.table.PlainQuery;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of one partition of a table or index, in the order of their sort keys:
 * {@code clients.query("CLIENT#1").sortKeyBeginsWith("ORDER#").reverse().items()}. Values are as {@link AttributeValue#of}
 * takes them. Not thread-safe.
 */
public final class QueryCall extends ReadCall<QueryCall, QueryResponse> {

    private @Nullable Expression keyCondition;
    private @Nullable AttributeValue partitionKey;
    private @Nullable SortKeyCondition sortKeyCondition;
    private @Nullable Boolean scanIndexForward;

    /** What the sort key must be. @param high the upper bound of {@code BETWEEN}, null with every other operator */
    private record SortKeyCondition(KeyOperator operator, AttributeValue low, @Nullable AttributeValue high) {

        String write(String sortKey, ExpressionWriter writer) {
            String value = writer.value(low);
            return switch (operator) {
                case EQ -> sortKey + " = " + value;
                case LT -> sortKey + " < " + value;
                case LE -> sortKey + " <= " + value;
                case GT -> sortKey + " > " + value;
                case GE -> sortKey + " >= " + value;
                case BETWEEN ->
                    sortKey + " BETWEEN " + value + " AND " + writer.value(Objects.requireNonNull(high, "no bound"));
                case BEGINS_WITH -> "begins_with(" + sortKey + ", " + value + ")";
            };
        }
    }

    /** @param partitionKey null when the call is to be given a key condition instead */
    QueryCall(Dolmen dolmen, String tableName, @Nullable AttributeValue partitionKey) {
        super(dolmen, tableName);
        this.partitionKey = partitionKey;
    }

    @Override
    QueryCall self() {
        return this;
    }

    /** Only items whose sort key is this. */
    public QueryCall sortKeyEquals(Object value) {
        return sortKey(KeyOperator.EQ, value);
    }

    /** Only items whose sort key is less. */
    public QueryCall sortKeyLessThan(Object value) {
        return sortKey(KeyOperator.LT, value);
    }

    /** Only items whose sort key is this or less. */
    public QueryCall sortKeyLessThanOrEqualTo(Object value) {
        return sortKey(KeyOperator.LE, value);
    }

    /** Only items whose sort key is greater. */
    public QueryCall sortKeyGreaterThan(Object value) {
        return sortKey(KeyOperator.GT, value);
    }

    /** Only items whose sort key is this or greater. */
    public QueryCall sortKeyGreaterThanOrEqualTo(Object value) {
        return sortKey(KeyOperator.GE, value);
    }

    /** Only items whose sort key lies between these, both included. */
    public QueryCall sortKeyBetween(Object low, Object high) {
        return sortKey(new SortKeyCondition(KeyOperator.BETWEEN, AttributeValue.of(low), AttributeValue.of(high)));
    }

    /** Only items whose sort key begins so. @param prefix a string or binary */
    public QueryCall sortKeyBeginsWith(Object prefix) {
        return sortKey(KeyOperator.BEGINS_WITH, prefix);
    }

    private QueryCall sortKey(KeyOperator operator, Object value) {
        return sortKey(new SortKeyCondition(operator, AttributeValue.of(value), null));
    }

    private QueryCall sortKey(SortKeyCondition condition) {
        if (sortKeyCondition != null) {
            throw new IllegalStateException("a query takes one condition on the sort key");
        }
        sortKeyCondition = condition;
        return this;
    }

    /**
     * The key condition, when the call was begun without a partition key:
     * {@code query().keyCondition(attr("client").eq("C#1").and(attr("date").gt("2026")))}.
     *
     * @throws IllegalStateException when one is given already
     */
    public QueryCall keyCondition(Condition condition) {
        keyCondition = CallExpressions.only(keyCondition, Expression.of(condition), "key condition");
        return this;
    }

    /**
     * As {@link #keyCondition(Condition)}, with a {@code KeyConditionExpression}; {@link #name} and {@link #value} say what
     * its placeholders stand for.
     *
     * @throws IllegalStateException when one is given already
     */
    public QueryCall keyCondition(String keyConditionExpression) {
        keyCondition = CallExpressions.only(keyCondition, Expression.of(keyConditionExpression), "key condition");
        return this;
    }

    /** Descending sort keys: {@code ScanIndexForward=false}. */
    public QueryCall reverse() {
        scanIndexForward = false;
        return this;
    }

    private @Nullable String writeKeyCondition(ExpressionWriter writer) {
        if (partitionKey == null && sortKeyCondition == null) {
            return CallExpressions.write(keyCondition, writer);
        }
        if (partitionKey == null || keyCondition != null) {
            throw new IllegalStateException("a query has a partition key, and perhaps a condition on the sort key,"
                    + " or else one key condition");
        }
        KeyNames names = dolmen.keyNames(tableName, indexName);
        String ofPartition =
                writer.path(DocumentPath.attribute(names.partition())) + " = " + writer.value(partitionKey);
        return sortKeyCondition == null
                ? ofPartition
                : ofPartition
                        + " AND "
                        + sortKeyCondition.write(writer.path(DocumentPath.attribute(names.requireSort())), writer);
    }

    /** The request for the first page as it stands, to look at or for {@link Dolmen#query}. */
    public QueryRequest request() {
        return request(PageUse.SHOWN);
    }

    private QueryRequest request(PageUse use) {
        ExpressionWriter writer = expressions.writer();
        QueryRequest.Builder request = QueryRequest.builder()
                .keyConditionExpression(writeKeyCondition(writer))
                .scanIndexForward(scanIndexForward);
        return page(request, use, writer).build();
    }

    @Override
    public QueryResponse run() {
        PlainQuery plain = plain();
        return plain == null ? super.run() : dolmen.query(plain, this::request);
    }

    /** This call, if it says no more than that has; null otherwise. Whether reads are consistent is asked for capacity's sake. */
    private @Nullable PlainQuery plain() {
        if (partitionKey == null
                || keyCondition != null
                || filter != null
                || !projection.isEmpty()
                || expressions.hasPlaceholders()
                || indexName != null
                || exclusiveStartKey != null
                || returnConsumedCapacity != null) {
            return null;
        }
        SortKeyCondition sort = sortKeyCondition;
        boolean forward = !Boolean.FALSE.equals(scanIndexForward);
        return sort == null
                ? new PlainQuery(tableName, partitionKey, null, null, null, limit, forward)
                : new PlainQuery(tableName, partitionKey, sort.operator(), sort.low(), sort.high(), limit, forward);
    }

    @Override
    public CompletableFuture<QueryResponse> runAsync() {
        return Failures.inFuture(() -> dolmen.queryAsync(request()));
    }

    @Override
    Pages<QueryResponse> pages(PageUse use) {
        QueryRequest first = request(use);
        return new Pages<>(start -> dolmen.query(
                start == null
                        ? first
                        : first.toBuilder().exclusiveStartKey(start).build()));
    }
}
