package dev.dolmen;

import java.util.Map;

/**
 * A call that takes expressions, and says what their placeholders stand for. Those that stand in no expression are refused
 * when the call runs, as DynamoDB refuses them. Not thread-safe.
 *
 * @param <C> the kind of call
 */
public abstract sealed class ExpressionCall<C extends ExpressionCall<C>>
        permits ConditionalCall, ReadCall, BulkDeleteCall {

    final CallExpressions expressions = new CallExpressions();

    ExpressionCall() {}

    /** This, as what it is. */
    abstract C self();

    /** One of {@code ExpressionAttributeNames}. @param placeholder begins with {@code #} */
    public C name(String placeholder, String attributeName) {
        expressions.name(placeholder, attributeName);
        return self();
    }

    /** Several of {@code ExpressionAttributeNames}. @param attributeNames by {@code #placeholder} */
    public C names(Map<String, String> attributeNames) {
        attributeNames.forEach(expressions::name);
        return self();
    }

    /**
     * One of {@code ExpressionAttributeValues}.
     *
     * @param placeholder begins with {@code :}
     * @param value as {@link dev.dolmen.item.AttributeValue#of} takes it
     */
    public C value(String placeholder, Object value) {
        expressions.value(placeholder, value);
        return self();
    }

    /**
     * Several of {@code ExpressionAttributeValues}.
     *
     * @param values by {@code :placeholder}, as {@link dev.dolmen.item.AttributeValue#of} takes them
     */
    public C values(Map<String, ?> values) {
        values.forEach(expressions::value);
        return self();
    }
}
