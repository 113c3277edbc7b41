package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A condition as a request carries it: an expression with placeholders ({@code #n0}, {@code :v0}) and what they stand
 * for. Parsing it gives the condition back.
 *
 * @param names {@code #placeholder} to attribute name, in order of use; empty when the expression uses none
 * @param values {@code :placeholder} to value, in order of use; empty when the expression uses none
 */
public record ExpressionSource(String expression, Map<String, String> names, Map<String, AttributeValue> values) {

    public ExpressionSource {
        names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** @throws IllegalArgumentException for a junction without terms, which expressions cannot say */
    public static ExpressionSource of(Condition condition) {
        ExpressionWriter writer = new ExpressionWriter(Map.of(), Map.of());
        String expression = writer.condition(condition);
        return new ExpressionSource(expression, writer.names(), writer.values());
    }
}
