package dev.dolmen.expressions;

import java.util.Collections;
import java.util.List;

/** Which of a request's parameters go together. Each method takes the names of those the request has, or could have. */
public final class ParameterRules {
    private ParameterRules() {}

    /**
     * Expressions and the legacy parameters they replace may not meet in one request.
     *
     * @param legacy the legacy parameters present, in the order of the message
     * @param expressions the expressions present, in the order of the message
     * @throws InvalidExpressionException when neither list is empty
     */
    public static void requireOneStyle(List<String> legacy, List<String> expressions) {
        if (!legacy.isEmpty() && !expressions.isEmpty()) {
            throw new InvalidExpressionException(
                    "Can not use both expression and non-expression parameters in the same request:"
                            + " Non-expression parameters: {" + String.join(", ", legacy)
                            + "} Expression parameters: {" + String.join(", ", expressions) + "}");
        }
    }

    /**
     * Placeholders need an expression to stand in.
     *
     * @param hasNames whether the request has {@code ExpressionAttributeNames}
     * @param hasValues whether the request has {@code ExpressionAttributeValues}
     * @param present the expressions the request has
     * @param takingValues the expressions the operation knows that can use values: all but projections
     * @throws InvalidExpressionException when there are placeholders and no expression that could use them
     */
    public static void requireExpressions(
            boolean hasNames, boolean hasValues, List<String> present, List<String> takingValues) {
        if (hasNames && present.isEmpty()) {
            throw new InvalidExpressionException(
                    "ExpressionAttributeNames can only be specified when using expressions");
        }
        if (hasValues && Collections.disjoint(takingValues, present)) {
            throw new InvalidExpressionException(
                    "ExpressionAttributeValues can only be specified when using expressions: "
                            + String.join(" and ", takingValues) + (takingValues.size() > 1 ? " are" : " is")
                            + " null");
        }
    }
}
