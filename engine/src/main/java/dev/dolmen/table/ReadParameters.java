package dev.dolmen.table;

import dev.dolmen.expressions.AttributeCondition;
import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.ExpressionKind;
import dev.dolmen.expressions.LegacyConditions;
import dev.dolmen.expressions.ParameterRules;
import dev.dolmen.expressions.Placeholders;
import dev.dolmen.expressions.Projection;
import dev.dolmen.item.InvalidItemException;
import dev.dolmen.item.InvalidNumberException;
import dev.dolmen.item.InvalidSetException;
import dev.dolmen.item.Item;
import dev.dolmen.model.ConsumedCapacity;
import dev.dolmen.model.ValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What {@code Query} and {@code Scan} have in common.
 *
 * @param legacyFilter {@code QueryFilter} or {@code ScanFilter}
 */
record ReadParameters(
        @Nullable String tableName,
        @Nullable String indexName,
        @Nullable String filterExpression,
        @Nullable String projectionExpression,
        @Nullable String select,
        @Nullable Integer limit,
        @Nullable Boolean consistentRead,
        @Nullable Item exclusiveStartKey,
        @Nullable Map<String, AttributeCondition> legacyFilter,
        @Nullable String conditionalOperator,
        @Nullable List<String> attributesToGet,
        @Nullable String returnConsumedCapacity) {

    private static final String SPECIFIC = "SPECIFIC_ATTRIBUTES";

    /**
     * The checks of all members by themselves.
     *
     * @param filterMember what the operation calls its legacy filter
     */
    Constraints constraints(String filterMember) {
        return new Constraints()
                .tableName(tableName)
                .optionalName("indexName", indexName)
                .oneOf("select", select, List.of(SPECIFIC, "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"))
                .returnConsumedCapacity(returnConsumedCapacity)
                .oneOf("conditionalOperator", conditionalOperator, List.of("OR", "AND"))
                .attributesToGet("attributesToGet", attributesToGet)
                .conditions(filterMember, legacyFilter)
                .atLeast("limit", limit, 1);
    }

    /**
     * The checks of what is selected against what it is selected from.
     *
     * @param counted whether the service counts them among the violations, as it does in a query
     */
    void validate(boolean counted) {
        String refusal = refusalOfSelect();
        if (refusal != null) {
            throw new ValidationException(counted ? Envelope.of(refusal) : refusal);
        }
    }

    private @Nullable String refusalOfSelect() {
        boolean projects = projectionExpression != null || attributesToGet != null;
        if (projects && select != null && !select.equals(SPECIFIC)) {
            return "Cannot specify the " + (projectionExpression != null ? "ProjectionExpression" : "AttributesToGet")
                    + " when choosing to get " + (select.equals("COUNT") ? "only the Count" : select);
        }
        if ("ALL_PROJECTED_ATTRIBUTES".equals(select) && indexName == null) {
            return "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName";
        }
        return !projects && SPECIFIC.equals(select)
                ? "Must specify the AttributesToGet or ProjectionExpression when choosing to get " + SPECIFIC
                : null;
    }

    /**
     * Legacy parameters and expressions do not mix, and placeholders need an expression to stand in.
     *
     * @param filterName what the operation calls its legacy filter
     * @param takingValues the operation's expressions that can use values
     */
    void requireOneStyle(
            String filterName,
            boolean hasNames,
            boolean hasValues,
            boolean hasKeyConditions,
            boolean hasKeyConditionExpression,
            List<String> takingValues) {
        List<String> legacy = new ArrayList<>();
        addIf(attributesToGet != null, "AttributesToGet", legacy);
        addIf(legacyFilter != null, filterName, legacy);
        addIf(conditionalOperator != null, "ConditionalOperator", legacy);
        // Alone among the legacy parameters these go with expressions, unless they have two key conditions to choose
        // from.
        addIf(hasKeyConditions && hasKeyConditionExpression, "KeyConditions", legacy);
        List<String> expressions = new ArrayList<>();
        addIf(projectionExpression != null, "ProjectionExpression", expressions);
        addIf(filterExpression != null, "FilterExpression", expressions);
        addIf(hasKeyConditionExpression, "KeyConditionExpression", expressions);
        ParameterRules.requireOneStyle(legacy, expressions);
        ParameterRules.requireExpressions(hasNames, hasValues, expressions, takingValues);
        if (conditionalOperator != null && legacyFilter == null) {
            throw new ValidationException("ConditionalOperator cannot be used without Filter or Expected");
        }
    }

    private static void addIf(boolean present, String name, List<String> names) {
        if (present) {
            names.add(name);
        }
    }

    /** The legacy filter; null when there is none. */
    @Nullable
    Condition compiledLegacyFilter() {
        return legacyFilter == null ? null : LegacyConditions.filter(legacyFilter, conditionalOperator);
    }

    /** What the legacy {@code AttributesToGet} leaves of each item; null when there are none. */
    @Nullable
    Projection compiledAttributesToGet() {
        return attributesToGet == null ? null : LegacyConditions.attributesToGet(attributesToGet);
    }

    /** The filter expression; null when there is none. */
    @Nullable
    Condition filter(Placeholders placeholders) {
        return filterExpression == null ? null : Condition.parse(filterExpression, ExpressionKind.FILTER, placeholders);
    }

    /** What the projection expression leaves of each item; null when there is none. */
    @Nullable
    Projection projection(Placeholders placeholders) {
        return projectionExpression == null ? null : Projection.parse(projectionExpression, placeholders);
    }

    /**
     * A value that cannot be is told with what it is a part of, unless it is a number, or a set for its members.
     *
     * @throws InvalidItemException when a value in the key at which to start is invalid
     */
    void requireValidStart() {
        if (exclusiveStartKey == null) {
            return;
        }
        try {
            exclusiveStartKey.requireValid();
        } catch (InvalidItemException e) {
            boolean bare =
                    e instanceof InvalidNumberException || e instanceof InvalidSetException set && set.isOfMembers();
            throw bare ? e : e.worded(ReadSource.INVALID_START + ": " + e.getMessage());
        }
    }

    /** The table or index to read. */
    ReadSource source(ItemStore store) {
        return ReadSource.of(store, Objects.requireNonNull(tableName), indexName, Boolean.TRUE.equals(consistentRead));
    }

    /**
     * How to read a page of the source.
     *
     * @throws ValidationException when a path leads into a key, or a global index does not hold what is asked for
     */
    Page.Plan plan(ReadSource source, @Nullable Condition filter, @Nullable Projection projection) {
        KeyPaths.requireNoneInto(source.table(), projection);
        boolean all = "ALL_ATTRIBUTES".equals(select);
        source.requireAnswerable(all, projection);
        KeyPaths.requireNoneInto(source.table(), filter);
        boolean countOnly = "COUNT".equals(select);
        boolean answeringWhole = (all && !source.holdsAll() || !source.holds(projection)) && source.canFetch();
        boolean fetching = answeringWhole || !source.holds(filter) && source.canFetch();
        return new Page.Plan(
                filter,
                projection,
                limit == null ? Integer.MAX_VALUE : limit,
                countOnly,
                fetching,
                answeringWhole,
                Boolean.TRUE.equals(consistentRead));
    }

    @Nullable
    ConsumedCapacity capacity(ReadSource source, Page page) {
        double units = Units.read(page.scannedBytes(), Boolean.TRUE.equals(consistentRead));
        return ReadCapacity.report(
                Objects.requireNonNull(tableName), returnConsumedCapacity, source.index(), units, page.fetched());
    }
}
