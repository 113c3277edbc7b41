package dev.dolmen.expressions;

import java.util.ArrayList;
import java.util.List;

/** Resolves the placeholders of a parsed condition, from left to right and from the leaves up. */
final class ConditionBinder {
    private static final int CACHED_EXPRESSIONS = 512;
    private static final ExpressionCache<Parsed> CACHE = new ExpressionCache<>(CACHED_EXPRESSIONS);

    /** What is known of a text without its placeholders. */
    private record Parsed(Syntax syntax, int operators) {}

    private final ExpressionKind kind;
    private final Placeholders placeholders;
    private final ConditionRules rules;

    private ConditionBinder(ExpressionKind kind, Placeholders placeholders) {
        this.kind = kind;
        this.placeholders = placeholders;
        this.rules = new ConditionRules(kind);
    }

    static Condition parse(String expression, ExpressionKind kind, Placeholders placeholders) {
        Parsed parsed = CACHE.get(expression, text -> {
            Syntax syntax = ConditionParser.parse(text, kind);
            new NameChecks(kind).condition(syntax);
            return new Parsed(syntax, OperatorCount.of(syntax));
        });
        Condition condition = new ConditionBinder(kind, placeholders).condition(parsed.syntax());
        if (parsed.operators() > OperatorCount.MAX_OPERATORS) {
            throw kind.invalid(OperatorCount.TOO_MANY_OPERATORS);
        }
        return condition;
    }

    private Condition condition(Syntax syntax) {
        if (syntax instanceof Syntax.Junction junction) {
            Condition[] terms = new Condition[junction.terms().size()];
            for (int i = 0; i < terms.length; i++) {
                terms[i] = condition(junction.terms().get(i));
            }
            List<Condition> all = List.of(terms);
            return junction.isAnd() ? new Condition.And(all) : new Condition.Or(all);
        } else if (syntax instanceof Syntax.Negation negation) {
            return new Condition.Not(condition(negation.term()));
        } else if (syntax instanceof Syntax.Comparison comparison) {
            Operand left = operand(comparison.left());
            return rules.comparison(left, comparison.comparator(), operand(comparison.right()));
        } else if (syntax instanceof Syntax.Between between) {
            Operand value = operand(between.value());
            Operand low = operand(between.low());
            return rules.between(value, low, operand(between.high()));
        } else if (syntax instanceof Syntax.In in) {
            Operand value = operand(in.value());
            return rules.in(value, operands(in.candidates()));
        } else if (syntax instanceof Syntax.Function function) {
            return rules.call(function.name(), operands(function.arguments()));
        }
        throw new AssertionError("not a condition: " + syntax);
    }

    private List<Operand> operands(List<Syntax.Operand> operands) {
        List<Operand> bound = new ArrayList<>(operands.size());
        for (Syntax.Operand operand : operands) {
            bound.add(operand(operand));
        }
        return bound;
    }

    private Operand operand(Syntax.Operand operand) {
        if (operand instanceof Syntax.Path path) {
            return PathBinder.bind(path, kind, placeholders);
        } else if (operand instanceof Syntax.Value value) {
            return new Operand.Literal(placeholders.value(value.placeholder(), kind));
        } else if (operand instanceof Syntax.Function function) {
            return rules.size(operands(function.arguments()));
        }
        throw new AssertionError("not an operand: " + operand);
    }
}
