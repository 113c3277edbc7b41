package dev.dolmen.table;

import dev.dolmen.expressions.ExpectedAttributeValue;
import dev.dolmen.expressions.ParameterRules;
import dev.dolmen.expressions.Placeholders;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.Durability;
import dev.dolmen.model.ItemWriteRequest;
import dev.dolmen.model.ReturnValue;
import dev.dolmen.model.ValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the writes of one item have in common: everything but the item, the key and the changes. */
record WriteParameters(
        @Nullable String tableName,
        @Nullable String conditionExpression,
        @Nullable Map<String, String> names,
        @Nullable Map<String, AttributeValue> values,
        @Nullable Map<String, ExpectedAttributeValue> expected,
        @Nullable String conditionalOperator,
        @Nullable String returnValues,
        @Nullable String returnValuesOnConditionCheckFailure,
        @Nullable String returnConsumedCapacity,
        @Nullable String returnItemCollectionMetrics,
        @Nullable String requestToken,
        @Nullable Durability durability) {

    private static final String ALL_OLD = "ALL_OLD";
    private static final List<String> RETURN_VALUES = List.of("ALL_NEW", "UPDATED_OLD", ALL_OLD, "NONE", "UPDATED_NEW");
    private static final List<String> RETURN_VALUES_ON_FAILURE = List.of(ALL_OLD, "NONE");
    private static final List<String> CONDITIONAL_OPERATORS = List.of("OR", "AND");

    static WriteParameters of(ItemWriteRequest request) {
        return new WriteParameters(
                request.tableName(),
                request.conditionExpression(),
                request.expressionAttributeNames(),
                request.expressionAttributeValues(),
                request.expected(),
                request.conditionalOperator(),
                request.returnValues(),
                request.returnValuesOnConditionCheckFailure(),
                request.returnConsumedCapacity(),
                request.returnItemCollectionMetrics(),
                request.requestToken(),
                request.durability());
    }

    /**
     * The checks of a put or a delete that come before those of the item's size and of expressions. Whether the values of
     * the item are valid is for the caller to check next.
     *
     * @param item the item, or its key
     */
    void validate(String itemMember, @Nullable Item item) {
        requireTableName();
        if (item != null && isBare()) {
            return;
        }
        constraints(itemMember, item, false).require();
        requireOneStyle(List.of(), List.of(), List.of("ConditionExpression"));
        requireValid(Objects.requireNonNull(item));
        if (returnValues != null && !returnValues.equals(ALL_OLD) && !returnValues.equals("NONE")) {
            throw new ValidationException(Envelope.of("ReturnValues can only be ALL_OLD or NONE"));
        }
    }

    /** Whether there is nothing but the table and the item to find fault with, as in most writes. */
    private boolean isBare() {
        return conditionExpression == null
                && names == null
                && values == null
                && expected == null
                && conditionalOperator == null
                && returnValues == null
                && returnValuesOnConditionCheckFailure == null
                && returnConsumedCapacity == null
                && returnItemCollectionMetrics == null
                && requestToken == null;
    }

    /** @throws dev.dolmen.item.InvalidItemException when a value in an item or key is invalid */
    static void requireValid(Item item) {
        Envelope.around(item::requireValid);
    }

    /** A wrong table name is told alone. */
    void requireTableName() {
        new Constraints().tableName(tableName).require();
    }

    /**
     * The checks of all members by themselves.
     *
     * @param firstEnumOnly whether only the first of several wrong enum values is told, as in updates
     */
    Constraints constraints(String itemMember, @Nullable Object item, boolean firstEnumOnly) {
        return new Constraints(firstEnumOnly)
                .tableName(tableName)
                .notNull(itemMember, item)
                .oneOf("returnValues", returnValues, RETURN_VALUES)
                .returnConsumedCapacity(returnConsumedCapacity)
                .returnItemCollectionMetrics(returnItemCollectionMetrics)
                .oneOf(
                        "returnValuesOnConditionCheckFailure",
                        returnValuesOnConditionCheckFailure,
                        RETURN_VALUES_ON_FAILURE)
                .oneOf("conditionalOperator", conditionalOperator, CONDITIONAL_OPERATORS)
                .expected(expected)
                .token(requestToken);
    }

    /**
     * Legacy parameters and expressions do not mix, and placeholders need an expression to stand in.
     *
     * @param moreLegacy the operation's own legacy parameters that are present
     * @param moreExpressions the operation's own expressions that are present
     * @param takingValues the operation's expressions that can use values
     */
    void requireOneStyle(List<String> moreLegacy, List<String> moreExpressions, List<String> takingValues) {
        boolean isModern = moreLegacy.isEmpty() && expected == null && conditionalOperator == null;
        if (isModern && conditionExpression != null) {
            return;
        }
        List<String> legacy = new ArrayList<>(moreLegacy);
        if (expected != null) {
            legacy.add("Expected");
        }
        if (conditionalOperator != null) {
            legacy.add("ConditionalOperator");
        }
        List<String> expressions = new ArrayList<>(moreExpressions);
        if (conditionExpression != null) {
            expressions.add("ConditionExpression");
        }
        Envelope.around(() -> {
            ParameterRules.requireOneStyle(legacy, expressions);
            ParameterRules.requireExpressions(names != null, values != null, expressions, takingValues);
        });
    }

    /** The condition, compiled, which must use all placeholders; null for an unconditional write. */
    @Nullable
    ConditionSource condition() {
        if (conditionExpression == null && expected == null && conditionalOperator == null) {
            return null;
        }
        Placeholders placeholders = conditionExpression == null ? Placeholders.none() : placeholders();
        ConditionSource condition = condition(placeholders);
        Envelope.around(placeholders::requireAllUsed);
        return condition;
    }

    /** The placeholders of one of the request's expressions; of sets that cannot be, too, writes tell without them. */
    Placeholders placeholders() {
        return Envelope.around(() -> new Placeholders(names, values, false));
    }

    /** The condition, compiled, beside another expression of the request; null for an unconditional write. */
    @Nullable
    ConditionSource condition(Placeholders placeholders) {
        if (conditionExpression != null) {
            return Envelope.around(() -> ConditionSource.Expression.compile(conditionExpression, placeholders));
        }
        return expected == null && conditionalOperator == null
                ? null
                : Envelope.around(() ->
                        ConditionSource.Legacy.compile(expected == null ? Map.of() : expected, conditionalOperator));
    }

    Operation.Answers answers() {
        if (returnValues == null && returnValuesOnConditionCheckFailure == null && returnConsumedCapacity == null) {
            return Operation.Answers.NONE;
        }
        return new Operation.Answers(
                returnValues == null ? ReturnValue.NONE : ReturnValue.valueOf(returnValues),
                ALL_OLD.equals(returnValuesOnConditionCheckFailure),
                wantsCapacity());
    }

    private boolean wantsCapacity() {
        return returnConsumedCapacity != null && !returnConsumedCapacity.equals("NONE");
    }

    boolean wantsIndexCapacity() {
        return "INDEXES".equals(returnConsumedCapacity);
    }

    boolean wantsCollectionMetrics() {
        return "SIZE".equals(returnItemCollectionMetrics);
    }

    /** A write under the request's token, if it has one; its fingerprint covers table, key and operation. */
    Write named(Write write) {
        return requestToken == null
                ? write
                : new Write(
                        write.table(),
                        write.key(),
                        write.operation(),
                        new RequestToken(requestToken, Fingerprint.of(List.of(write))));
    }
}
