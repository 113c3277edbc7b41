package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.table.ItemCursor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The items, or index entries, between two keys. Not thread-safe. */
final class StoredItems implements ItemCursor {

    private final @Nullable Cursor cursor;
    private final boolean forward;
    private boolean begun;

    /** @param cursor null when there is nothing to walk over */
    StoredItems(@Nullable Cursor cursor, boolean forward) {
        this.cursor = cursor;
        this.forward = forward;
    }

    @Override
    public boolean next() throws IOException {
        if (cursor == null) {
            return false;
        }
        if (!begun) {
            begun = true;
            return forward ? cursor.seekToFirst() : cursor.seekToLast();
        }
        return cursor.isValid() && (forward ? cursor.next() : cursor.previous());
    }

    @Override
    public EncodedItem item() {
        if (cursor == null) {
            throw new IllegalStateException("no item here");
        }
        Slice value = cursor.value();
        return EncodedItem.of(value.array(), value.offset(), value.length());
    }

    @Override
    public long restsOn() {
        return cursor == null ? 0 : cursor.newestSequenceSeen();
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
        }
    }
}
