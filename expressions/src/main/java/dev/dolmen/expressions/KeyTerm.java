package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
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
}
