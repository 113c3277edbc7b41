package dev.dolmen.item;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
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

    /** So many of an item's bytes, or all when it has fewer, tell its {@link #sizeBytes}. */
    public static final int HEAD_BYTES = ItemCodec.VERSION_BYTES + 5;

    private final byte[] array;
    private final int offset;
    private final int length;
    private final int sizeBytes;
    /** Where the attributes begin in the array. */
    private final int attributes;

    private EncodedItem(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
        this.attributes = attributes(array, offset, length);
        this.sizeBytes = sizeBefore(array, offset, attributes);
    }

    /** Where the attributes of an item begin: behind its size, of which each byte but the last has its highest bit set. */
    private static int attributes(byte[] array, int offset, int length) {
        requireVersion(array, offset, length);
        int start = offset + ItemCodec.VERSION_BYTES;
        int end = offset + Math.min(length, HEAD_BYTES);
        for (int at = start; at < end; at++) {
            if (array[at] >= 0 && sizeBefore(array, offset, at + 1) >= 0) {
                return at + 1;
            }
        }
        throw new CorruptItemException(end, "not the size of an item");
    }

    /** What the bytes between version and attributes say: two of them in most items. */
    private static int sizeBefore(byte[] array, int offset, int attributes) {
        if (attributes - offset == ItemCodec.VERSION_BYTES + 2) {
            return array[attributes - 1] << 7 | array[attributes - 2] & 0x7f;
        }
        int size = 0;
        for (int at = attributes - 1; at >= offset + ItemCodec.VERSION_BYTES; at--) {
            size = size << 7 | array[at] & 0x7f;
        }
        return size;
    }

    private Directory directory() {
        return new Directory(array, attributes, offset + length - attributes);
    }

    /**
     * A view of an item that takes up exactly these bytes.
     *
     * @throws CorruptItemException when it begins like none
     * @throws UnsupportedItemVersionException when a newer release wrote it
     */
    public static EncodedItem of(byte[] array, int offset, int length) {
        return new EncodedItem(array, offset, length);
    }

    private static void requireVersion(byte[] array, int offset, int length) {
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
    }

    /**
     * The size of an item of which perhaps only the beginning is at hand.
     *
     * @param length of what is at hand: {@link #HEAD_BYTES} or more, or all of the item
     * @throws CorruptItemException when it begins like no item
     * @throws UnsupportedItemVersionException when a newer release wrote it
     */
    public static int sizeBytes(byte[] array, int offset, int length) {
        return sizeBefore(array, offset, attributes(array, offset, length));
    }

    public static EncodedItem of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** @throws InvalidItemException when a value is nested too deep: see {@link ItemLimits#MAX_DEPTH} */
    public static EncodedItem of(Item item) {
        ByteBuilder out = new ByteBuilder(ItemCodec.expectedBytes(item));
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
        return sizeBytes == 0; // a name counts one byte at least
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

    /** The item's size by DynamoDB's rules, see {@link ItemSize}: it is among the bytes. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /**
     * A new item that has other values for some attributes; those of the others are not decoded.
     *
     * @param changes by name; null for an attribute that the new item does not have
     * @throws InvalidItemException when a value is nested too deep, or a name is no attribute's
     */
    public EncodedItem with(Map<String, @Nullable AttributeValue> changes) {
        return ItemChanges.apply(this, directory(), changes);
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
        int found = EncodingCheck.attributes(
                array, attributes, offset + length - attributes, ValueEncoder.ATTRIBUTE_LEVEL - 1, true);
        if (found != sizeBytes) {
            throw new CorruptItemException(offset, "an item of " + found + " bytes that says it has " + sizeBytes);
        }
        if (attributes - offset != ItemCodec.headerBytes(sizeBytes)) {
            throw new CorruptItemException(offset, "a size written longer than it has to be");
        }
        return toItem();
    }

    /**
     * The whole item. It keeps a copy of the bytes and decodes an attribute when it is asked for it; attributes come sorted
     * by name. Nothing is checked now, and all that is decoded when it is: what asks for something that is damaged gets
     * {@link CorruptItemException}. Meant for bytes that a checksum has guarded, as what is read from a store.
     */
    public Item toItem() {
        return toItem(array, offset, length, null);
    }

    /**
     * As {@link #toItem()}, for one of several items that are probably alike.
     *
     * @param places the same for all of them
     */
    public Item toItem(AttributePlaces places) {
        return toItem(array, offset, length, places);
    }

    /**
     * As {@link #toItem()} of the item that takes up exactly these bytes, which need not become an {@link EncodedItem} first.
     *
     * @param places the same for several items that are probably alike; null for an item by itself
     * @throws CorruptItemException when it begins like none
     * @throws UnsupportedItemVersionException when a newer release wrote it
     */
    public static Item toItem(byte[] array, int offset, int length, @Nullable AttributePlaces places) {
        byte[] copy = Arrays.copyOfRange(array, attributes(array, offset, length), offset + length);
        return new StoredItem(copy, 0, copy.length, places);
    }

    /**
     * As {@link #toItem()}, without a copy when the item takes up all of its array. Requires: nobody changes the array any
     * more.
     */
    public Item view() {
        return view(array, offset, length, null);
    }

    /**
     * As {@link #view()} of the item that takes up exactly these bytes, as in
     * {@link #toItem(byte[], int, int, AttributePlaces)}.
     */
    public static Item view(byte[] array, int offset, int length, @Nullable AttributePlaces places) {
        if (length < array.length) {
            return toItem(array, offset, length, places);
        }
        int attributes = attributes(array, offset, length);
        return new StoredItem(array, attributes, length - (attributes - offset), places);
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
