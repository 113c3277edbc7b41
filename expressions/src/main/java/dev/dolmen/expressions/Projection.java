package dev.dolmen.expressions;

import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import java.util.List;

/**
 * The parts of an item that an answer shows.
 *
 * @param paths in the order written; none overlaps another
 */
public record Projection(List<DocumentPath> paths) {

    public Projection {
        paths = List.copyOf(paths);
    }

    /**
     * Parses a {@code ProjectionExpression}.
     *
     * @throws InvalidExpressionException with DynamoDB's text, when the expression breaks a rule
     */
    public static Projection parse(String expression, Placeholders placeholders) {
        throw new UnsupportedOperationException(expression + placeholders);
    }

    /**
     * The projected parts that the item has. Maps keep the selected members; lists keep the selected elements, closed
     * up, in the list's order. Paths that lead nowhere are left out.
     */
    public Item apply(EncodedItem item) {
        throw new UnsupportedOperationException(item.toString());
    }
}
