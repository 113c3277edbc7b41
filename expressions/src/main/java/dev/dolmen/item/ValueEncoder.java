package dev.dolmen.item;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes values in the stored form. One value has one form only: members of maps and sets are sorted and every length is
 * written as short as it can be, so that equal values have equal bytes.
 */
final class ValueEncoder {

    /** The level of nesting of an item's attributes, the item itself being at 1: see {@link ItemLimits#MAX_DEPTH}. */
    static final int ATTRIBUTE_LEVEL = 2;

    private static final int WIDEST = 4;

    private final ByteBuilder out;

    ValueEncoder(ByteBuilder out) {
        this.out = out;
    }

    /**
     * Writes the type and what follows it.
     *
     * @param level how deep the value is nested
     */
    private void typed(AttributeValue value, int level) {
        out.append(value.type().id());
        payload(value, level);
    }

    /** Writes the value without its type. */
    void payload(AttributeValue value, int level) {
        if (level > ItemLimits.MAX_DEPTH && value.type().isDocument()) {
            throw ItemLimits.tooDeep();
        }
        switch (value.type()) {
            case S -> out.append(Utf8.encode(((AttributeValue.S) value).value()));
            case N -> out.append(((AttributeValue.N) value).value().bytes());
            case B -> out.append(((AttributeValue.B) value).value().bytes());
            case BOOL -> out.append(((AttributeValue.BOOL) value).value() ? 1 : 0);
            case NULL -> {}
            case M -> map(((AttributeValue.M) value).value(), level);
            case L -> list(((AttributeValue.L) value).value(), level);
            case SS -> set(strings(((AttributeValue.SS) value).value()));
            case NS -> set(numbers(((AttributeValue.NS) value).value()));
            case BS -> set(binaries(((AttributeValue.BS) value).value()));
        }
    }

    /**
     * Writes a map without its type.
     *
     * @param level how deep the map is nested
     */
    void map(Map<String, AttributeValue> members, int level) {
        Entry[] entries = new Entry[members.size()];
        int next = 0;
        for (Map.Entry<String, AttributeValue> member : members.entrySet()) {
            entries[next++] = new Entry(Utf8.encode(member.getKey()), member.getValue());
        }
        Arrays.sort(entries);
        container(entries.length, index -> {
            name(entries[index].name);
            typed(entries[index].value, level + 1);
        });
    }

    private void list(List<AttributeValue> elements, int level) {
        container(elements.size(), index -> typed(elements.get(index), level + 1));
    }

    private void set(byte[][] members) {
        Arrays.sort(members, Arrays::compareUnsigned);
        container(members.length, index -> out.append(members[index]));
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

    private void name(byte[] name) {
        int rest = name.length;
        while (rest >= 0x80) {
            out.append(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.append(rest).append(name);
    }

    /** Writes one element of a container. */
    interface ElementWriter {
        void write(int index);
    }

    /**
     * Writes a container. Its elements are written behind room for the widest directory, and moved down once their size
     * tells how wide the directory has to be.
     */
    void container(int count, ElementWriter writer) {
        int start = out.length();
        out.skip(Directory.WIDTH_CODE_BYTES + WIDEST * (1 + count));
        int elements = out.length();
        int[] ends = new int[count];
        for (int i = 0; i < count; i++) {
            writer.write(i);
            ends[i] = out.length() - elements;
        }
        int size = out.length() - elements;
        int code = widthCode(Math.max(size, count));
        int width = 1 << code;
        out.moveDown(elements, start + Directory.WIDTH_CODE_BYTES + width * (1 + count));
        byte[] array = out.array();
        array[start] = (byte) code;
        int at = start + Directory.WIDTH_CODE_BYTES;
        number(array, at, width, count);
        for (int end : ends) {
            at += width;
            number(array, at, width, end);
        }
    }

    /** The code of the least width whose numbers reach {@code greatest}. */
    static int widthCode(int greatest) {
        return greatest <= 0xff ? 0 : greatest <= 0xffff ? 1 : 2;
    }

    private static void number(byte[] array, int at, int width, int value) {
        for (int i = 0; i < width; i++) {
            array[at + i] = (byte) (value >>> (8 * i));
        }
    }

    /** A member of a map, ordered by the UTF-8 bytes of its name. */
    private record Entry(byte[] name, AttributeValue value) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            return Arrays.compareUnsigned(name, other.name);
        }
    }
}
