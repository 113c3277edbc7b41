package dev.dolmen.item;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A value as it is stored, read in place. Immutable as long as the array is; it is not copied.
 *
 * <p>Equal values have equal bytes, so equality, deep and of any type, is one comparison of bytes. So is the order of
 * S, N and B.
 *
 * <p>Only what is touched is checked. Any method may throw {@link CorruptItemException} when it comes across damage;
 * {@link #decode()} checks everything.
 */
public final class EncodedValue {

    private static final int TYPE_BYTES = 1;

    private final AttributeType type;
    private final byte[] array;
    private final int offset;
    private final int length;

    private EncodedValue(AttributeType type, byte[] array, int offset, int length) {
        this.type = type;
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    /**
     * Encodes a value, so that stored values can be compared with it.
     *
     * @throws InvalidItemException when too deep
     */
    public static EncodedValue of(AttributeValue value) {
        // What conditions compare with is a string or number nearly always: their bytes need no builder.
        if (value instanceof AttributeValue.S s) {
            return of(AttributeType.S, Utf8.encode(s.value()));
        } else if (value instanceof AttributeValue.N n) {
            return of(AttributeType.N, n.value().bytes());
        }
        ByteBuilder out = new ByteBuilder();
        new ValueEncoder(out).payload(value, ValueEncoder.ATTRIBUTE_LEVEL);
        return new EncodedValue(value.type(), out.array(), 0, out.length());
    }

    private static EncodedValue of(AttributeType type, byte[] bytes) {
        return new EncodedValue(type, bytes, 0, bytes.length);
    }

    /** The value under a name in a map, or null. */
    static @Nullable EncodedValue member(Directory directory, byte[] array, byte[] name) {
        int index = directory.findName(name);
        return index < 0 ? null : member(directory, array, index);
    }

    /** The value of a map's entry. */
    static EncodedValue member(Directory directory, byte[] array, int index) {
        return typed(array, directory.nameEnd(index), directory.end(index));
    }

    private static EncodedValue typed(byte[] array, int start, int end) {
        return new EncodedValue(
                ValueDecoder.type(array, start, end), array, start + TYPE_BYTES, end - start - TYPE_BYTES);
    }

    public AttributeType type() {
        return type;
    }

    /** The array that holds the value's bytes, from {@link #offset()} on: for an S, its UTF-8; for a B, its bytes. */
    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    /** The number of encoded bytes, without the type. */
    public int length() {
        return length;
    }

    /** The value under a name, or null when this is no map or has no such member. */
    public @Nullable EncodedValue member(String name) {
        return type == AttributeType.M ? member(Utf8.encode(name)) : null;
    }

    /**
     * The value under a name, or null when this is no map or has no such member.
     *
     * @param name in UTF-8
     */
    public @Nullable EncodedValue member(byte[] name) {
        return type == AttributeType.M ? member(directory(), array, name) : null;
    }

    /** The element at an index from 0, or null when this is no list or a shorter one. */
    public @Nullable EncodedValue element(int index) {
        if (type != AttributeType.L) {
            return null;
        }
        Directory directory = directory();
        if (index < 0 || index >= directory.count()) {
            return null;
        }
        int start = directory.start(index);
        return typed(array, start, start + directory.length(index));
    }

    /** The value of a BOOL. Requires: that type. */
    public boolean bool() {
        requireType(AttributeType.BOOL);
        return ValueDecoder.bool(array, offset, length);
    }

    /** The value of an S. Requires: that type. */
    public String string() {
        requireType(AttributeType.S);
        return Utf8.decode(array, offset, length);
    }

    /** The value of an N. Requires: that type. */
    public DynamoNumber number() {
        requireType(AttributeType.N);
        return DynamoNumber.decode(array, offset, length);
    }

    /**
     * What the {@code size} function of expressions gives: the length of a string, the bytes of a binary, the number of
     * elements of a set, list or map; -1 for the types that have no size.
     *
     * <p>Source: DynamoDB Developer Guide, "Condition and filter expressions, operators, and functions", {@code size}.
     */
    public int size() {
        return switch (type) {
            case S -> Utf8.characters(array, offset, length);
            case B -> length;
            case M, L, SS, NS, BS -> directory().count();
            case N, BOOL, NULL -> -1;
        };
    }

    /** The value's size by DynamoDB's rules: see {@link ItemSize}. */
    public int sizeBytes() {
        return EncodingCheck.value(type, array, offset, length, ValueEncoder.ATTRIBUTE_LEVEL, false);
    }

    /**
     * Whether the {@code contains} function holds: this is a string or binary and the operand, of the same type, a part
     * of it; a set and the operand a member; or a list and the operand equal to an element.
     */
    public boolean contains(EncodedValue operand) {
        return switch (type) {
            case S, B -> operand.type == type && indexOf(operand) >= 0;
            case SS, NS, BS ->
                operand.type == type.memberType()
                        && directory().findMember(operand.array, operand.offset, operand.length) >= 0;
            case L -> hasElement(operand);
            case N, BOOL, NULL, M -> false;
        };
    }

    private boolean hasElement(EncodedValue operand) {
        Directory directory = directory();
        for (int i = 0; i < directory.count(); i++) {
            int start = directory.start(i);
            int end = start + directory.length(i);
            if (ValueDecoder.type(array, start, end) == operand.type
                    && Arrays.equals(
                            array,
                            start + TYPE_BYTES,
                            end,
                            operand.array,
                            operand.offset,
                            operand.offset + operand.length)) {
                return true;
            }
        }
        return false;
    }

    /** Where the operand's bytes begin in this value's, or -1. In UTF-8 no character begins inside another. */
    private int indexOf(EncodedValue operand) {
        for (int i = 0; i <= length - operand.length; i++) {
            if (startsWith(operand, i)) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the {@code begins_with} function holds: both are strings or both binary, and the prefix begins this. */
    public boolean beginsWith(EncodedValue prefix) {
        return (type == AttributeType.S || type == AttributeType.B) && prefix.type == type && startsWith(prefix, 0);
    }

    private boolean startsWith(EncodedValue part, int from) {
        return part.length <= length - from
                && Arrays.equals(
                        array,
                        offset + from,
                        offset + from + part.length,
                        part.array,
                        part.offset,
                        part.offset + part.length);
    }

    /** Whether the two are ordered against each other: both S, both N or both B. */
    public boolean isComparableWith(EncodedValue other) {
        return type == other.type && type.isOrdered();
    }

    /**
     * Orders strings by their UTF-8 bytes, numbers by value, binary by unsigned bytes. Requires: {@link
     * #isComparableWith}.
     */
    public int compareTo(EncodedValue other) {
        if (!isComparableWith(other)) {
            throw new IllegalArgumentException(type + " is not ordered against " + other.type);
        }
        return Arrays.compareUnsigned(
                array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    /**
     * The whole value, every byte of it checked.
     *
     * @throws CorruptItemException when no encoder wrote these bytes
     */
    public AttributeValue decode() {
        EncodingCheck.value(type, array, offset, length, ValueEncoder.ATTRIBUTE_LEVEL, true);
        return type.isDocument()
                ? ValueDecoder.payload(type, Arrays.copyOfRange(array, offset, offset + length), 0, length)
                : ValueDecoder.payload(type, array, offset, length);
    }

    private Directory directory() {
        return new Directory(array, offset, length);
    }

    private void requireType(AttributeType expected) {
        if (type != expected) {
            throw new IllegalStateException("not " + expected + " but " + type);
        }
    }

    static int hash(byte[] array, int offset, int length) {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** Whether type and value are equal: numbers by value, sets and maps whatever their order was, deeply. */
    @Override
    public boolean equals(Object object) {
        return object instanceof EncodedValue other
                && type == other.type
                && Arrays.equals(
                        array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    @Override
    public int hashCode() {
        return 31 * hash(array, offset, length) + type.id();
    }

    @Override
    public String toString() {
        return decode().toString();
    }
}
