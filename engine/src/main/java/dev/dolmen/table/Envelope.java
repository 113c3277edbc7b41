package dev.dolmen.table;

import dev.dolmen.expressions.InvalidExpressionException;
import dev.dolmen.item.InvalidItemException;
import dev.dolmen.item.MalformedAttributeException;
import java.util.function.Supplier;

/**
 * How the service words what is wrong with a request of {@code PutItem}, {@code UpdateItem} and {@code DeleteItem} before it
 * looks at the table: expressions, placeholders, parameters that do not go together, and values that cannot be are counted as
 * violations of the request's model, as everything that {@link Constraints} checks is. In its other operations they stand by
 * themselves, but for some of {@code Query}. The service does not document this; it was observed of it in 2026.
 */
final class Envelope {

    private static final String ONE = "1 validation error detected: ";

    private Envelope() {}

    /** The text, counted. */
    static String of(String message) {
        return ONE + message;
    }

    /**
     * Does what may find fault with an expression or a value, and counts the fault. What is no attribute at all is not counted.
     *
     * @throws InvalidExpressionException the fault
     * @throws InvalidItemException the fault
     */
    static <T> T around(Supplier<T> check) {
        try {
            return check.get();
        } catch (InvalidExpressionException e) {
            throw new InvalidExpressionException(of(e.getMessage()));
        } catch (MalformedAttributeException e) {
            throw e;
        } catch (InvalidItemException e) {
            throw e.worded(of(e.getMessage()));
        }
    }

    /** As {@link #around(Supplier)}. */
    static void around(Runnable check) {
        around(() -> {
            check.run();
            return true;
        });
    }
}
