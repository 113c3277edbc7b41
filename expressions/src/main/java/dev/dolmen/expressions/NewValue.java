package dev.dolmen.expressions;

import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.EncodedValue;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What an assignment of an update sets an attribute to, read from the item as it was before the update. Immutable. */
public sealed interface NewValue {

    /**
     * The value.
     *
     * @throws InapplicableUpdateException when the item lacks an operand, or has one of another type
     */
    AttributeValue in(EncodedItem item);

    /** The type that the value always has; null when the item decides. */
    @Nullable
    AttributeType staticType();

    /** Shows the document paths of the operands. */
    void forEachPath(Consumer<DocumentPath> action);

    /** What is there, or in the request. */
    record Plain(Operand operand) implements NewValue {
        @Override
        public AttributeValue in(EncodedItem item) {
            if (operand instanceof Operand.Literal literal) {
                return literal.value();
            }
            EncodedValue value = operand.in(item);
            if (value == null) {
                throw new InapplicableUpdateException(
                        "The provided expression refers to an attribute that does not exist in the item");
            }
            return value.decode();
        }

        @Override
        public @Nullable AttributeType staticType() {
            return operand.staticType();
        }

        @Override
        public void forEachPath(Consumer<DocumentPath> action) {
            if (operand instanceof Operand.Attribute attribute) {
                action.accept(attribute.path());
            }
        }
    }

    /** {@code if_not_exists(attribute, otherwise)}. */
    record IfNotExists(Operand.Attribute attribute, NewValue otherwise) implements NewValue {
        @Override
        public AttributeValue in(EncodedItem item) {
            EncodedValue value = attribute.in(item);
            return value == null ? otherwise.in(item) : value.decode();
        }

        @Override
        public @Nullable AttributeType staticType() {
            return null;
        }

        @Override
        public void forEachPath(Consumer<DocumentPath> action) {
            action.accept(attribute.path());
            otherwise.forEachPath(action);
        }
    }

    /** {@code list_append(first, second)}. */
    record ListAppend(NewValue first, NewValue second) implements NewValue {
        @Override
        public AttributeValue in(EncodedItem item) {
            AttributeValue head = first.in(item);
            AttributeValue tail = second.in(item);
            if (head instanceof AttributeValue.L one && tail instanceof AttributeValue.L two) {
                List<AttributeValue> all = new ArrayList<>(one.value());
                all.addAll(two.value());
                return AttributeValue.l(all);
            }
            throw wrongType();
        }

        @Override
        public AttributeType staticType() {
            return AttributeType.L;
        }

        @Override
        public void forEachPath(Consumer<DocumentPath> action) {
            first.forEachPath(action);
            second.forEachPath(action);
        }
    }

    /** {@code left + right}, or {@code left - right}: exact, or refused for more than 38 digits. */
    record Sum(NewValue left, NewValue right, boolean negated) implements NewValue {
        @Override
        public AttributeValue in(EncodedItem item) {
            AttributeValue a = left.in(item);
            AttributeValue b = right.in(item);
            if (a instanceof AttributeValue.N one && b instanceof AttributeValue.N two) {
                return AttributeValue.n(
                        negated
                                ? one.value().subtract(two.value())
                                : one.value().add(two.value()));
            }
            throw wrongType();
        }

        @Override
        public AttributeType staticType() {
            return AttributeType.N;
        }

        @Override
        public void forEachPath(Consumer<DocumentPath> action) {
            left.forEachPath(action);
            right.forEachPath(action);
        }
    }

    private static InapplicableUpdateException wrongType() {
        return new InapplicableUpdateException("An operand in the update expression has an incorrect data type");
    }
}
