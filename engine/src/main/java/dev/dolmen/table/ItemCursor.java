package dev.dolmen.table;

import dev.dolmen.item.AttributePlaces;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import java.io.Closeable;
import java.io.IOException;

/**
 * Walks over items. Starts before the first. Sees the store as it was when the cursor was made. Not thread-safe.
 *
 * <pre>{@code
 * while (cursor.next()) { use(cursor.item()); }
 * awaitDurable(cursor.restsOn());
 * }</pre>
 */
public interface ItemCursor extends Closeable {

    /** Moves to the next item; false when there is none. */
    boolean next() throws IOException;

    /** The item, or as much of it as the index holds: valid until the next move. Requires: {@link #next} was true. */
    EncodedItem item();

    /** What {@link #item} is by DynamoDB's rules. Requires: {@link #next} was true. */
    int sizeBytes();

    /** {@link #item} for a caller to keep. Requires: {@link #next} was true. */
    Item toItem();

    /** Where items of this walk have their attributes, most probably. */
    AttributePlaces places();

    /**
     * The item that an entry of an index stands for, as it was at the moment of the cursor; in a table, {@link #item} itself.
     * Requires: {@link #next} was true.
     */
    EncodedItem wholeItem() throws IOException;

    /** The position that all steps so far rest on, deleted items included; see {@link ItemStore#awaitDurable}. */
    long restsOn();

    @Override
    void close();
}
