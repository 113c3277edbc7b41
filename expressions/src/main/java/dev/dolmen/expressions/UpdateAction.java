package dev.dolmen.expressions;

import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Binary;
import dev.dolmen.item.DynamoNumber;
import dev.dolmen.item.EncodedItem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an update does at one document path. Immutable. */
public sealed interface UpdateAction {

    DocumentPath path();

    /**
     * What the path holds afterwards.
     *
     * @param item before the update
     * @param current what the path holds; null for nothing
     * @return null for nothing
     * @throws InapplicableUpdateException when that cannot be done to what is there
     */
    @Nullable
    AttributeValue apply(EncodedItem item, @Nullable AttributeValue current);

    /** Whether it puts something where nothing is. */
    default boolean creates() {
        return false;
    }

    /** The type of what the path comes to hold, or must have held, where that is known without the item; null otherwise. */
    default @Nullable AttributeType staticType() {
        return null;
    }

    /** What the path holds afterwards, where the request says it; null otherwise. */
    default @Nullable AttributeValue staticValue() {
        return null;
    }

    /** {@code SET path = value}. */
    record Assign(DocumentPath path, NewValue value) implements UpdateAction {
        @Override
        public AttributeValue apply(EncodedItem item, @Nullable AttributeValue current) {
            return value.in(item);
        }

        @Override
        public boolean creates() {
            return true;
        }

        @Override
        public @Nullable AttributeType staticType() {
            return value.staticType();
        }

        @Override
        public @Nullable AttributeValue staticValue() {
            return value instanceof NewValue.Plain plain && plain.operand() instanceof Operand.Literal literal
                    ? literal.value()
                    : null;
        }
    }

    /** {@code REMOVE path}. */
    record Remove(DocumentPath path) implements UpdateAction {
        @Override
        public @Nullable AttributeValue apply(EncodedItem item, @Nullable AttributeValue current) {
            return null;
        }
    }

    /**
     * {@code ADD path value}: adds to a number or a set, and (in its legacy form) to the end of a list; what is not there
     * becomes the value.
     *
     * @param mismatch DynamoDB's text for something else being there
     */
    record Add(DocumentPath path, AttributeValue value, String mismatch) implements UpdateAction {
        @Override
        public AttributeValue apply(EncodedItem item, @Nullable AttributeValue current) {
            if (current == null) {
                return value;
            }
            if (current instanceof AttributeValue.N a && value instanceof AttributeValue.N b) {
                return AttributeValue.n(a.value().add(b.value()));
            }
            if (current instanceof AttributeValue.SS a && value instanceof AttributeValue.SS b) {
                return new AttributeValue.SS(union(a.value(), b.value()));
            }
            if (current instanceof AttributeValue.NS a && value instanceof AttributeValue.NS b) {
                return new AttributeValue.NS(union(a.value(), b.value()));
            }
            if (current instanceof AttributeValue.BS a && value instanceof AttributeValue.BS b) {
                return new AttributeValue.BS(union(a.value(), b.value()));
            }
            if (current instanceof AttributeValue.L a && value instanceof AttributeValue.L b) {
                List<AttributeValue> all = new ArrayList<>(a.value());
                all.addAll(b.value());
                return AttributeValue.l(all);
            }
            throw new InapplicableUpdateException(mismatch);
        }

        @Override
        public boolean creates() {
            return true;
        }

        @Override
        public AttributeType staticType() {
            return value.type();
        }

        private static <T> Set<T> union(Set<T> a, Set<T> b) {
            Set<T> all = new LinkedHashSet<>(a);
            all.addAll(b);
            return all;
        }
    }

    /**
     * {@code DELETE path set}: takes members out of a set, which is gone with its last one.
     *
     * @param mismatch DynamoDB's text for something else being there
     */
    record Delete(DocumentPath path, AttributeValue value, String mismatch) implements UpdateAction {
        @Override
        public @Nullable AttributeValue apply(EncodedItem item, @Nullable AttributeValue current) {
            if (current == null) {
                return null;
            }
            if (current instanceof AttributeValue.SS a && value instanceof AttributeValue.SS b) {
                Set<String> left = difference(a.value(), b.value());
                return left.isEmpty() ? null : new AttributeValue.SS(left);
            }
            if (current instanceof AttributeValue.NS a && value instanceof AttributeValue.NS b) {
                Set<DynamoNumber> left = difference(a.value(), b.value());
                return left.isEmpty() ? null : new AttributeValue.NS(left);
            }
            if (current instanceof AttributeValue.BS a && value instanceof AttributeValue.BS b) {
                Set<Binary> left = difference(a.value(), b.value());
                return left.isEmpty() ? null : new AttributeValue.BS(left);
            }
            throw new InapplicableUpdateException(mismatch);
        }

        @Override
        public AttributeType staticType() {
            return value.type();
        }

        private static <T> Set<T> difference(Set<T> a, Set<T> b) {
            Set<T> left = new LinkedHashSet<>(a);
            left.removeAll(b);
            return left;
        }
    }
}
