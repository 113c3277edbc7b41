package dev.dolmen.expressions;

import dev.dolmen.item.AttributeType;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.EncodedValue;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a comparison or function works on, bound to its names and values. Immutable. */
public sealed interface Operand permits Operand.Attribute, Operand.Literal, Operand.Size {

    /** The operand's value for this item, or {@code null} when it has none. */
    @Nullable
    EncodedValue in(EncodedItem item);

    /** The type every value of this operand has, or {@code null} when only the item tells. */
    @Nullable
    AttributeType staticType();

    /** The value at a path of the item. */
    final class Attribute implements Operand {
        private final DocumentPath path;

        /** For each element of the path a name in UTF-8, or {@code null} for an index. */
        private final byte @Nullable [][] names;

        private final int[] indexes;

        public Attribute(DocumentPath path) {
            this.path = path;
            List<DocumentPath.Element> elements = path.elements();
            this.names = new byte[elements.size()][];
            this.indexes = new int[elements.size()];
            for (int i = 0; i < names.length; i++) {
                if (elements.get(i) instanceof DocumentPath.Name name) {
                    names[i] = name.name().getBytes(StandardCharsets.UTF_8);
                } else if (elements.get(i) instanceof DocumentPath.Index index) {
                    indexes[i] = index.index();
                }
            }
        }

        public DocumentPath path() {
            return path;
        }

        @Override
        public @Nullable EncodedValue in(EncodedItem item) {
            EncodedValue value = item.get(names[0]);
            for (int i = 1; i < names.length && value != null; i++) {
                byte[] name = names[i];
                value = name == null ? value.element(indexes[i]) : value.member(name);
            }
            return value;
        }

        @Override
        public @Nullable AttributeType staticType() {
            return null;
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Attribute other && path.equals(other.path);
        }

        @Override
        public int hashCode() {
            return path.hashCode();
        }

        @Override
        public String toString() {
            return path.toString();
        }
    }

    /** A value the request brought along. */
    final class Literal implements Operand {
        private final AttributeValue value;
        private final EncodedValue encoded;

        /** @throws dev.dolmen.item.InvalidItemException when the value is nested too deep */
        public Literal(AttributeValue value) {
            this.value = value;
            this.encoded = EncodedValue.of(value);
        }

        public AttributeValue value() {
            return value;
        }

        @Override
        public EncodedValue in(EncodedItem item) {
            return encoded;
        }

        @Override
        public AttributeType staticType() {
            return value.type();
        }

        @Override
        public boolean equals(Object object) {
            return object instanceof Literal other && value.equals(other.value);
        }

        @Override
        public int hashCode() {
            return value.hashCode();
        }

        @Override
        public String toString() {
            return value.toString();
        }
    }

    /** {@code size(operand)}: a number, or nothing where the operand has no size. */
    record Size(Operand operand) implements Operand {
        /** Small sizes are by far the most frequent, and encoding one allocates. */
        private static final EncodedValue[] SMALL = new EncodedValue[256];

        static {
            for (int size = 0; size < SMALL.length; size++) {
                SMALL[size] = EncodedValue.of(AttributeValue.n(size));
            }
        }

        @Override
        public @Nullable EncodedValue in(EncodedItem item) {
            EncodedValue value = operand.in(item);
            int size = value == null ? -1 : value.size();
            if (size < 0) {
                return null;
            }
            return size < SMALL.length ? SMALL[size] : EncodedValue.of(AttributeValue.n(size));
        }

        @Override
        public AttributeType staticType() {
            return AttributeType.N;
        }
    }
}
