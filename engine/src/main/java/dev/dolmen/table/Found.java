package dev.dolmen.table;

import dev.dolmen.item.EncodedItem;

/**
 * What a read found. Most callers need but one of the forms that it comes in, so it is neither of them yet.
 *
 * @param array holds the encoded item, and stays as it is
 * @param offset where that begins
 * @param length how many bytes it has; 0 when there is no item
 * @param restsOn the position this answer rests on; see {@link ItemStore#awaitDurable}
 */
public record Found(byte[] array, int offset, int length, long restsOn) {

    /** The item; {@link EncodedItem#EMPTY} when there is none. */
    public EncodedItem item() {
        return length == 0 ? EncodedItem.EMPTY : EncodedItem.of(array, offset, length);
    }
}
