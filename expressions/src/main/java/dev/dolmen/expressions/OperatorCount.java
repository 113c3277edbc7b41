package dev.dolmen.expressions;

import java.util.List;

/**
 * Counts an expression's operators and functions.
 *
 * <p>Source of the limit: DynamoDB Developer Guide, Quotas, "Expression parameters".
 */
final class OperatorCount {
    static final int MAX_OPERATORS = 300;

    /** DynamoDB stops counting at the first operator too many, so the message always says 301. */
    static final String TOO_MANY_OPERATORS =
            "The expression contains too many operators; operator count: " + (MAX_OPERATORS + 1);

    private OperatorCount() {}

    static int of(Syntax syntax) {
        if (syntax instanceof Syntax.Junction junction) {
            return junction.terms().size() - 1 + sum(junction.terms());
        } else if (syntax instanceof Syntax.Negation negation) {
            return 1 + of(negation.term());
        } else if (syntax instanceof Syntax.Comparison comparison) {
            return 1 + of(comparison.left()) + of(comparison.right());
        } else if (syntax instanceof Syntax.Between between) {
            return 1 + of(between.value()) + of(between.low()) + of(between.high());
        } else if (syntax instanceof Syntax.In in) {
            return 1 + of(in.value()) + sum(in.candidates());
        } else if (syntax instanceof Syntax.Function function) {
            return 1 + sum(function.arguments());
        } else {
            return 0;
        }
    }

    private static int sum(List<? extends Syntax> parts) {
        return parts.stream().mapToInt(OperatorCount::of).sum();
    }
}
