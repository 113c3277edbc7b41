package dev.dolmen.table;

import dev.dolmen.expressions.InvalidExpressionException;
import dev.dolmen.item.InvalidItemException;
import dev.dolmen.item.MalformedAttributeException;
import java.util.function.Supplier;

/**
 * How the service words what is wrong with a request of {@code PutItem} and {@code UpdateItem}: expressions, parameters that
 * do not go together, and values that cannot be are counted as violations of the request's model, as everything that
 * {@link Constraints} checks is. In its other operations they stand by themselves, but for some of {@code Query} and
 * {@code Scan}. The service does not document this; it was observed of it in 2026.
 */
final class Envelope {

    private static final String ONE = "1 validation error detected: ";

    private Envelope() {}

    /** The text, counted. */
    static String of(String message) {
        return ONE + message;
    }

    /**
     * Does what may find fault with an expression.
     *
     * @param counted whether the fault is counted
     * @throws InvalidExpressionException the fault
     */
    static <T> T around(boolean counted, Supplier<T> check) {
        try {
            return check.get();
        } catch (InvalidExpressionException e) {
            throw counted ? new InvalidExpressionException(of(e.getMessage())) : e;
        }
    }

    /**
     * Does what may find a value that cannot be, or is nested too deep.
     *
     * @param counted whether the fault is counted; what is no attribute at all never is
     * @throws InvalidItemException the fault
     */
    static <T> T aroundValues(boolean counted, Supplier<T> check) {
        try {
            return check.get();
        } catch (InvalidItemException e) {
            throw counted && !(e instanceof MalformedAttributeException) ? e.worded(of(e.getMessage())) : e;
        }
    }

    /** As {@link #aroundValues(boolean, Supplier)}. */
    static void aroundValues(boolean counted, Runnable check) {
        aroundValues(counted, () -> {
            check.run();
            return true;
        });
    }

    /** As {@link #around(boolean, Supplier)}. */
    static void around(boolean counted, Runnable check) {
        around(counted, () -> {
            check.run();
            return true;
        });
    }
}
