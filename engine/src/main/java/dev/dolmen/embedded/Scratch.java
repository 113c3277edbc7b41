package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.item.AttributePlaces;
import dev.dolmen.item.ByteBuilder;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.read.ReadResult;

/** What a read or write of one item needs while it runs; each thread uses its own again. Not thread-safe. */
final class Scratch {

    /** A larger batch, as one with a request token and an item of hundreds of KB, is not kept for the next write. */
    static final int MOST_KEPT_BYTES = 64 << 10;

    private final AttributePlaces places = new AttributePlaces();
    private final ByteBuilder key = new ByteBuilder();
    private final ReadResult result = new ReadResult();
    private WriteBatch batch = new WriteBatch();
    private Slice keySlice = Slice.EMPTY;

    /** Where items that this thread reads have their attributes, most probably. */
    AttributePlaces places() {
        return places;
    }

    ByteBuilder key() {
        return key;
    }

    /** What is in the key's builder, and changes with it. One is good for all keys of the same length. */
    Slice keySlice() {
        if (keySlice.array() != key.array() || keySlice.length() != key.length()) {
            keySlice = new Slice(key.array(), 0, key.length());
        }
        return keySlice;
    }

    ReadResult result() {
        return result;
    }

    WriteBatch batch() {
        return batch;
    }

    /** Lets go of what was read, and of memory that few writes need. */
    void clear() {
        result.clear();
        if (batch.encodedBytes() > MOST_KEPT_BYTES) {
            batch = new WriteBatch();
        }
    }
}
