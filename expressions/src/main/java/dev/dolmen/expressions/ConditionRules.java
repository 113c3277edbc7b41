package dev.dolmen.expressions;

import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import java.util.List;

/**
 * Makes the nodes of conditions and checks the rules on their operands, in DynamoDB's order and with its texts: the
 * number of operands, whether they are distinct, then their types as far as they are known without an item.
 */
final class ConditionRules {

    /** Source: DynamoDB Developer Guide, "Comparison operator and function reference", IN. */
    private static final int MAX_IN_OPERANDS = 100;

    private static final String BETWEEN = "BETWEEN";

    /** In the order in which the service lists them. */
    private static final String TYPES_OF_A_PATH = "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}";

    private static final String TYPE_NAMES = "{B,NULL,SS,BOOL,L,BS,N,NS,S,M}";

    private final ExpressionKind kind;

    ConditionRules(ExpressionKind kind) {
        this.kind = kind;
    }

    Condition comparison(Operand left, Comparator comparator, Operand right) {
        requireDistinct(comparator.symbol(), left, List.of(right));
        if (comparator.isOrdering()) {
            requireOrdered(comparator.symbol(), left);
            requireOrdered(comparator.symbol(), right);
        }
        return new Condition.Comparison(left, comparator, right);
    }

    Condition between(Operand value, Operand low, Operand high) {
        requireDistinct(BETWEEN, value, List.of(low, high));
        requireOrdered(BETWEEN, value);
        requireOrdered(BETWEEN, low);
        requireOrdered(BETWEEN, high);
        if (low instanceof Operand.Literal from && high instanceof Operand.Literal to) {
            requireRange(from, to);
        }
        return new Condition.Between(value, low, high);
    }

    private void requireRange(Operand.Literal low, Operand.Literal high) {
        String bounds = "; lower bound operand: AttributeValue: " + show(low.value())
                + ", upper bound operand: AttributeValue: " + show(high.value());
        if (low.staticType() != high.staticType()) {
            throw kind.invalid("The BETWEEN operator requires same data type for lower and upper bounds" + bounds);
        }
        if (LiteralOrder.compare(low, high) > 0) {
            throw kind.invalid(
                    "The BETWEEN operator requires upper bound to be greater than or equal to lower bound" + bounds);
        }
    }

    Condition in(Operand value, List<Operand> candidates) {
        if (candidates.size() > MAX_IN_OPERANDS) {
            throw kind.invalid(
                    "The IN operator is provided with too many operands; number of operands: " + candidates.size());
        }
        requireDistinct("IN", value, candidates);
        return new Condition.In(value, candidates);
    }

    /** A call of a function that is a condition. */
    Condition call(String function, List<Operand> arguments) {
        switch (function) {
            case "attribute_exists":
            case "attribute_not_exists":
                requireCount(function, arguments, 1);
                if (!(arguments.get(0) instanceof Operand.Attribute attribute)) {
                    throw kind.invalid(
                            "Operator or function requires a document path; operator or function: " + function);
                }
                return new Condition.Existence(attribute, function.equals("attribute_exists"));
            case "attribute_type":
                requirePair(function, arguments);
                return new Condition.HasType(arguments.get(0), typeNamedBy(arguments.get(1)));
            case "begins_with":
                requirePair(function, arguments);
                for (Operand argument : arguments) {
                    AttributeType type = argument.staticType();
                    if (type != null && type != AttributeType.S && type != AttributeType.B) {
                        throw wrongType(function, type.name());
                    }
                }
                return new Condition.BeginsWith(arguments.get(0), arguments.get(1));
            case "contains":
                requirePair(function, arguments);
                return new Condition.Contains(arguments.get(0), arguments.get(1));
            default:
                throw new AssertionError("no condition is called " + function);
        }
    }

    Operand size(List<Operand> arguments) {
        requireCount("size", arguments, 1);
        AttributeType type = arguments.get(0).staticType();
        if (type == AttributeType.N || type == AttributeType.BOOL || type == AttributeType.NULL) {
            throw wrongType("size", type.name());
        }
        return new Operand.Size(arguments.get(0));
    }

    private AttributeType typeNamedBy(Operand operand) {
        if (!(operand instanceof Operand.Literal literal)) {
            AttributeType type = operand.staticType();
            throw wrongType("attribute_type", type == null ? TYPES_OF_A_PATH : type.name());
        }
        if (!(literal.value() instanceof AttributeValue.S name)) {
            throw wrongType("attribute_type", literal.value().type().name());
        }
        AttributeType type = AttributeType.byName(name.value());
        if (type == null) {
            throw kind.invalid(
                    "Invalid attribute type name found; type: " + name.value() + ", valid types: " + TYPE_NAMES);
        }
        return type;
    }

    private void requirePair(String function, List<Operand> arguments) {
        requireCount(function, arguments, 2);
        requireDistinct(function, arguments.get(0), arguments.subList(1, 2));
    }

    private void requireCount(String function, List<Operand> arguments, int expected) {
        if (arguments.size() != expected) {
            throw kind.invalid("Incorrect number of operands for operator or function; operator or function: "
                    + function + ", number of operands: " + arguments.size());
        }
    }

    /** Only paths count: the same value twice is allowed. */
    private void requireDistinct(String operator, Operand first, List<Operand> rest) {
        if (first instanceof Operand.Attribute attribute && rest.contains(attribute)) {
            throw kind.invalid("The first operand must be distinct from the remaining operands for this operator or"
                    + " function; operator: " + operator + ", first operand: " + attribute.path());
        }
    }

    private void requireOrdered(String operator, Operand operand) {
        AttributeType type = operand.staticType();
        if (type != null && !type.isOrdered()) {
            throw wrongType(operator, type.name());
        }
    }

    private InvalidExpressionException wrongType(String operator, String type) {
        return kind.invalid("Incorrect operand type for operator or function; operator or function: " + operator
                + ", operand type: " + type);
    }

    /** {@code {N:10}}; binary in base64. Requires: an S, N or B. */
    private static String show(AttributeValue value) {
        return "{" + value.type() + ":" + LiteralOrder.text(value) + "}";
    }
}
