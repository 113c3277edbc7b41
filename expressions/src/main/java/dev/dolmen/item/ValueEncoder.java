package dev.dolmen.item;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes values in the stored form. One value has one form only: members of maps and sets are sorted and every length is
 * written as short as it can be, so that equal values have equal bytes.
 *
 * <p>What writes a value returns its size by DynamoDB's rules, see {@link ItemSize}: the one walk over an item gives both.
 */
final class ValueEncoder {

    /** The level of nesting of an item's attributes, the item itself being at 1: see {@link ItemLimits#MAX_DEPTH}. */
    static final int ATTRIBUTE_LEVEL = 2;

    private static final int WIDEST = 4;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final ByteBuilder out;

    ValueEncoder(ByteBuilder out) {
        this.out = out;
    }

    /**
     * Writes the type and what follows it.
     *
     * @param level how deep the value is nested
     */
    private int typed(AttributeValue value, int level) {
        // Most values are of these two types, told by their class quicker than by a call.
        if (value instanceof AttributeValue.S text) {
            out.append(AttributeType.S.id());
            return Utf8.append(text.value(), out);
        }
        if (value instanceof AttributeValue.N number) {
            out.append(AttributeType.N.id());
            return number(number.value().bytes());
        }
        out.append(value.type().id());
        return payload(value, level);
    }

    /** Writes an attribute of an item. @param name in UTF-8 */
    void attribute(byte[] name, AttributeValue value) {
        NameOrder.append(name, out);
        typed(value, ATTRIBUTE_LEVEL);
    }

    /** Writes the value without its type. */
    int payload(AttributeValue value, int level) {
        return switch (value.type()) {
            case S -> Utf8.append(((AttributeValue.S) value).value(), out);
            case N -> number(((AttributeValue.N) value).value().bytes());
            case B -> binary(((AttributeValue.B) value).value().bytes());
            case BOOL -> {
                out.append(((AttributeValue.BOOL) value).value() ? 1 : 0);
                yield ItemSize.FLAG_BYTES;
            }
            case NULL -> ItemSize.FLAG_BYTES;
            case M -> {
                requireDepth(level);
                Map<String, AttributeValue> members = ((AttributeValue.M) value).value();
                yield ItemSize.DOCUMENT_BYTES + members.size() * ItemSize.ELEMENT_BYTES + map(members, level);
            }
            case L -> {
                requireDepth(level);
                List<AttributeValue> elements = ((AttributeValue.L) value).value();
                yield ItemSize.DOCUMENT_BYTES + elements.size() * ItemSize.ELEMENT_BYTES + list(elements, level);
            }
            case SS -> set(strings(((AttributeValue.SS) value).value()));
            case NS -> {
                Set<DynamoNumber> members = ((AttributeValue.NS) value).value();
                set(numbers(members));
                yield members.stream().mapToInt(DynamoNumber::sizeBytes).sum();
            }
            case BS -> set(binaries(((AttributeValue.BS) value).value()));
        };
    }

    private static void requireDepth(int level) {
        if (level > ItemLimits.MAX_DEPTH) {
            throw ItemLimits.tooDeep();
        }
    }

    private int number(byte[] encoded) {
        out.append(encoded);
        return NumberFormat.sizeBytes(encoded, 0, encoded.length);
    }

    private int binary(byte[] bytes) {
        out.append(bytes);
        return bytes.length;
    }

    /**
     * Writes a map without its type.
     *
     * @param level how deep the map is nested
     * @return the size of its names and values
     * @throws InvalidItemException the fault of the first value that carries one, or when one is nested too deep
     */
    int map(Map<String, AttributeValue> members, int level) {
        GivenAttributes given = GivenAttributes.copyOf(members);
        given.requireValid();
        NameOrder order = given.order();
        int count = given.size();
        int bytes = order.sizeBytes();
        int start = begin(count);
        for (int i = 0; i < count; i++) {
            order.write(i, out);
            bytes += typed(given.value(order.index(i)), level + 1);
            end(start, i, count);
        }
        finish(start, count);
        return bytes;
    }

    private int list(List<AttributeValue> elements, int level) {
        int count = elements.size();
        int bytes = 0;
        int start = begin(count);
        for (int i = 0; i < count; i++) {
            bytes += typed(elements.get(i), level + 1);
            end(start, i, count);
        }
        finish(start, count);
        return bytes;
    }

    /** Returns the number of bytes of all members. */
    private int set(byte[][] members) {
        Arrays.sort(members, Arrays::compareUnsigned);
        int bytes = 0;
        int start = begin(members.length);
        for (int i = 0; i < members.length; i++) {
            bytes += binary(members[i]);
            end(start, i, members.length);
        }
        finish(start, members.length);
        return bytes;
    }

    private static byte[][] strings(Set<String> members) {
        return members.stream().map(Utf8::encode).toArray(byte[][]::new);
    }

    private static byte[][] numbers(Collection<DynamoNumber> members) {
        return members.stream().map(DynamoNumber::bytes).toArray(byte[][]::new);
    }

    private static byte[][] binaries(Collection<Binary> members) {
        return members.stream().map(Binary::bytes).toArray(byte[][]::new);
    }

    /**
     * Begins a container: its elements are written behind room for the widest directory, and moved down by {@link #finish}
     * once their size tells how wide the directory has to be.
     *
     * @return where it begins
     */
    int begin(int count) {
        int start = out.length();
        out.skip(Directory.WIDTH_CODE_BYTES + WIDEST * (1 + count));
        return start;
    }

    /** Notes that an element of a container has been written. */
    void end(int start, int index, int count) {
        int ends = start + Directory.WIDTH_CODE_BYTES + WIDEST;
        INT.set(out.array(), ends + WIDEST * index, out.length() - ends - WIDEST * count);
    }

    /** Ends a container when all of its elements have been. */
    void finish(int start, int count) {
        int ends = start + Directory.WIDTH_CODE_BYTES + WIDEST;
        int elements = ends + WIDEST * count;
        int code = widthCode(Math.max(out.length() - elements, count));
        int width = 1 << code;
        byte[] array = out.array();
        array[start] = (byte) code;
        int at = start + Directory.WIDTH_CODE_BYTES;
        number(array, at, width, count);
        // From the first to the last: what is written never reaches what is still to be read.
        for (int i = 0; i < count; i++) {
            at += width;
            number(array, at, width, (int) INT.get(array, ends + WIDEST * i));
        }
        out.moveDown(elements, at + width);
    }

    /** The code of the least width whose numbers reach {@code greatest}. */
    static int widthCode(int greatest) {
        return greatest <= 0xff ? 0 : greatest <= 0xffff ? 1 : 2;
    }

    private static void number(byte[] array, int at, int width, int value) {
        array[at] = (byte) value;
        for (int i = 1; i < width; i++) {
            array[at + i] = (byte) (value >>> (8 * i));
        }
    }
}
