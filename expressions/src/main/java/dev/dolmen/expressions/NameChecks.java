package dev.dolmen.expressions;

import java.util.List;
import java.util.Set;

/**
 * What is checked once an expression follows the grammar and before placeholders are resolved, in DynamoDB's order:
 * from left to right, a call before its arguments.
 */
final class NameChecks {
    private static final String SIZE = "size";
    private static final Set<String> FUNCTIONS =
            Set.of(SIZE, "attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains");

    private static final Set<String> FUNCTIONS_OF_UPDATES = Set.of("if_not_exists", "list_append");

    private final ExpressionKind kind;

    NameChecks(ExpressionKind kind) {
        this.kind = kind;
    }

    /** @throws InvalidExpressionException when a function is unknown or out of place, or a name may not be used */
    void condition(Syntax syntax) {
        if (syntax instanceof Syntax.Junction junction) {
            junction.terms().forEach(this::condition);
        } else if (syntax instanceof Syntax.Negation negation) {
            condition(negation.term());
        } else if (syntax instanceof Syntax.Comparison comparison) {
            operand(comparison.left());
            operand(comparison.right());
        } else if (syntax instanceof Syntax.Between between) {
            operand(between.value());
            operand(between.low());
            operand(between.high());
        } else if (syntax instanceof Syntax.In in) {
            operand(in.value());
            in.candidates().forEach(this::operand);
        } else if (syntax instanceof Syntax.Function function) {
            function(function, false);
        } else {
            throw new AssertionError("the parser lets no operand stand for a condition: " + syntax);
        }
    }

    /** @throws InvalidExpressionException when updates have no such function */
    void functionOfUpdate(String name) {
        if (FUNCTIONS.contains(name)) {
            throw kind.invalid("The function is not allowed in an update expression; function: " + name);
        }
        if (!FUNCTIONS_OF_UPDATES.contains(name)) {
            throw kind.invalid("Invalid function name; function: " + name);
        }
    }

    private void operand(Syntax.Operand operand) {
        if (operand instanceof Syntax.Function function) {
            function(function, true);
        } else if (operand instanceof Syntax.Path path) {
            path(path.steps());
        }
    }

    private void function(Syntax.Function function, boolean asOperand) {
        if (FUNCTIONS_OF_UPDATES.contains(function.name())) {
            throw kind.invalid("The function is not allowed in a condition expression; function: " + function.name());
        }
        if (!FUNCTIONS.contains(function.name())) {
            throw kind.invalid("Invalid function name; function: " + function.name());
        }
        if (function.name().equals(SIZE) != asOperand) {
            throw kind.invalid(
                    "The function is not allowed to be used this way in an expression; function: " + function.name());
        }
        function.arguments().forEach(this::operand);
    }

    /** @throws InvalidExpressionException when a name is reserved or an index too large */
    void path(List<Syntax.Step> steps) {
        for (Syntax.Step step : steps) {
            if (step instanceof Syntax.NameStep name && ReservedWords.contains(name.name())) {
                throw kind.invalid("Attribute name is a reserved keyword; reserved keyword: " + name.name());
            }
            if (step instanceof Syntax.IndexStep index && !index.isInRange()) {
                throw kind.invalid("List index is not within the allowable range; index: [" + index.digits() + "]");
            }
        }
    }
}
