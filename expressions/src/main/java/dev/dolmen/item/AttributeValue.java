package dev.dolmen.item;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The value of an attribute: one of DynamoDB's ten types. Immutable, and equal by DynamoDB's rules: numbers by numeric
 * value whatever their text was, sets and maps whatever their order, lists element by element, and values of different
 * types never.
 *
 * <pre>{@code
 * AttributeValue address = AttributeValue.m(Map.of("city", AttributeValue.s("Carnac"), "zip", AttributeValue.n(56340)));
 * }</pre>
 *
 * <p>What one value can break alone (an empty set, a number out of range) is refused when the value is made; what only
 * a whole item or a key can break is for {@link ItemLimits}.
 *
 * <p>Rules: DynamoDB Developer Guide, "Supported data types and naming rules in Amazon DynamoDB".
 */
public sealed interface AttributeValue {

    /** Which of the ten types it has. */
    AttributeType type();

    /** @throws InvalidItemException the fault of a value that is {@link Invalid} */
    default void requireValid() {}

    /** A string; the empty one is allowed outside keys. */
    record S(String value) implements AttributeValue {
        public S {
            Utf8.requireWellFormed(value);
        }

        @Override
        public AttributeType type() {
            return AttributeType.S;
        }
    }

    /** A number, exact to 38 digits. */
    record N(DynamoNumber value) implements AttributeValue {
        @Override
        public AttributeType type() {
            return AttributeType.N;
        }
    }

    /** Bytes; none at all is allowed outside keys. */
    record B(Binary value) implements AttributeValue {
        @Override
        public AttributeType type() {
            return AttributeType.B;
        }
    }

    /** True or false. */
    record BOOL(boolean value) implements AttributeValue {
        @Override
        public AttributeType type() {
            return AttributeType.BOOL;
        }
    }

    /** DynamoDB's null value, which is not the same as having no attribute. */
    record NULL() implements AttributeValue {
        @Override
        public AttributeType type() {
            return AttributeType.NULL;
        }
    }

    /** A map, in the order it was given; {@code value} is unmodifiable. */
    record M(Map<String, AttributeValue> value) implements AttributeValue {
        public M {
            value = Item.copyOf(value);
        }

        @Override
        public AttributeType type() {
            return AttributeType.M;
        }
    }

    /** A list; {@code value} is unmodifiable. */
    record L(List<AttributeValue> value) implements AttributeValue {
        public L {
            value = value instanceof StoredElements ? value : List.copyOf(value);
        }

        @Override
        public AttributeType type() {
            return AttributeType.L;
        }
    }

    /** A string set with at least one member; {@code value} is unmodifiable. */
    record SS(Set<String> value) implements AttributeValue {
        public SS {
            value = SetMembers.copyOf(AttributeType.SS, value);
            value.forEach(Utf8::requireWellFormed);
        }

        @Override
        public AttributeType type() {
            return AttributeType.SS;
        }
    }

    /** A number set with at least one member; {@code value} is unmodifiable. */
    record NS(Set<DynamoNumber> value) implements AttributeValue {
        public NS {
            value = SetMembers.copyOf(AttributeType.NS, value);
        }

        @Override
        public AttributeType type() {
            return AttributeType.NS;
        }
    }

    /** A binary set with at least one member; {@code value} is unmodifiable. */
    record BS(Set<Binary> value) implements AttributeValue {
        public BS {
            value = SetMembers.copyOf(AttributeType.BS, value);
        }

        @Override
        public AttributeType type() {
            return AttributeType.BS;
        }
    }

    /**
     * What a request has in the place of a value and is none. It carries its fault to where the operation that is asked for
     * looks at its values: which of a request's faults is told is for the operation to say, not for what reads the request.
     * It is no value anywhere else, and tells its fault to whatever takes it for one.
     *
     * @param fault what is wrong
     */
    record Invalid(InvalidItemException fault) implements AttributeValue {
        @Override
        public AttributeType type() {
            throw fault;
        }

        @Override
        public void requireValid() {
            throw fault;
        }
    }

    /**
     * The value that stands for one of Java's own, as DynamoDB's clients in other languages convert theirs:
     *
     * <ul>
     *   <li>{@code String} → S; {@code boolean} → BOOL; {@code byte[]}, {@link Binary} → B
     *   <li>{@code int}, {@code long}, {@code short}, {@code byte}, {@code BigInteger}, {@code BigDecimal},
     *       {@link DynamoNumber} → N. {@code float} and {@code double} are refused: they are not exact, as N is
     *   <li>{@code Set} → SS, NS or BS, by its members; {@code List} → L; {@code Map} and {@link Item} → M
     *   <li>an {@code AttributeValue} stays as it is
     * </ul>
     *
     * @throws NullPointerException when a value, or a member of it, is Java's null: DynamoDB's null value is {@link #nul()}
     * @throws IllegalArgumentException when a value, or a member of it, is of another class, or a set's members are of
     *     different ones
     * @throws InvalidItemException when a number is out of range, a set is empty or a string has no UTF-8 form
     */
    static AttributeValue of(Object value) {
        return value instanceof AttributeValue already ? already : NativeValues.valueOf(value);
    }

    /** @throws InvalidItemException when half a surrogate pair stands alone: such a string has no UTF-8 form */
    static S s(String value) {
        return new S(value);
    }

    /** @throws InvalidItemException when the text is no number, or one out of range: see {@link DynamoNumber#parse} */
    static N n(String text) {
        return new N(DynamoNumber.parse(text));
    }

    /** A number. */
    static N n(long value) {
        return new N(DynamoNumber.of(value));
    }

    /** A number. */
    static N n(DynamoNumber value) {
        return new N(value);
    }

    /** Copies the bytes. */
    static B b(byte... bytes) {
        return new B(Binary.of(bytes));
    }

    /** These bytes. */
    static B b(Binary bytes) {
        return new B(bytes);
    }

    /** True or false. */
    static BOOL bool(boolean value) {
        return new BOOL(value);
    }

    /** DynamoDB's null value, which is not the same as having no attribute. */
    static NULL nul() {
        return new NULL();
    }

    /** A map of these members, in their order. */
    static M m(Map<String, AttributeValue> members) {
        return new M(members);
    }

    /** A list of these elements. */
    static L l(List<? extends AttributeValue> elements) {
        return new L(new ArrayList<>(elements));
    }

    /** A list of these elements. */
    static L l(AttributeValue... elements) {
        return new L(Arrays.asList(elements));
    }

    /** @throws InvalidItemException when there is no member, or one occurs twice */
    static SS ss(Collection<String> members) {
        return new SS(SetMembers.distinct(AttributeType.SS, members));
    }

    /** @throws InvalidItemException when there is no member, or one occurs twice */
    static SS ss(String... members) {
        return ss(Arrays.asList(members));
    }

    /** @throws InvalidItemException when there is no member, one is no number, or two are equal as numbers */
    static NS ns(Collection<String> members) {
        return new NS(SetMembers.distinctNumbers(members));
    }

    /** @throws InvalidItemException when there is no member, one is no number, or two are equal as numbers */
    static NS ns(String... members) {
        return ns(Arrays.asList(members));
    }

    /** @throws InvalidItemException when there is no member, or one occurs twice */
    static BS bs(Collection<Binary> members) {
        return new BS(SetMembers.distinct(AttributeType.BS, members));
    }

    /** @throws InvalidItemException when there is no member, or one occurs twice */
    static BS bs(Binary... members) {
        return bs(Arrays.asList(members));
    }
}
