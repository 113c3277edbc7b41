package dev.dolmen.benchmarks.data;

import dev.dolmen.io.Slice;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.EncodedValue;
import dev.dolmen.item.Item;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Makes rows: ten attributes, as a table of users might have them, the same ones for the same number at any time. The last
 * attribute in the order of names is the row's number in eight bytes, which an encoded item ends with; whoever reads a row
 * looks at these.
 */
public final class Rows {

    public static final String PARTITION_KEY = "pk";
    public static final String SORT_KEY = "sk";
    public static final String STATUS = "status";
    public static final String INACTIVE = "inactive";

    /** The attribute that holds a row's number, in eight bytes. */
    public static final String NUMBER = "xid";

    /** What a get returns when there is no such row. */
    public static final long ABSENT = -1;

    /** A row whose attributes are as long as most rows' are. */
    private static final long TYPICAL = 123;

    /** As long as the other status. */
    private static final String ACTIVE = "active!!";

    private static final byte[] STATUS_NAME = STATUS.getBytes(StandardCharsets.UTF_8);
    private static final EncodedValue INACTIVE_VALUE = EncodedValue.of(AttributeValue.s(INACTIVE));
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final String[] CITIES = {"Brest", "Quimper", "Rennes", "Vannes", "Lorient", "Carnac", "Dinan"};

    /**
     * Rows take their text from somewhere in the first so many characters of a common one. That is so long that rows have
     * words in common, as real ones do, but no passages: a store that compresses each row with a dictionary of some KB would
     * find all the text there was in that.
     */
    private static final int TEXT_OFFSETS = 1 << 20;

    private final DataSet dataSet;
    private final Form form;
    private final String text;
    private final int textBytes;

    public Rows(DataSet dataSet, Form form) {
        this.dataSet = dataSet;
        this.form = form;
        this.text = Words.text(dataSet.itemBytes() + TEXT_OFFSETS);
        this.textBytes = Math.max(1, dataSet.itemBytes() - item(TYPICAL, "").sizeBytes());
    }

    public DataSet dataSet() {
        return dataSet;
    }

    /** The place of a row. */
    public Row place(long number) {
        return row(number, AttributeValue.n(dataSet.sortOf(number)), Item.EMPTY);
    }

    /** A place that no row has, in a partition that there is, right after the place of a row. */
    public Row placeBeside(long number) {
        return row(number, AttributeValue.n(dataSet.sortOf(number) + ".5"), Item.EMPTY);
    }

    /** A row with all it holds. */
    public Row row(long number) {
        int offset = (int) (Permutation.mix(number) >>> 32) & TEXT_OFFSETS - 1;
        Item item = item(number, text.substring(offset, offset + textBytes));
        return row(number, AttributeValue.n(dataSet.sortOf(number)), item);
    }

    private Row row(long number, AttributeValue.N sort, Item item) {
        AttributeValue.S partition = partition(number);
        byte[] value = form == Form.ITEMS || item.isEmpty()
                ? new byte[0]
                : EncodedItem.of(item).toByteArray();
        byte[] key = form.key(partition, sort);
        Item itemKey = form == Form.ITEMS ? Item.of(PARTITION_KEY, partition, SORT_KEY, sort) : Item.EMPTY;
        return new Row(
                number,
                partition,
                sort,
                key,
                new Slice(key),
                form.partitionBytes(partition.value()),
                value,
                itemKey,
                form == Form.ITEMS ? item : Item.EMPTY);
    }

    private AttributeValue.S partition(long row) {
        String digits = Long.toString(dataSet.partitionOf(row));
        return AttributeValue.s("user#" + "0".repeat(Math.max(0, 8 - digits.length())) + digits);
    }

    private Item item(long number, String rowText) {
        long scrambled = Permutation.mix(number);
        return Item.builder()
                .put(PARTITION_KEY, partition(number))
                .put(SORT_KEY, AttributeValue.n(dataSet.sortOf(number)))
                .put("city", AttributeValue.s(CITIES[(int) Long.remainderUnsigned(scrambled, CITIES.length)]))
                .put("created", AttributeValue.s("2026-0" + (1 + number % 9) + "-15T12:00:00Z"))
                .put("email", AttributeValue.s("u" + (scrambled >>> 40) + "@example.com"))
                .put("name", AttributeValue.s("Ana " + (scrambled & 0xffff)))
                .put(STATUS, AttributeValue.s(isInactive(number) ? INACTIVE : ACTIVE))
                .put("text", AttributeValue.s(rowText))
                .put("visits", AttributeValue.n(number % 100))
                .put(
                        NUMBER,
                        AttributeValue.b(
                                ByteBuffer.allocate(Long.BYTES).putLong(number).array()))
                .build();
    }

    /** Whether the row of this number has the status that conditional deletes ask for: three of four have. */
    public static boolean isInactive(long number) {
        return (Permutation.mix(number) >>> 20 & 3) != 0;
    }

    /** Whether an encoded item has the status that conditional deletes ask for. */
    public static boolean isInactive(byte[] array, int offset, int length) {
        return INACTIVE_VALUE.equals(EncodedItem.of(array, offset, length).get(STATUS_NAME));
    }

    /** The number of an encoded item. */
    public static long number(byte[] array, int offset, int length) {
        return (long) LONG.get(array, offset + length - Long.BYTES);
    }

    /** The number of an encoded item that lies between position and limit. */
    public static long number(ByteBuffer value) {
        return value.getLong(value.limit() - Long.BYTES);
    }

    public static long number(Item item) {
        return ((AttributeValue.B) Objects.requireNonNull(item.get(NUMBER)))
                .value()
                .asByteBuffer()
                .getLong();
    }
}
