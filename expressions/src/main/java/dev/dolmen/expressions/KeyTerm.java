package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedValue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A condition on one key attribute: {@code name operator low}, or {@code name BETWEEN low AND high}, both inclusive.
 *
 * @param high the upper bound of {@link KeyOperator#BETWEEN}; {@code null} for every other operator
 */
public record KeyTerm(String name, KeyOperator operator, AttributeValue low, @Nullable AttributeValue high) {

    public KeyTerm {
        if ((operator == KeyOperator.BETWEEN) != (high != null)) {
            throw new IllegalArgumentException("only BETWEEN has an upper bound: " + operator + ", " + high);
        }
    }

    /** Whether a value satisfies this. Requires: it is of the bounds' type. */
    public boolean test(AttributeValue value) {
        EncodedValue tested = EncodedValue.of(value);
        EncodedValue bound = EncodedValue.of(low);
        return switch (operator) {
            case EQ -> tested.compareTo(bound) == 0;
            case LT -> tested.compareTo(bound) < 0;
            case LE -> tested.compareTo(bound) <= 0;
            case GT -> tested.compareTo(bound) > 0;
            case GE -> tested.compareTo(bound) >= 0;
            case BETWEEN ->
                tested.compareTo(bound) >= 0 && tested.compareTo(EncodedValue.of(Objects.requireNonNull(high))) <= 0;
            case BEGINS_WITH -> tested.beginsWith(bound);
        };
    }
}
