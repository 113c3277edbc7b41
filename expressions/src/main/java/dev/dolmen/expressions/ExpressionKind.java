package dev.dolmen.expressions;

/** The request parameters that hold an expression. Messages name the parameter at fault. */
public enum ExpressionKind {
    CONDITION("ConditionExpression"),
    FILTER("FilterExpression"),
    KEY_CONDITION("KeyConditionExpression"),
    PROJECTION("ProjectionExpression"),
    UPDATE("UpdateExpression");

    private final String parameterName;

    ExpressionKind(String parameterName) {
        this.parameterName = parameterName;
    }

    /** The name of the parameter in DynamoDB's requests. */
    public String parameterName() {
        return parameterName;
    }

    /** The error for an expression of this kind: {@code Invalid <parameter>: <what>}. */
    InvalidExpressionException invalid(String what) {
        return new InvalidExpressionException("Invalid " + parameterName + ": " + what);
    }
}
