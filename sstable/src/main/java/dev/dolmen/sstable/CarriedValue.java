package dev.dolmen.sstable;

import dev.dolmen.sstable.lz4.Lz4Dictionary;
import org.jspecify.annotations.Nullable;

/**
 * A compressed value on its way from one table to another: its bytes as they are stored, and the dictionary they need. So a
 * merge copies what it would else decode and encode again. Filled by {@link EntryIterator#carry}, good until the iterator's
 * next move. Reused, not thread-safe.
 */
public final class CarriedValue {

    private byte[] array = new byte[0];
    private int offset;
    private int length;
    private int rawLength;
    private @Nullable Lz4Dictionary dictionary;

    /** @param valueLength of the value itself */
    void set(byte[] stored, int at, int storedLength, int valueLength, Lz4Dictionary needed) {
        array = stored;
        offset = at;
        length = storedLength;
        rawLength = valueLength;
        dictionary = needed;
    }

    byte[] array() {
        return array;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    int rawLength() {
        return rawLength;
    }

    /** Requires: it was filled. */
    Lz4Dictionary dictionary() {
        Lz4Dictionary needed = dictionary;
        if (needed == null) {
            throw new IllegalStateException("nothing is carried");
        }
        return needed;
    }
}
