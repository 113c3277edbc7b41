package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import java.util.Arrays;
import java.util.List;

/**
 * Something conditions are built on: an attribute ({@link Attr}) or its size. Every method makes the condition its
 * expression counterpart parses to, and refuses what that refuses, with the same text. Values are as
 * {@link AttributeValue#of} takes them.
 */
public abstract sealed class Comparand permits Attr, Comparand.SizeOf {
    static final ConditionRules RULES = new ConditionRules(ExpressionKind.CONDITION);

    private final Operand operand;

    Comparand(Operand operand) {
        this.operand = operand;
    }

    /** The number of characters, bytes, members or elements of an attribute's value. */
    public static final class SizeOf extends Comparand {
        SizeOf(Operand operand) {
            super(RULES.size(List.of(operand)));
        }
    }

    /** This as a part of a condition's tree. */
    public Operand operand() {
        return operand;
    }

    /** {@code = value}. */
    public Condition eq(Object value) {
        return compare(Comparator.EQ, literal(value));
    }

    /** {@code = other}, both taken from the item. */
    public Condition eq(Comparand other) {
        return compare(Comparator.EQ, other.operand);
    }

    /** {@code <> value}; holds for a missing attribute. */
    public Condition ne(Object value) {
        return compare(Comparator.NE, literal(value));
    }

    /** {@code <> other}, both taken from the item. */
    public Condition ne(Comparand other) {
        return compare(Comparator.NE, other.operand);
    }

    /** {@code < value}. */
    public Condition lt(Object value) {
        return compare(Comparator.LT, literal(value));
    }

    /** {@code < other}, both taken from the item. */
    public Condition lt(Comparand other) {
        return compare(Comparator.LT, other.operand);
    }

    /** {@code <= value}. */
    public Condition le(Object value) {
        return compare(Comparator.LE, literal(value));
    }

    /** {@code <= other}, both taken from the item. */
    public Condition le(Comparand other) {
        return compare(Comparator.LE, other.operand);
    }

    /** {@code > value}. */
    public Condition gt(Object value) {
        return compare(Comparator.GT, literal(value));
    }

    /** {@code > other}, both taken from the item. */
    public Condition gt(Comparand other) {
        return compare(Comparator.GT, other.operand);
    }

    /** {@code >= value}. */
    public Condition ge(Object value) {
        return compare(Comparator.GE, literal(value));
    }

    /** {@code >= other}, both taken from the item. */
    public Condition ge(Comparand other) {
        return compare(Comparator.GE, other.operand);
    }

    /** {@code BETWEEN low AND high}, bounds included. */
    public Condition between(Object low, Object high) {
        return RULES.between(operand, literal(low), literal(high));
    }

    /** {@code IN (values…)}. @param values one to a hundred */
    public Condition in(Object... values) {
        return in(Arrays.asList(values));
    }

    /** {@code IN (values…)}. @param values one to a hundred */
    public Condition in(List<?> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("IN takes at least one value");
        }
        return RULES.in(
                operand, values.stream().<Operand>map(Comparand::literal).toList());
    }

    static Operand literal(Object value) {
        return new Operand.Literal(AttributeValue.of(value));
    }

    private Condition compare(Comparator comparator, Operand other) {
        return RULES.comparison(operand, comparator, other);
    }
}
