package dev.dolmen.expressions;

import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The thirteen comparison operators of the legacy parameters, what each takes, and the condition it stands for.
 *
 * <p>Source: DynamoDB API Reference, "Condition" and "ExpectedAttributeValue". {@code EQ} and {@code NE} take all types:
 * they are documented as "supported for all data types, including lists and maps".
 */
enum LegacyOperator {
    EQ(1, 1, EnumSet.allOf(AttributeType.class)),
    NE(1, 1, EnumSet.allOf(AttributeType.class)),
    LT(1, 1, Types.ORDERED),
    LE(1, 1, Types.ORDERED),
    GT(1, 1, Types.ORDERED),
    GE(1, 1, Types.ORDERED),
    CONTAINS(1, 1, Types.ORDERED),
    NOT_CONTAINS(1, 1, Types.ORDERED),
    BEGINS_WITH(1, 1, EnumSet.of(AttributeType.S, AttributeType.B)),
    IN(1, Integer.MAX_VALUE, Types.ORDERED),
    BETWEEN(2, 2, Types.ORDERED),
    NULL(0, 0, Types.NONE),
    NOT_NULL(0, 0, Types.NONE);

    private static final class Types {
        static final Set<AttributeType> ORDERED = EnumSet.of(AttributeType.S, AttributeType.N, AttributeType.B);
        static final Set<AttributeType> NONE = EnumSet.noneOf(AttributeType.class);
    }

    private static final String INVALID = "One or more parameter values were invalid: ";

    private final int minArguments;
    private final int maxArguments;
    private final Set<AttributeType> argumentTypes;

    LegacyOperator(int minArguments, int maxArguments, Set<AttributeType> argumentTypes) {
        this.minArguments = minArguments;
        this.maxArguments = maxArguments;
        this.argumentTypes = argumentTypes;
    }

    /** @throws InvalidExpressionException when there is no such operator */
    static LegacyOperator named(@Nullable String name) {
        for (LegacyOperator operator : values()) {
            if (operator.name().equals(name)) {
                return operator;
            }
        }
        throw new InvalidExpressionException("Comparison type does not exist in DynamoDB");
    }

    /**
     * Checks what the operator is given, its values first.
     *
     * @throws InvalidExpressionException when the operator cannot be used with these arguments
     * @throws dev.dolmen.item.InvalidItemException when one of them is invalid
     */
    void requireArguments(List<AttributeValue> arguments) {
        arguments.forEach(AttributeValue::requireValid);
        if (arguments.size() < minArguments || arguments.size() > maxArguments) {
            throw new InvalidExpressionException(
                    INVALID + "Invalid number of argument(s) for the " + name() + " ComparisonOperator");
        }
        for (AttributeValue argument : arguments) {
            if (!argumentTypes.contains(argument.type())) {
                throw new InvalidExpressionException(INVALID + "ComparisonOperator " + name() + " is not valid for "
                        + argument.type() + " AttributeValue type");
            }
        }
        if (arguments.stream().map(AttributeValue::type).distinct().count() > 1) {
            throw new InvalidExpressionException(
                    INVALID + "AttributeValues inside AttributeValueList must be of same type");
        }
        if (this == BETWEEN
                && LiteralOrder.compare(new Operand.Literal(arguments.get(0)), new Operand.Literal(arguments.get(1)))
                        > 0) {
            throw new InvalidExpressionException(
                    "The BETWEEN condition was provided a range where the lower bound is greater than the upper"
                            + " bound");
        }
    }

    /** The condition on an attribute. Requires: arguments that passed {@link #requireArguments}. */
    Condition condition(String name, List<AttributeValue> arguments) {
        Operand.Attribute attribute = new Operand.Attribute(DocumentPath.attribute(name));
        List<Operand> operands =
                arguments.stream().<Operand>map(Operand.Literal::new).toList();
        return switch (this) {
            case EQ -> new Condition.Comparison(attribute, Comparator.EQ, operands.get(0));
            case NE -> new Condition.Comparison(attribute, Comparator.NE, operands.get(0));
            case LT -> new Condition.Comparison(attribute, Comparator.LT, operands.get(0));
            case LE -> new Condition.Comparison(attribute, Comparator.LE, operands.get(0));
            case GT -> new Condition.Comparison(attribute, Comparator.GT, operands.get(0));
            case GE -> new Condition.Comparison(attribute, Comparator.GE, operands.get(0));
            case CONTAINS -> new Condition.Contains(attribute, operands.get(0));
            // A missing attribute contains nothing, and yet the operator does not hold for it.
            case NOT_CONTAINS ->
                new Condition.Existence(attribute, true)
                        .and(new Condition.Contains(attribute, operands.get(0)).negate());
            case BEGINS_WITH -> new Condition.BeginsWith(attribute, operands.get(0));
            case IN -> new Condition.In(attribute, operands);
            case BETWEEN -> new Condition.Between(attribute, operands.get(0), operands.get(1));
            case NULL -> new Condition.Existence(attribute, false);
            case NOT_NULL -> new Condition.Existence(attribute, true);
        };
    }

    /** The condition on a key attribute; null when keys are not searched by it. */
    @Nullable
    KeyTerm keyTerm(String name, List<AttributeValue> arguments) {
        KeyOperator operator =
                switch (this) {
                    case EQ -> KeyOperator.EQ;
                    case LT -> KeyOperator.LT;
                    case LE -> KeyOperator.LE;
                    case GT -> KeyOperator.GT;
                    case GE -> KeyOperator.GE;
                    case BEGINS_WITH -> KeyOperator.BEGINS_WITH;
                    case BETWEEN -> KeyOperator.BETWEEN;
                    case NE, CONTAINS, NOT_CONTAINS, IN, NULL, NOT_NULL -> null;
                };
        return operator == null
                ? null
                : new KeyTerm(name, operator, arguments.get(0), this == BETWEEN ? arguments.get(1) : null);
    }
}
