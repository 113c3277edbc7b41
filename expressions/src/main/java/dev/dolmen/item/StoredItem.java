package dev.dolmen.item;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item, or the members of a map within one, as it is stored: a view of its encoded bytes, and one object whatever it holds.
 * A value is decoded each time it is asked for, and none but that one; most items are made by the thousand and asked for two
 * or three of their attributes. Thread-safe.
 *
 * <p>Equal items have equal bytes, so two of these are compared without decoding anything.
 */
final class StoredItem extends Item {

    private final byte[] array;
    private final int offset;
    private final int length;
    private final @Nullable AttributePlaces places;

    /**
     * Takes the array over. Requires: nobody changes the bytes any more.
     *
     * @param offset where the encoded attributes begin, their directory first
     * @param places of this and others that are probably alike; null for none
     */
    StoredItem(byte[] array, int offset, int length, @Nullable AttributePlaces places) {
        this.array = array;
        this.offset = offset;
        this.length = length;
        this.places = places;
    }

    /** Where its attributes are in {@link #array}. */
    Directory directory() {
        return new Directory(array, offset, length);
    }

    /** The number of bytes that {@link #appendTo} writes. */
    int encodedBytes() {
        return length;
    }

    /** Writes the encoded bytes, without type or version in front of them. */
    void appendTo(ByteBuilder out) {
        out.append(array, offset, length);
    }

    @Override
    public int sizeBytes() {
        return EncodingCheck.attributes(array, offset, length, ValueEncoder.ATTRIBUTE_LEVEL - 1, false);
    }

    @Override
    public int count() {
        return directory().count();
    }

    @Override
    public @Nullable AttributeValue get(String name) {
        long found = find(name);
        return found == AttributePlaces.NOT_THERE
                ? null
                : ValueDecoder.typed(array, (int) (found >>> Integer.SIZE), (int) found);
    }

    @Override
    public boolean has(String name) {
        return find(name) != AttributePlaces.NOT_THERE;
    }

    /** As {@link AttributePlaces#find}, but what is not there the item does not have. */
    private long find(String name) {
        AttributePlaces known = places;
        long guessed = known == null ? AttributePlaces.NOT_THERE : known.find(name, array, offset, length);
        return guessed == AttributePlaces.NOT_THERE ? search(name) : guessed;
    }

    private long search(String name) {
        Directory directory = directory();
        int index = directory.findName(name);
        if (index < 0) {
            return AttributePlaces.NOT_THERE;
        }
        int nameEnd = directory.nameEnd(index);
        if (places != null && directory.width() <= AttributePlaces.WIDEST_BYTES) {
            places.note(name, index, array, directory.start(index), nameEnd);
        }
        return (long) nameEnd << Integer.SIZE | directory.end(index);
    }

    /** The name of an attribute. */
    String name(Directory directory, int index) {
        if (directory.nameLength(index) == 0) {
            throw new CorruptItemException(directory.nameStart(index), "an empty name");
        }
        return Utf8.decode(array, directory.nameStart(index), directory.nameLength(index));
    }

    /** The value of an attribute. */
    AttributeValue value(Directory directory, int index) {
        return ValueDecoder.typed(array, directory.nameEnd(index), directory.end(index));
    }

    @Override
    public Map<String, AttributeValue> attributes() {
        return new StoredAttributes(this);
    }

    /** What a store has kept is valid. */
    @Override
    public void requireValid() {}

    /** Whether the other one has the same bytes. */
    boolean hasBytesOf(StoredItem other) {
        return Arrays.equals(array, offset, offset + length, other.array, other.offset, other.offset + other.length);
    }
}
