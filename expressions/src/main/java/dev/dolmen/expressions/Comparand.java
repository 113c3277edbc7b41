package dev.dolmen.expressions;

import dev.dolmen.item.AttributeValue;
import java.util.Arrays;
import java.util.List;

/**
 * Something conditions are built on: an attribute ({@link Attr}) or its size. Every method makes the condition its
 * expression counterpart parses to, and refuses what that refuses, with the same text.
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
    public Condition eq(AttributeValue value) {
        return compare(Comparator.EQ, value);
    }

    public Condition eq(String value) {
        return eq(AttributeValue.s(value));
    }

    public Condition eq(long value) {
        return eq(AttributeValue.n(value));
    }

    public Condition eq(boolean value) {
        return eq(AttributeValue.bool(value));
    }

    /** {@code = other}, both taken from the item. */
    public Condition eq(Comparand other) {
        return RULES.comparison(operand, Comparator.EQ, other.operand);
    }

    /** {@code <> value}; holds for a missing attribute. */
    public Condition ne(AttributeValue value) {
        return compare(Comparator.NE, value);
    }

    public Condition ne(String value) {
        return ne(AttributeValue.s(value));
    }

    public Condition ne(long value) {
        return ne(AttributeValue.n(value));
    }

    public Condition ne(boolean value) {
        return ne(AttributeValue.bool(value));
    }

    /** {@code <> other}, both taken from the item. */
    public Condition ne(Comparand other) {
        return RULES.comparison(operand, Comparator.NE, other.operand);
    }

    /** {@code < value}. */
    public Condition lt(AttributeValue value) {
        return compare(Comparator.LT, value);
    }

    public Condition lt(String value) {
        return lt(AttributeValue.s(value));
    }

    public Condition lt(long value) {
        return lt(AttributeValue.n(value));
    }

    /** {@code < other}, both taken from the item. */
    public Condition lt(Comparand other) {
        return RULES.comparison(operand, Comparator.LT, other.operand);
    }

    /** {@code <= value}. */
    public Condition le(AttributeValue value) {
        return compare(Comparator.LE, value);
    }

    public Condition le(String value) {
        return le(AttributeValue.s(value));
    }

    public Condition le(long value) {
        return le(AttributeValue.n(value));
    }

    /** {@code <= other}, both taken from the item. */
    public Condition le(Comparand other) {
        return RULES.comparison(operand, Comparator.LE, other.operand);
    }

    /** {@code > value}. */
    public Condition gt(AttributeValue value) {
        return compare(Comparator.GT, value);
    }

    public Condition gt(String value) {
        return gt(AttributeValue.s(value));
    }

    public Condition gt(long value) {
        return gt(AttributeValue.n(value));
    }

    /** {@code > other}, both taken from the item. */
    public Condition gt(Comparand other) {
        return RULES.comparison(operand, Comparator.GT, other.operand);
    }

    /** {@code >= value}. */
    public Condition ge(AttributeValue value) {
        return compare(Comparator.GE, value);
    }

    public Condition ge(String value) {
        return ge(AttributeValue.s(value));
    }

    public Condition ge(long value) {
        return ge(AttributeValue.n(value));
    }

    /** {@code >= other}, both taken from the item. */
    public Condition ge(Comparand other) {
        return RULES.comparison(operand, Comparator.GE, other.operand);
    }

    /** {@code BETWEEN low AND high}, bounds included. */
    public Condition between(AttributeValue low, AttributeValue high) {
        return RULES.between(operand, new Operand.Literal(low), new Operand.Literal(high));
    }

    public Condition between(String low, String high) {
        return between(AttributeValue.s(low), AttributeValue.s(high));
    }

    public Condition between(long low, long high) {
        return between(AttributeValue.n(low), AttributeValue.n(high));
    }

    /** {@code IN (values…)}. @param values one to a hundred */
    public Condition in(List<? extends AttributeValue> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("IN takes at least one value");
        }
        return RULES.in(
                operand, values.stream().<Operand>map(Operand.Literal::new).toList());
    }

    /** {@code IN (values…)}. @param values one to a hundred */
    public Condition in(AttributeValue... values) {
        return in(Arrays.asList(values));
    }

    public Condition in(String... values) {
        return in(Arrays.stream(values).map(AttributeValue::s).toList());
    }

    public Condition in(long... values) {
        return in(Arrays.stream(values).mapToObj(AttributeValue::n).toList());
    }

    private Condition compare(Comparator comparator, AttributeValue value) {
        return RULES.comparison(operand, comparator, new Operand.Literal(value));
    }
}
