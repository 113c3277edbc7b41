package dev.dolmen.table;

import dev.dolmen.expressions.ExpectedAttributeValue;
import dev.dolmen.expressions.ParameterRules;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.model.Durability;
import dev.dolmen.model.ValidationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code PutItem} and {@code DeleteItem} have in common: everything but the item and the key. */
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

    /** The checks that come before those of the item and of expressions. */
    void validate(String itemMember, @Nullable Object item) {
        new Constraints()
                .tableName(tableName)
                .notNull(itemMember, item)
                .oneOf("returnValues", returnValues, List.of("ALL_NEW", "UPDATED_OLD", ALL_OLD, "NONE", "UPDATED_NEW"))
                .returnConsumedCapacity(returnConsumedCapacity)
                .returnItemCollectionMetrics(returnItemCollectionMetrics)
                .oneOf(
                        "returnValuesOnConditionCheckFailure",
                        returnValuesOnConditionCheckFailure,
                        List.of(ALL_OLD, "NONE"))
                .oneOf("conditionalOperator", conditionalOperator, List.of("OR", "AND"))
                .expected(expected)
                .token(requestToken)
                .require();
        requireOneStyle();
        if (returnValues != null && !returnValues.equals(ALL_OLD) && !returnValues.equals("NONE")) {
            throw new ValidationException("ReturnValues can only be ALL_OLD or NONE");
        }
    }

    private void requireOneStyle() {
        List<String> legacy = new ArrayList<>();
        if (expected != null) {
            legacy.add("Expected");
        }
        if (conditionalOperator != null) {
            legacy.add("ConditionalOperator");
        }
        List<String> expressions = conditionExpression == null ? List.of() : List.of("ConditionExpression");
        ParameterRules.requireOneStyle(legacy, expressions);
        ParameterRules.requireExpressions(names != null, values != null, expressions, List.of("ConditionExpression"));
    }

    /** The condition, compiled; null for an unconditional write. */
    @Nullable
    ConditionSource condition() {
        if (conditionExpression != null) {
            return ConditionSource.Expression.compile(conditionExpression, names, values);
        }
        return expected == null && conditionalOperator == null
                ? null
                : ConditionSource.Legacy.compile(expected == null ? Map.of() : expected, conditionalOperator);
    }

    Operation.Answers answers() {
        return new Operation.Answers(
                ALL_OLD.equals(returnValues), ALL_OLD.equals(returnValuesOnConditionCheckFailure), wantsCapacity());
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

    /** The write as the store takes it; its token's fingerprint covers table, key and operation. */
    Write write(TableDefinition table, PrimaryKey key, Operation operation) {
        Write write = new Write(table, key, operation, null);
        return requestToken == null
                ? write
                : new Write(table, key, operation, new RequestToken(requestToken, Fingerprint.of(List.of(write))));
    }
}
