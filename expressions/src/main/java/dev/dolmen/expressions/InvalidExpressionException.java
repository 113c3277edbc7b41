package dev.dolmen.expressions;

/**
 * An expression, its placeholders or a legacy condition breaks a rule. The message is the text DynamoDB answers with in
 * its {@code ValidationException}, ready to be passed on unchanged.
 */
public final class InvalidExpressionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message DynamoDB's text, whole: {@code Invalid ConditionExpression: Syntax error; token: …} */
    public InvalidExpressionException(String message) {
        super(message);
    }
}
