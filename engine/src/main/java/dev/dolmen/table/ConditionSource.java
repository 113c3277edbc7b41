package dev.dolmen.table;

import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.ExpectedAttributeValue;
import dev.dolmen.expressions.ExpressionKind;
import dev.dolmen.expressions.ExpressionSource;
import dev.dolmen.expressions.LegacyConditions;
import dev.dolmen.expressions.Placeholders;
import dev.dolmen.item.AttributeValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A condition in the form the caller gave it: data, from which the tree is compiled. */
public sealed interface ConditionSource {

    /** The tree to evaluate. Compiled once. */
    Condition compiled();

    /** A {@code ConditionExpression} with its placeholders. */
    final class Expression implements ConditionSource {
        private final String expression;
        private final Map<String, String> names;
        private final Map<String, AttributeValue> values;
        private final Condition compiled;

        /** Takes the maps over: requests keep theirs unchanged. */
        Expression(
                String expression,
                @Nullable Map<String, String> names,
                @Nullable Map<String, AttributeValue> values,
                Condition compiled) {
            this.expression = expression;
            this.names = names == null ? Map.of() : Collections.unmodifiableMap(names);
            this.values = values == null ? Map.of() : Collections.unmodifiableMap(values);
            this.compiled = compiled;
        }

        /** Compiles the expression; {@link dev.dolmen.expressions.InvalidExpressionException} tells what is wrong with it. */
        static Expression compile(
                String expression, @Nullable Map<String, String> names, @Nullable Map<String, AttributeValue> values) {
            Placeholders placeholders = new Placeholders(names, values);
            Condition condition = Condition.parse(expression, ExpressionKind.CONDITION, placeholders);
            placeholders.requireAllUsed();
            return new Expression(expression, names, values, condition);
        }

        /**
         * As {@link #compile(String, Map, Map)}, beside another expression of the same request.
         *
         * @param placeholders in which what it uses counts as used afterwards
         */
        static Expression compile(String expression, Placeholders placeholders) {
            Condition condition = Condition.parse(expression, ExpressionKind.CONDITION, placeholders);
            return new Expression(expression, placeholders.usedNames(), placeholders.usedValues(), condition);
        }

        public String expression() {
            return expression;
        }

        public Map<String, String> names() {
            return names;
        }

        public Map<String, AttributeValue> values() {
            return values;
        }

        @Override
        public Condition compiled() {
            return compiled;
        }
    }

    /** A condition that a program has built, as {@link Built} takes it; null for none. */
    static @Nullable ConditionSource ofBuilt(@Nullable Condition condition) {
        return condition == null ? null : new Built(condition);
    }

    /** A condition that a program has built: its text is made when somebody wants that. */
    final class Built implements ConditionSource {
        private final Condition condition;

        /** Requires: {@link dev.dolmen.expressions.SimpleConditions#isSimple} of it. */
        Built(Condition condition) {
            this.condition = condition;
        }

        /** The same, as an expression. */
        Expression written() {
            ExpressionSource source = ExpressionSource.of(condition);
            return new Expression(source.expression(), source.names(), source.values(), condition);
        }

        @Override
        public Condition compiled() {
            return condition;
        }
    }

    /** The legacy {@code Expected} with its {@code ConditionalOperator}. */
    final class Legacy implements ConditionSource {
        private final Map<String, ExpectedAttributeValue> expected;
        private final @Nullable String conditionalOperator;
        private final Condition compiled;

        private Legacy(
                Map<String, ExpectedAttributeValue> expected,
                @Nullable String conditionalOperator,
                Condition compiled) {
            this.expected = Collections.unmodifiableMap(new LinkedHashMap<>(expected));
            this.conditionalOperator = conditionalOperator;
            this.compiled = compiled;
        }

        /** Compiles the conditions; {@link dev.dolmen.expressions.InvalidExpressionException} tells what is wrong. */
        static Legacy compile(Map<String, ExpectedAttributeValue> expected, @Nullable String conditionalOperator) {
            return new Legacy(expected, conditionalOperator, LegacyConditions.expected(expected, conditionalOperator));
        }

        public Map<String, ExpectedAttributeValue> expected() {
            return expected;
        }

        public @Nullable String conditionalOperator() {
            return conditionalOperator;
        }

        @Override
        public Condition compiled() {
            return compiled;
        }
    }
}
