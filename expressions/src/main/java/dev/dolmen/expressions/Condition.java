package dev.dolmen.expressions;

import dev.dolmen.item.AttributeType;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.EncodedValue;
import java.util.List;
import java.util.function.Consumer;

/**
 * A condition on an item: an immutable tree, bound to its names and values and evaluated on the encoded item, of which
 * it decodes nothing. A missing operand satisfies no comparison but {@code <>}; operands of different types are never
 * equal and never ordered.
 *
 * <p>Come by one through {@link #parse}, {@link Attr} or {@link LegacyConditions}; the nodes themselves check no rule.
 *
 * <p>Source: DynamoDB Developer Guide, "Condition and filter expressions, operators, and functions".
 */
public sealed interface Condition {

    /**
     * Parses a {@code ConditionExpression} or {@code FilterExpression}.
     *
     * @param kind names the parameter in messages
     * @throws InvalidExpressionException with DynamoDB's text, when the expression breaks a rule
     */
    static Condition parse(String expression, ExpressionKind kind, Placeholders placeholders) {
        return ConditionBinder.parse(expression, kind, placeholders);
    }

    /** Whether the item satisfies the condition; {@link EncodedItem#EMPTY} stands for an item that does not exist. */
    boolean test(EncodedItem item);

    /** Shows the condition's operands, from left to right. */
    void forEachOperand(Consumer<Operand> action);

    /** Shows every document path of the condition, in the order written, repeats included. */
    default void forEachPath(Consumer<DocumentPath> action) {
        forEachOperand(operand -> {
            Operand inner = operand;
            while (inner instanceof Operand.Size size) {
                inner = size.operand();
            }
            if (inner instanceof Operand.Attribute attribute) {
                action.accept(attribute.path());
            }
        });
    }

    /** Holds when both hold. */
    default Condition and(Condition other) {
        return new And(List.of(this, other));
    }

    /** Holds when either holds. */
    default Condition or(Condition other) {
        return new Or(List.of(this, other));
    }

    /** Holds when this does not. */
    default Condition negate() {
        return new Not(this);
    }

    /** Holds when all terms hold; with no term, always. */
    record And(List<Condition> terms) implements Condition {
        public And {
            terms = List.copyOf(terms);
        }

        @Override
        public boolean test(EncodedItem item) {
            for (int i = 0; i < terms.size(); i++) {
                if (!terms.get(i).test(item)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void forEachOperand(Consumer<Operand> action) {
            terms.forEach(term -> term.forEachOperand(action));
        }
    }

    /** Holds when a term holds. */
    record Or(List<Condition> terms) implements Condition {
        public Or {
            terms = List.copyOf(terms);
        }

        @Override
        public boolean test(EncodedItem item) {
            for (int i = 0; i < terms.size(); i++) {
                if (terms.get(i).test(item)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void forEachOperand(Consumer<Operand> action) {
            terms.forEach(term -> term.forEachOperand(action));
        }
    }

    record Not(Condition term) implements Condition {
        @Override
        public boolean test(EncodedItem item) {
            return !term.test(item);
        }

        @Override
        public void forEachOperand(Consumer<Operand> action) {
            term.forEachOperand(action);
        }
    }

    record Comparison(Operand left, Comparator comparator, Operand right) implements Condition {
        @Override
        public boolean test(EncodedItem item) {
            EncodedValue a = left.in(item);
            EncodedValue b = right.in(item);
            if (!comparator.isOrdering()) {
                return (a != null && b != null && a.equals(b)) == (comparator == Comparator.EQ);
            }
            return a != null && b != null && a.isComparableWith(b) && comparator.holds(a.compareTo(b));
        }

        @Override
        public void forEachOperand(Consumer<Operand> action) {
            action.accept(left);
            action.accept(right);
        }
    }

    /** {@code value BETWEEN low AND high}, bounds included. */
    record Between(Operand value, Operand low, Operand high) implements Condition {
        @Override
        public boolean test(EncodedItem item) {
            EncodedValue v = value.in(item);
            EncodedValue from = low.in(item);
            EncodedValue to = high.in(item);
            return v != null
                    && from != null
                    && to != null
                    && v.isComparableWith(from)
                    && v.isComparableWith(to)
                    && v.compareTo(from) >= 0
                    && v.compareTo(to) <= 0;
        }

        @Override
        public void forEachOperand(Consumer<Operand> action) {
            action.accept(value);
            action.accept(low);
            action.accept(high);
        }
    }

    /** Holds when the value equals a candidate. */
    record In(Operand value, List<Operand> candidates) implements Condition {
        public In {
            candidates = List.copyOf(candidates);
        }

        @Override
        public boolean test(EncodedItem item) {
            EncodedValue v = value.in(item);
            if (v == null) {
                return false;
            }
            for (int i = 0; i < candidates.size(); i++) {
                if (v.equals(candidates.get(i).in(item))) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void forEachOperand(Consumer<Operand> action) {
            action.accept(value);
            candidates.forEach(action);
        }
    }

    /** {@code attribute_exists(path)} or, when not {@code expected}, {@code attribute_not_exists(path)}. */
    record Existence(Operand.Attribute attribute, boolean expected) implements Condition {
        @Override
        public boolean test(EncodedItem item) {
            return (attribute.in(item) != null) == expected;
        }

        @Override
        public void forEachOperand(Consumer<Operand> action) {
            action.accept(attribute);
        }
    }

    /** {@code attribute_type(operand, :type)}. */
    record HasType(Operand operand, AttributeType type) implements Condition {
        @Override
        public boolean test(EncodedItem item) {
            EncodedValue value = operand.in(item);
            return value != null && value.type() == type;
        }

        @Override
        public void forEachOperand(Consumer<Operand> action) {
            action.accept(operand);
        }
    }

    /** {@code begins_with(operand, prefix)}. */
    record BeginsWith(Operand operand, Operand prefix) implements Condition {
        @Override
        public boolean test(EncodedItem item) {
            EncodedValue value = operand.in(item);
            EncodedValue start = prefix.in(item);
            return value != null && start != null && value.beginsWith(start);
        }

        @Override
        public void forEachOperand(Consumer<Operand> action) {
            action.accept(operand);
            action.accept(prefix);
        }
    }

    /** {@code contains(container, element)}: part of a string or binary, member of a set, element of a list. */
    record Contains(Operand container, Operand element) implements Condition {
        @Override
        public boolean test(EncodedItem item) {
            EncodedValue whole = container.in(item);
            EncodedValue part = element.in(item);
            return whole != null && part != null && whole.contains(part);
        }

        @Override
        public void forEachOperand(Consumer<Operand> action) {
            action.accept(container);
            action.accept(element);
        }
    }
}
