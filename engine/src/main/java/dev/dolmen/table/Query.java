package dev.dolmen.table;

import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.ExpressionKind;
import dev.dolmen.expressions.KeyCondition;
import dev.dolmen.expressions.KeyTerm;
import dev.dolmen.expressions.LegacyConditions;
import dev.dolmen.expressions.Placeholders;
import dev.dolmen.expressions.Projection;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.item.ItemLimits;
import dev.dolmen.model.QueryRequest;
import dev.dolmen.model.QueryResponse;
import dev.dolmen.model.ValidationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
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
        parameters.requireOneStyle(
                "QueryFilter",
                request.expressionAttributeNames() != null,
                request.expressionAttributeValues() != null,
                request.keyConditions() != null,
                request.keyConditionExpression() != null,
                List.of("FilterExpression", "KeyConditionExpression"));
        parameters.validate(true);
        Condition legacyFilter = parameters.compiledLegacyFilter();
        Projection legacyProjection = parameters.compiledAttributesToGet();
        parameters.requireValidStart();
        requireKeyConditions(request);
        Placeholders placeholders =
                new Placeholders(request.expressionAttributeNames(), request.expressionAttributeValues());
        String expression = request.keyConditionExpression();
        Condition onKey =
                expression == null ? null : Condition.parse(expression, ExpressionKind.KEY_CONDITION, placeholders);
        Condition filter = legacyFilter == null ? parameters.filter(placeholders) : legacyFilter;
        Projection projection = legacyProjection == null ? parameters.projection(placeholders) : legacyProjection;
        placeholders.requireAllUsed();
        KeyCondition condition = onKey == null
                ? LegacyConditions.keyConditions(Objects.requireNonNull(request.keyConditions()))
                : KeyCondition.of(onKey);
        ReadSource source = parameters.source(store);
        KeyRange range = range(source, condition, request.exclusiveStartKey());
        EntryKey start = request.exclusiveStartKey() == null ? null : source.entryOf(request.exclusiveStartKey());
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

    private static void requireKeyConditions(QueryRequest request) {
        if (request.keyConditionExpression() == null && request.keyConditions() == null) {
            throw new ValidationException(
                    "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.");
        }
    }

    /** What is read, once condition and start have been checked, attribute by attribute, against the key that is read by. */
    private static KeyRange range(ReadSource source, KeyCondition condition, @Nullable Item start) {
        if (start != null) {
            source.requireStartSize(start, true);
        }
        List<KeyAttribute> partition = source.partition();
        List<KeyAttribute> sort = source.sort();
        KeyCondition.Bound bound = condition.against(names(partition), names(sort), new KeyChecks(source, start));
        List<AttributeValue> values = new ArrayList<>();
        for (int i = 0; i < partition.size(); i++) {
            AttributeValue value = bound.partition().get(i).low();
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
        List<String> names = new ArrayList<>(attributes.size());
        for (KeyAttribute attribute : attributes) {
            names.add(attribute.name());
        }
        return names;
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
        if (value != null) {
            source.requireNotEmpty(sort, value);
            ItemLimits.requireSortKey(sort.name(), value);
        }
    }

    /** What is checked of each attribute of the key that is read by. */
    private record KeyChecks(ReadSource source, @Nullable Item start) implements KeyCondition.AttributeChecks {

        @Override
        public void before(String attribute) {
            if (start != null) {
                source.requireStart(named(attribute), start);
            }
        }

        @Override
        public void found(String attribute, KeyTerm term) {
            requireType(named(attribute), term.low());
            requireType(named(attribute), term.high());
        }

        private KeyAttribute named(String name) {
            KeyAttribute partition = named(name, source.partition());
            KeyAttribute sort = partition == null ? named(name, source.sort()) : null;
            return partition == null ? Objects.requireNonNull(sort, name) : partition;
        }

        private static @Nullable KeyAttribute named(String name, List<KeyAttribute> attributes) {
            for (KeyAttribute attribute : attributes) {
                if (attribute.name().equals(name)) {
                    return attribute;
                }
            }
            return null;
        }

        private static void requireType(KeyAttribute attribute, @Nullable AttributeValue value) {
            if (value != null && value.type() != attribute.type()) {
                throw new ValidationException("One or more parameter values were invalid: Condition parameter type does"
                        + " not match schema type");
            }
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
