package dev.dolmen.item;

/**
 * Items to bytes and back. The form is versioned and canonical: equal items have equal bytes, in every process and on
 * every machine. Its numbered description is {@code FORMAT.md} beside this module.
 */
public final class ItemCodec {

    /** The version this release writes, and the newest it reads: the first byte of an encoded item. */
    public static final int VERSION = 1;

    static final int VERSION_BYTES = 1;

    private ItemCodec() {}

    /** @throws InvalidItemException when a value is nested too deep: see {@link ItemLimits#MAX_DEPTH} */
    public static byte[] encode(Item item) {
        ByteBuilder out = new ByteBuilder(256);
        encode(item, out);
        return out.toByteArray();
    }

    /**
     * Appends the encoded item.
     *
     * @throws InvalidItemException when a value is nested too deep
     */
    public static void encode(Item item, ByteBuilder out) {
        out.append(VERSION);
        if (item.attributes() instanceof StoredAttributes stored) {
            stored.appendTo(out);
        } else {
            new ValueEncoder(out).map(item.attributes(), ValueEncoder.ATTRIBUTE_LEVEL - 1);
        }
    }

    /**
     * Reads an item that takes up exactly these bytes, checking all of them: what is returned encodes to the same bytes.
     * Its attributes come sorted by name.
     *
     * @throws CorruptItemException when no encoder wrote these bytes
     * @throws UnsupportedItemVersionException when a newer release wrote them
     */
    public static Item decode(byte[] array, int offset, int length) {
        return EncodedItem.of(array, offset, length).decode();
    }

    public static Item decode(byte[] bytes) {
        return decode(bytes, 0, bytes.length);
    }
}
