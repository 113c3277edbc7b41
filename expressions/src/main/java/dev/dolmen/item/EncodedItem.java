package dev.dolmen.item;

import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An item as it is stored, read in place: attributes are found, compared and copied without decoding the others.
 * Immutable as long as the array is; it is not copied. Equal to another by content, which is to say, when the items are
 * equal.
 *
 * <p>Only what is touched is checked. Any method may throw {@link CorruptItemException} when it comes across damage;
 * {@link #decode()} checks everything.
 */
public final class EncodedItem {

    /** No attributes at all: what conditions are tested on where there is no item. */
    public static final EncodedItem EMPTY = of(Item.EMPTY);

    private static final int UNKNOWN = -1;
    /** Room for most items, which then are encoded without growing. */
    private static final int INITIAL_BYTES = 512;

    private final byte[] array;
    private final int offset;
    private final int length;

    /** Computed when first asked for; two threads that race compute the same. */
    private int sizeBytes = UNKNOWN;

    private EncodedItem(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    private Directory directory() {
        return new Directory(array, offset + ItemCodec.VERSION_BYTES, length - ItemCodec.VERSION_BYTES);
    }

    /**
     * A view of an item that takes up exactly these bytes.
     *
     * @throws CorruptItemException when it begins like none
     * @throws UnsupportedItemVersionException when a newer release wrote it
     */
    public static EncodedItem of(byte[] array, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, array.length);
        if (length == 0) {
            throw new CorruptItemException(offset, "no bytes");
        }
        int version = array[offset] & 0xff;
        if (version > ItemCodec.VERSION) {
            throw new UnsupportedItemVersionException(version);
        }
        if (version != ItemCodec.VERSION) {
            throw new CorruptItemException(offset, "no item format has version " + version);
        }
        return new EncodedItem(array, offset, length);
    }

    public static EncodedItem of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** @throws InvalidItemException when a value is nested too deep: see {@link ItemLimits#MAX_DEPTH} */
    public static EncodedItem of(Item item) {
        ByteBuilder out = new ByteBuilder(INITIAL_BYTES);
        ItemCodec.encode(item, out);
        return new EncodedItem(out.array(), 0, out.length());
    }

    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    /** The number of encoded bytes: not the size that DynamoDB's limits are about, which is {@link #sizeBytes()}. */
    public int length() {
        return length;
    }

    /** A copy of the encoded bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOfRange(array, offset, offset + length);
    }

    /** The number of attributes. */
    public int count() {
        return directory().count();
    }

    public boolean isEmpty() {
        return directory().count() == 0;
    }

    /** The attribute's value, or null when the item has no such attribute. */
    public @Nullable EncodedValue get(String name) {
        Directory directory = directory();
        int index = directory.findName(name);
        return index < 0 ? null : EncodedValue.member(directory, array, index);
    }

    /**
     * The attribute's value, or null when the item has no such attribute.
     *
     * @param name in UTF-8
     */
    public @Nullable EncodedValue get(byte[] name) {
        return EncodedValue.member(directory(), array, name);
    }

    public boolean has(String name) {
        return directory().findName(name) >= 0;
    }

    /**
     * The name of an attribute.
     *
     * @param index from 0 to {@link #count()} - 1, in the order of the names' UTF-8 bytes
     */
    public String name(int index) {
        Directory directory = directory();
        Objects.checkIndex(index, directory.count());
        return Utf8.decode(array, directory.nameStart(index), directory.nameLength(index));
    }

    /**
     * The value of an attribute.
     *
     * @param index as for {@link #name(int)}
     */
    public EncodedValue value(int index) {
        Directory directory = directory();
        Objects.checkIndex(index, directory.count());
        return EncodedValue.member(directory, array, index);
    }

    /**
     * The item's size by DynamoDB's rules: see {@link ItemSize}. Its structure is checked on the way.
     *
     * @throws CorruptItemException when no encoder wrote these bytes
     */
    public int sizeBytes() {
        int bytes = sizeBytes;
        if (bytes == UNKNOWN) {
            bytes = check(false);
            sizeBytes = bytes;
        }
        return bytes;
    }

    private int check(boolean contents) {
        return EncodingCheck.attributes(
                array,
                offset + ItemCodec.VERSION_BYTES,
                length - ItemCodec.VERSION_BYTES,
                ValueEncoder.ATTRIBUTE_LEVEL - 1,
                contents);
    }

    /** A new item that has only the named attributes, those of them that this one has; the values are not decoded. */
    public EncodedItem project(Collection<String> names) {
        return ItemProjection.project(this, directory(), names);
    }

    /**
     * The whole item, every byte of it checked; its attributes come sorted by name. As {@link #toItem()} otherwise.
     *
     * @throws CorruptItemException when no encoder wrote these bytes
     */
    public Item decode() {
        check(true);
        return copy();
    }

    /**
     * The whole item. It keeps a copy of the bytes and decodes an attribute when it is asked for it; attributes come sorted
     * by name. Its structure is checked now, text and numbers when they are decoded: what asks for one that is damaged
     * gets {@link CorruptItemException}. Meant for bytes that a checksum has guarded, as what is read from a store.
     *
     * @throws CorruptItemException when the structure is damaged
     */
    public Item toItem() {
        sizeBytes();
        return copy();
    }

    /**
     * As {@link #toItem()}, without a copy when the item takes up all of its array. Requires: nobody changes the array any
     * more.
     */
    public Item view() {
        sizeBytes();
        return length == array.length ? Item.stored(array, ItemCodec.VERSION_BYTES) : copy();
    }

    private Item copy() {
        return Item.stored(Arrays.copyOfRange(array, offset + ItemCodec.VERSION_BYTES, offset + length), 0);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof EncodedItem other
                && Arrays.equals(
                        array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }

    @Override
    public int hashCode() {
        return EncodedValue.hash(array, offset, length);
    }

    @Override
    public String toString() {
        return decode().toString();
    }
}
