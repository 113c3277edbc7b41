package dev.dolmen.table;

import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.KeyCondition;
import dev.dolmen.expressions.KeyTerm;
import dev.dolmen.expressions.LegacyConditions;
import dev.dolmen.expressions.Placeholders;
import dev.dolmen.expressions.Projection;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.ItemLimits;
import dev.dolmen.model.QueryRequest;
import dev.dolmen.model.QueryResponse;
import dev.dolmen.model.ValidationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a page of one partition. */
public final class Query {

    private Query() {}

    /**
     * Reads what a request asks for.
     *
     * @throws dev.dolmen.model.ServiceException when the request must be refused
     */
    public static Performed<QueryResponse> perform(ItemStore store, QueryRequest request) throws IOException {
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
        parameters.validate(true);
        Condition filter = parameters.filter(placeholders);
        Projection projection = parameters.projection(placeholders);
        KeyCondition condition = keyCondition(request, placeholders);
        placeholders.requireAllUsed();
        ReadSource source = parameters.source(store);
        EntryKey start = parameters.start(source, true);
        KeyRange range = range(source, condition);
        requireWithin(range, source, start);
        requireNoKeyIn(filter, source, request.queryFilter() == null ? "Filter Expression" : "QueryFilter");
        Page.Plan plan = parameters.plan(source, filter, projection);
        source.requireHolds(filter);
        boolean forward = !Boolean.FALSE.equals(request.scanIndexForward());
        Page page;
        try (ItemCursor cursor = store.range(source.table(), source.index(), range, forward, start)) {
            page = Page.read(cursor, source, plan);
        }
        QueryResponse response = new QueryResponse(
                page.items(),
                page.count(),
                page.scannedCount(),
                page.lastEvaluatedKey(),
                parameters.capacity(source, page));
        return Performed.read(page.restsOn(), () -> response);
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

    private static KeyRange range(ReadSource source, KeyCondition condition) {
        List<KeyAttribute> partition = source.partition();
        List<KeyAttribute> sort = source.sort();
        KeyCondition.Bound bound = condition.against(names(partition), names(sort));
        List<AttributeValue> values = new ArrayList<>();
        for (int i = 0; i < partition.size(); i++) {
            AttributeValue value = bound.partition().get(i).low();
            requireType(partition.get(i), value);
            source.requireNotEmpty(partition.get(i), value);
            ItemLimits.requirePartitionKey(partition.get(i).name(), value);
            values.add(value);
        }
        List<AttributeValue> prefix = new ArrayList<>();
        KeyTerm last = null;
        for (int i = 0; i < bound.sort().size(); i++) {
            if (last != null) {
                prefix.add(last.low());
            }
            last = bound.sort().get(i);
            requireBound(source, sort.get(i), last.low());
            requireBound(source, sort.get(i), last.high());
        }
        return new KeyRange(values, prefix, last);
    }

    private static List<String> names(List<KeyAttribute> attributes) {
        return attributes.stream().map(KeyAttribute::name).toList();
    }

    /** A page starts where one before it ended, so within what the query reads. */
    private static void requireWithin(KeyRange range, ReadSource source, @Nullable EntryKey start) {
        if (start == null) {
            return;
        }
        IndexKey.Values values = source.valuesAt(start);
        int prefix = range.sortPrefix().size();
        KeyTerm term = range.sort();
        boolean matches = term == null
                || values.sort().subList(0, prefix).equals(range.sortPrefix())
                        && term.test(values.sort().get(prefix));
        if (!matches) {
            throw new ValidationException("The provided starting key does not match the range key predicate");
        }
        if (!values.partition().equals(range.partition())) {
            throw new ValidationException(
                    term == null
                            ? "The provided starting key is outside query boundaries based on provided conditions"
                            : "The query can return at most one row and cannot be restarted");
        }
    }

    private static void requireBound(ReadSource source, KeyAttribute sort, @Nullable AttributeValue value) {
        requireType(sort, value);
        if (value != null) {
            source.requireNotEmpty(sort, value);
            ItemLimits.requireSortKey(sort.name(), value);
        }
    }

    private static void requireType(KeyAttribute attribute, @Nullable AttributeValue value) {
        if (value != null && value.type() != attribute.type()) {
            throw new ValidationException("One or more parameter values were invalid: Condition parameter type does not"
                    + " match schema type");
        }
    }

    private static void requireNoKeyIn(@Nullable Condition filter, ReadSource source, String parameter) {
        if (filter == null) {
            return;
        }
        Set<String> keys = new HashSet<>(names(source.partition()));
        keys.addAll(names(source.sort()));
        filter.forEachPath(path -> {
            if (keys.contains(path.root())) {
                throw new ValidationException(parameter + " can only contain non-primary key attributes:"
                        + " Primary key attribute: " + path.root());
            }
        });
    }
}
