package dev.dolmen.table;

import dev.dolmen.expressions.AttributeValueUpdate;
import dev.dolmen.expressions.LegacyUpdates;
import dev.dolmen.expressions.Placeholders;
import dev.dolmen.expressions.Update;
import dev.dolmen.item.AttributeValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An update in the form the caller gave it: data, from which the actions are compiled. */
public sealed interface UpdateSource {

    /** What to do. Compiled once. */
    Update compiled();

    /**
     * An {@code UpdateExpression} with the placeholders it uses.
     *
     * @param compiled made from the others
     */
    record Expression(String expression, Map<String, String> names, Map<String, AttributeValue> values, Update compiled)
            implements UpdateSource {

        public Expression {
            names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        /**
         * Compiles the expression; {@link dev.dolmen.expressions.InvalidExpressionException} tells what is wrong with it.
         *
         * @param placeholders in which what it uses counts as used afterwards
         */
        static Expression compile(String expression, Placeholders placeholders) {
            Update update = Update.parse(expression, placeholders);
            return new Expression(expression, placeholders.usedNames(), placeholders.usedValues(), update);
        }

        /** As {@link #compile(String, Placeholders)}, where all placeholders are the expression's. */
        static Expression compile(
                String expression, @Nullable Map<String, String> names, @Nullable Map<String, AttributeValue> values) {
            return compile(expression, new Placeholders(names, values));
        }
    }

    /**
     * The legacy {@code AttributeUpdates}; with none, nothing is changed.
     *
     * @param compiled made from the updates
     */
    record Legacy(Map<String, AttributeValueUpdate> updates, Update compiled) implements UpdateSource {

        public Legacy {
            updates = Collections.unmodifiableMap(new LinkedHashMap<>(updates));
        }

        /** Compiles the updates; {@link dev.dolmen.expressions.InvalidExpressionException} tells what is wrong. */
        static Legacy compile(Map<String, AttributeValueUpdate> updates) {
            return new Legacy(updates, LegacyUpdates.of(updates));
        }
    }
}
