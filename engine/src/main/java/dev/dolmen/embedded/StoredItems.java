package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.item.AttributePlaces;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.lsm.read.Snapshot;
import dev.dolmen.table.ItemCursor;
import dev.dolmen.table.KeySchema;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The items, or index entries, between two keys. Not thread-safe. */
final class StoredItems implements ItemCursor {

    private final @Nullable Cursor cursor;
    private final boolean forward;
    private final AttributePlaces places;
    private final @Nullable Base base;
    private boolean begun;
    private long baseRestsOn;

    /**
     * Where the items of an index's entries are.
     *
     * @param moment of the cursor; closed with it
     * @param read used for one item after the other
     */
    record Base(OrderedStore store, Snapshot moment, int space, KeySchema key, ReadResult read) {

        Base(OrderedStore store, Snapshot moment, int space, KeySchema key) {
            this(store, moment, space, key, new ReadResult());
        }
    }

    /**
     * @param cursor null when there is nothing to walk over
     * @param places where items have their attributes, most probably
     * @param base null for the items of a table
     */
    StoredItems(@Nullable Cursor cursor, boolean forward, AttributePlaces places, @Nullable Base base) {
        this.cursor = cursor;
        this.forward = forward;
        this.places = places;
        this.base = base;
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
        Slice value = value();
        return EncodedItem.of(value.array(), value.offset(), value.length());
    }

    private Slice value() {
        if (cursor == null) {
            throw new IllegalStateException("no item here");
        }
        return cursor.value();
    }

    @Override
    public int sizeBytes() {
        Slice value = value();
        return EncodedItem.sizeBytes(value.array(), value.offset(), value.length());
    }

    @Override
    public Item toItem() {
        Slice value = value();
        return cursor != null && cursor.isValueKept()
                ? EncodedItem.view(value.array(), value.offset(), value.length(), places)
                : EncodedItem.toItem(value.array(), value.offset(), value.length(), places);
    }

    @Override
    public AttributePlaces places() {
        return places;
    }

    @Override
    public EncodedItem wholeItem() throws IOException {
        EncodedItem entry = item();
        if (base == null) {
            return entry;
        }
        ReadResult read = base.read();
        Slice key = ItemKey.of(base.space(), base.key().keyOf(entry)).store();
        if (!base.store().get(key, base.moment(), read)) {
            throw new AssertionError("an index entry without its item: " + entry);
        }
        baseRestsOn = Math.max(baseRestsOn, read.sequence());
        return EmbeddedItemStore.item(true, read);
    }

    @Override
    public long restsOn() {
        return cursor == null ? 0 : Math.max(cursor.newestSequenceSeen(), baseRestsOn);
    }

    @Override
    public void close() {
        if (cursor != null) {
            cursor.close();
        }
        if (base != null) {
            base.moment().close();
        }
    }
}
