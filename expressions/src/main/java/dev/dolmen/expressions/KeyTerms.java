package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads key conditions out of a condition's tree, and refuses what a query cannot answer from its keys. */
final class KeyTerms {
    private final List<KeyTerm> terms = new ArrayList<>();

    private KeyTerms() {}

    static KeyCondition of(Condition condition) {
        KeyTerms reader = new KeyTerms();
        reader.read(condition);
        return new KeyCondition(reader.terms);
    }

    private void read(Condition condition) {
        if (condition instanceof Condition.And and) {
            and.terms().forEach(this::read);
        } else if (condition instanceof Condition.Comparison comparison) {
            if (comparison.comparator() == Comparator.NE) {
                throw invalidOperator(comparison.comparator().symbol());
            }
            readComparison(comparison);
        } else if (condition instanceof Condition.Between between) {
            List<Operand> operands = List.of(between.value(), between.low(), between.high());
            add(KeyOperator.BETWEEN, keyFirst("BETWEEN", operands), operands.get(1), operands.get(2));
        } else if (condition instanceof Condition.BeginsWith call) {
            List<Operand> operands = List.of(call.operand(), call.prefix());
            add(KeyOperator.BEGINS_WITH, keyFirst("begins_with", operands), operands.get(1), null);
        } else {
            throw invalidOperator(nameOf(condition));
        }
    }

    private void readComparison(Condition.Comparison comparison) {
        Operand left = comparison.left();
        Operand right = comparison.right();
        requirePlain(left);
        requirePlain(right);
        if (left instanceof Operand.Attribute attribute) {
            add(operator(comparison.comparator()), attribute, right, null);
        } else if (right instanceof Operand.Attribute attribute) {
            add(operator(comparison.comparator().mirrored()), attribute, left, null);
        } else {
            throw invalid("No key attribute specified");
        }
    }

    private Operand.Attribute keyFirst(String operator, List<Operand> operands) {
        operands.forEach(KeyTerms::requirePlain);
        if (!(operands.get(0) instanceof Operand.Attribute attribute)) {
            throw invalid(operator + " operator must have the key attribute as its first operand");
        }
        return attribute;
    }

    private static void requirePlain(Operand operand) {
        if (operand instanceof Operand.Size) {
            throw ExpressionKind.KEY_CONDITION.invalid("KeyConditionExpressions cannot contain nested operations");
        }
    }

    private void add(KeyOperator operator, Operand.Attribute key, Operand low, @Nullable Operand high) {
        if (key.path().isNested()) {
            throw ExpressionKind.KEY_CONDITION.invalid(
                    "KeyConditionExpressions cannot have conditions on nested attributes");
        }
        terms.add(new KeyTerm(key.path().root(), operator, literal(low), high == null ? null : literal(high)));
    }

    private static AttributeValue literal(Operand operand) {
        if (operand instanceof Operand.Literal literal) {
            return literal.value();
        }
        throw invalid("Multiple attribute names used in one condition");
    }

    private static KeyOperator operator(Comparator comparator) {
        return switch (comparator) {
            case EQ -> KeyOperator.EQ;
            case LT -> KeyOperator.LT;
            case LE -> KeyOperator.LE;
            case GT -> KeyOperator.GT;
            case GE -> KeyOperator.GE;
            case NE -> throw invalidOperator(comparator.symbol());
        };
    }

    private static String nameOf(Condition condition) {
        if (condition instanceof Condition.Or) {
            return "OR";
        } else if (condition instanceof Condition.Not) {
            return "NOT";
        } else if (condition instanceof Condition.In) {
            return "IN";
        } else if (condition instanceof Condition.Existence existence) {
            return existence.expected() ? "attribute_exists" : "attribute_not_exists";
        } else if (condition instanceof Condition.HasType) {
            return "attribute_type";
        } else if (condition instanceof Condition.Contains) {
            return "contains";
        }
        throw new AssertionError("allowed in key conditions: " + condition);
    }

    private static InvalidExpressionException invalidOperator(String operator) {
        return ExpressionKind.KEY_CONDITION.invalid("Invalid operator used in KeyConditionExpression: " + operator);
    }

    private static InvalidExpressionException invalid(String what) {
        return ExpressionKind.KEY_CONDITION.invalid("Invalid condition in KeyConditionExpression: " + what);
    }
}
