package dev.dolmen.item;

/**
 * Items to bytes and back. The form is versioned and canonical: equal items have equal bytes, in every process and on
 * every machine. Its numbered description is {@code FORMAT.md} beside this module.
 */
public final class ItemCodec {

    /** The version this release writes, and the newest it reads: the first byte of an encoded item. */
    public static final int VERSION = 1;

    static final int VERSION_BYTES = 1;

    /** What the size behind the version takes at most: seven bits a byte. */
    private static final int MOST_SIZE_BYTES = 5;

    /** Room for an attribute, where more of them are given than are looked at for this. */
    private static final int BYTES_PER_ATTRIBUTE = 32;

    private ItemCodec() {}

    /** @throws InvalidItemException when a value is nested too deep: see {@link ItemLimits#MAX_DEPTH} */
    public static byte[] encode(Item item) {
        ByteBuilder out = new ByteBuilder(expectedBytes(item));
        encode(item, out);
        return out.toByteArray();
    }

    /**
     * Appends the encoded item.
     *
     * @throws InvalidItemException when a value is nested too deep
     */
    public static void encode(Item item, ByteBuilder out) {
        int start = begin(out);
        if (item instanceof StoredItem stored) {
            stored.appendTo(out);
            end(out, start);
        } else {
            end(out, start, new ValueEncoder(out).map(item.attributes(), ValueEncoder.ATTRIBUTE_LEVEL - 1));
        }
    }

    /** How much room to make for an item: most need no more while they are encoded. */
    static int expectedBytes(Item item) {
        if (item.attributes() instanceof GivenAttributes given) {
            return given.expectedBytes();
        }
        return item instanceof StoredItem stored
                ? VERSION_BYTES + MOST_SIZE_BYTES + stored.encodedBytes()
                : BYTES_PER_ATTRIBUTE * (1 + item.count());
    }

    /** Begins an item, whose attributes are appended next. Returns where it begins. */
    static int begin(ByteBuilder out) {
        int start = out.length();
        out.append(VERSION).skip(MOST_SIZE_BYTES);
        return start;
    }

    /** Ends the item that began at {@code start}, whose attributes were copied: measures it, and checks its structure. */
    static void end(ByteBuilder out, int start) {
        int attributes = start + VERSION_BYTES + MOST_SIZE_BYTES;
        int sizeBytes = EncodingCheck.attributes(
                out.array(), attributes, out.length() - attributes, ValueEncoder.ATTRIBUTE_LEVEL - 1, false);
        end(out, start, sizeBytes);
    }

    /** Ends the item that began at {@code start}. @param sizeBytes what its attributes were measured to count */
    private static void end(ByteBuilder out, int start, int sizeBytes) {
        int attributes = start + VERSION_BYTES + MOST_SIZE_BYTES;
        byte[] array = out.array();
        int at = start + VERSION_BYTES;
        int rest = sizeBytes;
        while (rest >= 0x80) {
            array[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        array[at++] = (byte) rest;
        out.moveDown(attributes, at);
    }

    /** What version and size take together. */
    static int headerBytes(int sizeBytes) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(sizeBytes | 1);
        return VERSION_BYTES + (bits + 6) / 7;
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
