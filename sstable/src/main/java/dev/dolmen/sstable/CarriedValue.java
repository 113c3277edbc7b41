package dev.dolmen.sstable;

import dev.dolmen.sstable.block.ValueOrigin;
import org.jspecify.annotations.Nullable;

/**
 * A compressed value on its way from one table to another: its bytes as they are stored, and where they come from, with the
 * dictionary they need. So a
 * merge copies what it would else decode and encode again. Filled by {@link EntryIterator#carry}, good until the iterator's
 * next move. Reused, not thread-safe.
 */
public final class CarriedValue {

    private byte[] array = new byte[0];
    private int offset;
    private int length;
    private int rawLength;
    private @Nullable ValueOrigin origin;

    /** @param valueLength of the value itself */
    void set(byte[] stored, int at, int storedLength, int valueLength, ValueOrigin from) {
        array = stored;
        offset = at;
        length = storedLength;
        rawLength = valueLength;
        origin = from;
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
    ValueOrigin origin() {
        ValueOrigin from = origin;
        if (from == null) {
            throw new IllegalStateException("nothing is carried");
        }
        return from;
    }
}
