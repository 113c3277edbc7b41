package dev.dolmen;

import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.DocumentPath;
import dev.dolmen.expressions.ExpressionWriter;
import dev.dolmen.item.AttributeValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The placeholders that a call was given, and the forms its expressions come in. Not thread-safe. */
final class CallExpressions {

    /**
     * One expression of a call. It becomes text only when the request is built: then all placeholders of the caller's are
     * known, and those of the writer's keep clear of them.
     */
    @FunctionalInterface
    interface Expression {

        String write(ExpressionWriter writer);

        static Expression of(Condition condition) {
            return writer -> writer.condition(condition);
        }

        static Expression of(String text) {
            return writer -> text;
        }
    }

    /** Most calls have neither, and make no maps. */
    private Map<String, String> names = Map.of();

    private Map<String, AttributeValue> values = Map.of();

    void name(String placeholder, String attributeName) {
        names = names.isEmpty() ? new LinkedHashMap<>() : names;
        names.put(placeholder, attributeName);
    }

    void value(String placeholder, Object value) {
        values = values.isEmpty() ? new LinkedHashMap<>() : values;
        values.put(placeholder, AttributeValue.of(value));
    }

    /** Whether the call was given placeholders. */
    boolean hasPlaceholders() {
        return !names.isEmpty() || !values.isEmpty();
    }

    ExpressionWriter writer() {
        return new ExpressionWriter(names, values);
    }

    static @Nullable String write(@Nullable Expression expression, ExpressionWriter writer) {
        return expression == null ? null : expression.write(writer);
    }

    /** A projection expression; null for the whole item. */
    static @Nullable String projection(List<DocumentPath> paths, ExpressionWriter writer) {
        return paths.isEmpty() ? null : paths.stream().map(writer::path).collect(Collectors.joining(", "));
    }

    /** What a request carries: null when there are none, for an empty map is refused. */
    static @Nullable Map<String, String> names(ExpressionWriter writer) {
        Map<String, String> names = writer.names();
        return names.isEmpty() ? null : names;
    }

    /** What a request carries: null when there are none, for an empty map is refused. */
    static @Nullable Map<String, AttributeValue> values(ExpressionWriter writer) {
        Map<String, AttributeValue> values = writer.values();
        return values.isEmpty() ? null : values;
    }

    /** @throws IllegalStateException when there is one already, which the new one would silently replace */
    static Expression only(@Nullable Expression current, Expression given, String what) {
        if (current != null) {
            throw new IllegalStateException("the " + what + " is given already; join conditions with and()");
        }
        return given;
    }
}
