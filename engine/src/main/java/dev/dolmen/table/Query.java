package dev.dolmen.table;

import dev.dolmen.expressions.KeyCondition;
import dev.dolmen.expressions.KeyTerm;
import dev.dolmen.expressions.LegacyConditions;
import dev.dolmen.expressions.Placeholders;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.ItemLimits;
import dev.dolmen.model.QueryRequest;
import dev.dolmen.model.QueryResponse;
import dev.dolmen.model.ValidationException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a page of one partition. */
public final class Query {

    private Query() {}

    /**
     * Answers a request, once everything the answer rests on is durable.
     *
     * @throws dev.dolmen.model.ServiceException when the request must be refused
     */
    public static QueryResponse perform(ItemStore store, QueryRequest request) throws IOException {
        ReadParameters parameters = new ReadParameters(
                request.tableName(),
                request.indexName(),
                request.filterExpression(),
                request.projectionExpression(),
                request.select(),
                request.limit(),
                request.consistentRead(),
                request.exclusiveStartKey(),
                request.queryFilter(),
                request.conditionalOperator(),
                request.attributesToGet(),
                request.returnConsumedCapacity());
        parameters
                .constraints("queryFilter")
                .conditions("keyConditions", request.keyConditions())
                .require();
        Placeholders placeholders =
                new Placeholders(request.expressionAttributeNames(), request.expressionAttributeValues());
        parameters.requireOneStyle(
                "QueryFilter",
                request.expressionAttributeNames() != null,
                request.expressionAttributeValues() != null,
                request.keyConditions() != null,
                request.keyConditionExpression() != null,
                List.of("FilterExpression", "KeyConditionExpression"));
        parameters.validate();
        Page.Plan plan = parameters.plan(placeholders);
        KeyCondition condition = keyCondition(request, placeholders);
        placeholders.requireAllUsed();
        TableDefinition table = Tables.require(store, Objects.requireNonNull(request.tableName()));
        KeyPaths.requireNoneInto(table, plan.filter());
        KeyPaths.requireNoneInto(table, plan.projection());
        KeyRange range = range(table.key(), condition);
        requireNoKeyIn(plan, table.key());
        EntryKey start = parameters.start(table);
        if (start != null && !start.base().partition().equals(range.partition())) {
            throw new ValidationException(
                    "The provided starting key is outside query boundaries based on provided" + " conditions");
        }
        boolean forward = !Boolean.FALSE.equals(request.scanIndexForward());
        Page page;
        try (ItemCursor cursor = store.range(table, null, range, forward, start)) {
            page = Page.read(cursor, table.key(), plan);
        }
        store.awaitDurable(page.restsOn(), null);
        return new QueryResponse(
                page.items(), page.count(), page.scannedCount(), page.lastEvaluatedKey(), parameters.capacity(page));
    }

    private static KeyCondition keyCondition(QueryRequest request, Placeholders placeholders) {
        if (request.keyConditionExpression() != null) {
            return KeyCondition.parse(request.keyConditionExpression(), placeholders);
        }
        if (request.keyConditions() != null) {
            return LegacyConditions.keyConditions(request.keyConditions());
        }
        throw new ValidationException(
                "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
    }

    private static KeyRange range(KeySchema key, KeyCondition condition) {
        KeyAttribute sort = key.sort();
        KeyCondition.Bound bound = condition.against(key.partition().name(), sort == null ? null : sort.name());
        requireType(key.partition(), bound.partition().low());
        ItemLimits.requirePartitionKey(key.partition().name(), bound.partition().low());
        KeyTerm onSort = bound.sort();
        if (onSort != null && sort != null) {
            requireBound(sort, onSort.low());
            requireBound(sort, onSort.high());
        }
        return new KeyRange(bound.partition().low(), onSort);
    }

    private static void requireBound(KeyAttribute sort, @Nullable AttributeValue value) {
        requireType(sort, value);
        if (value != null) {
            ItemLimits.requireSortKey(sort.name(), value);
        }
    }

    private static void requireType(KeyAttribute attribute, @Nullable AttributeValue value) {
        if (value != null && value.type() != attribute.type()) {
            throw new ValidationException("One or more parameter values were invalid: Condition parameter type does not"
                    + " match schema type");
        }
    }

    private static void requireNoKeyIn(Page.Plan plan, KeySchema key) {
        if (plan.filter() == null) {
            return;
        }
        plan.filter().forEachPath(path -> {
            for (KeyAttribute attribute : key.attributes()) {
                if (path.root().equals(attribute.name())) {
                    throw new ValidationException("Filter Expression can only contain non-primary key attributes:"
                            + " Primary key attribute: " + attribute.name());
                }
            }
        });
    }
}
