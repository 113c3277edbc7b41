package dev.dolmen.expressions;

import dev.dolmen.item.EncodedItem;
import java.util.function.Consumer;

/** A condition on an item: immutable, bound to its names and values, evaluated on the encoded item. */
public interface Condition {

    /**
     * Parses a {@code ConditionExpression} or {@code FilterExpression}.
     *
     * @param kind names the parameter in messages
     * @throws InvalidExpressionException with DynamoDB's text, when the expression breaks a rule
     */
    static Condition parse(String expression, ExpressionKind kind, Placeholders placeholders) {
        throw new UnsupportedOperationException(expression + kind + placeholders);
    }

    /** Whether the item satisfies the condition; {@link EncodedItem#EMPTY} stands for an item that does not exist. */
    boolean test(EncodedItem item);

    /** Shows every document path of the condition, in the order written, repeats included. */
    void forEachPath(Consumer<DocumentPath> action);

    /** Holds when both hold. */
    Condition and(Condition other);

    /** Holds when either holds. */
    Condition or(Condition other);

    /** Holds when this does not. */
    Condition negate();
}
