package dev.dolmen.testkit;

import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.DocumentPath;
import dev.dolmen.expressions.Operand;
import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Evaluates conditions the plain way, on decoded items; what the evaluation on encoded items must agree with. */
final class ConditionOracle {
    private final Item item;

    ConditionOracle(Item item) {
        this.item = item;
    }

    boolean test(Condition condition) {
        if (condition instanceof Condition.And and) {
            return and.terms().stream().allMatch(this::test);
        } else if (condition instanceof Condition.Or or) {
            return or.terms().stream().anyMatch(this::test);
        } else if (condition instanceof Condition.Not not) {
            return !test(not.term());
        } else if (condition instanceof Condition.Comparison c) {
            return compare(c);
        } else if (condition instanceof Condition.Between b) {
            Integer low = order(value(b.value()), value(b.low()));
            Integer high = order(value(b.value()), value(b.high()));
            return low != null && high != null && low >= 0 && high <= 0;
        } else if (condition instanceof Condition.In in) {
            AttributeValue value = value(in.value());
            return value != null && in.candidates().stream().anyMatch(c -> value.equals(value(c)));
        } else if (condition instanceof Condition.Existence e) {
            return (value(e.attribute()) != null) == e.expected();
        } else if (condition instanceof Condition.HasType h) {
            AttributeValue value = value(h.operand());
            return value != null && value.type() == h.type();
        } else if (condition instanceof Condition.BeginsWith b) {
            return beginsWith(value(b.operand()), value(b.prefix()));
        } else if (condition instanceof Condition.Contains c) {
            return contains(value(c.container()), value(c.element()));
        }
        throw new AssertionError(condition);
    }

    private boolean compare(Condition.Comparison c) {
        AttributeValue left = value(c.left());
        AttributeValue right = value(c.right());
        boolean equal = left != null && left.equals(right);
        Integer order = order(left, right);
        return switch (c.comparator()) {
            case EQ -> equal;
            case NE -> !equal;
            case LT -> order != null && order < 0;
            case LE -> order != null && order <= 0;
            case GT -> order != null && order > 0;
            case GE -> order != null && order >= 0;
        };
    }

    private @Nullable AttributeValue value(Operand operand) {
        if (operand instanceof Operand.Literal literal) {
            return literal.value();
        } else if (operand instanceof Operand.Size size) {
            return size(value(size.operand()));
        } else if (operand instanceof Operand.Attribute attribute) {
            AttributeValue value = AttributeValue.m(item.attributes());
            for (DocumentPath.Element element : attribute.path().elements()) {
                value = child(value, element);
            }
            return value;
        }
        throw new AssertionError(operand);
    }

    private static @Nullable AttributeValue child(@Nullable AttributeValue parent, DocumentPath.Element element) {
        if (element instanceof DocumentPath.Name name && parent instanceof AttributeValue.M map) {
            return map.value().get(name.name());
        } else if (element instanceof DocumentPath.Index index && parent instanceof AttributeValue.L list) {
            return index.index() < list.value().size() ? list.value().get(index.index()) : null;
        }
        return null;
    }

    private static @Nullable AttributeValue size(@Nullable AttributeValue value) {
        int size;
        if (value instanceof AttributeValue.S s) {
            size = s.value().length();
        } else if (value instanceof AttributeValue.B b) {
            size = b.value().length();
        } else if (value instanceof AttributeValue.M m) {
            size = m.value().size();
        } else if (value instanceof AttributeValue.L l) {
            size = l.value().size();
        } else if (value instanceof AttributeValue.SS ss) {
            size = ss.value().size();
        } else if (value instanceof AttributeValue.NS ns) {
            size = ns.value().size();
        } else if (value instanceof AttributeValue.BS bs) {
            size = bs.value().size();
        } else {
            return null;
        }
        return AttributeValue.n(size);
    }

    /** How two values of one ordered type compare; null for all others. */
    private static @Nullable Integer order(@Nullable AttributeValue a, @Nullable AttributeValue b) {
        if (a instanceof AttributeValue.N x && b instanceof AttributeValue.N y) {
            return x.value().toBigDecimal().compareTo(y.value().toBigDecimal());
        }
        byte[] x = bytes(a);
        byte[] y = bytes(b);
        return x == null || y == null || a == null || b == null || a.type() != b.type()
                ? null
                : Integer.valueOf(Arrays.compareUnsigned(x, y));
    }

    private static byte @Nullable [] bytes(@Nullable AttributeValue value) {
        if (value instanceof AttributeValue.S s) {
            return s.value().getBytes(StandardCharsets.UTF_8);
        }
        return value instanceof AttributeValue.B b ? b.value().toByteArray() : null;
    }

    private static boolean beginsWith(@Nullable AttributeValue value, @Nullable AttributeValue prefix) {
        if (value instanceof AttributeValue.S s && prefix instanceof AttributeValue.S p) {
            return s.value().startsWith(p.value());
        }
        return value instanceof AttributeValue.B
                && prefix instanceof AttributeValue.B
                && hex(value).startsWith(hex(prefix));
    }

    private static boolean contains(@Nullable AttributeValue whole, @Nullable AttributeValue part) {
        if (whole == null || part == null) {
            return false;
        } else if (whole instanceof AttributeValue.L l) {
            return l.value().contains(part);
        } else if (part instanceof AttributeValue.S p) {
            return whole instanceof AttributeValue.S s && s.value().contains(p.value())
                    || whole instanceof AttributeValue.SS ss && ss.value().contains(p.value());
        } else if (part instanceof AttributeValue.B p) {
            return whole.type() == AttributeType.B && hex(whole).contains(hex(part))
                    || whole instanceof AttributeValue.BS bs && bs.value().contains(p.value());
        }
        return part instanceof AttributeValue.N p
                && whole instanceof AttributeValue.NS ns
                && ns.value().contains(p.value());
    }

    /** A binary with a mark before every byte, so that matches begin at bytes only. */
    private static String hex(AttributeValue binary) {
        StringBuilder hex = new StringBuilder();
        for (byte b : ((AttributeValue.B) binary).value().toByteArray()) {
            hex.append(String.format(".%02x", b));
        }
        return hex.toString();
    }
}
