package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.table.Expiry;
import dev.dolmen.table.ExpiryChange;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.TimeToLive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the expiry times of the items that a table had when its time to live was enabled.
 *
 * <p>Since then every write keeps the entry of its item itself, so it is enough to walk over the table once and give each
 * item, under its latch, the entry it should have. How far that has come is recorded in the batch of each step: after a
 * crash it goes on from there, and doing a step twice does no harm. Thread-safe for one user at a time.
 */
final class ExpiryBackfill {

    /** How many items a step looks at: a few milliseconds. */
    static final int STEP_ITEMS = 1_000;

    /** How many entries a step adds at most: it holds the latches of their items. */
    private static final int STEP_ENTRIES = 64;

    private final OrderedStore store;
    private final KeyLatches latches;
    private final BooleanSupplier closed;

    /** @param closed set while every latch is held */
    ExpiryBackfill(OrderedStore store, KeyLatches latches, BooleanSupplier closed) {
        this.store = store;
        this.latches = latches;
        this.closed = closed;
    }

    /** Adds to the batch that enables an index that everything is still to be gathered. */
    static void begin(int block, WriteBatch batch) {
        batch.put(Keyspace.expiryProgress(block), Slice.EMPTY);
    }

    /**
     * Gathers some more.
     *
     * @return whether there may be more; not when the time to live has been disabled or the table dropped meanwhile
     */
    boolean step(OpenTable table, ExpiryIndex index) throws IOException {
        ReadResult progress = new ReadResult();
        if (!store.get(Keyspace.expiryProgress(index.block()), null, progress)) {
            return false;
        }
        Slice last = progress.value();
        Slice from = last.length() == 0 ? Keyspace.spaceStart(table.space()) : Keyspace.after(last);
        Stretch stretch = read(table, index, from);
        long[] hashes = stretch.items.stream().mapToLong(table::latchHash).toArray();
        // Without any item there is still the progress to be written, and a latch tells whether it may be.
        KeyLatches.Held held = latches.hold(hashes.length == 0 ? new long[] {0} : hashes);
        try {
            return !table.isLeaving() && table.expiry() == index && add(stretch, index);
        } finally {
            held.close();
        }
    }

    /**
     * What a step has looked at.
     *
     * @param items those that expire
     * @param last the key of the last one looked at; null when the table's end was reached
     */
    private record Stretch(List<ItemKey> items, @Nullable Slice last) {}

    private Stretch read(OpenTable table, ExpiryIndex index, Slice from) throws IOException {
        TableDefinition definition = table.definition();
        TimeToLive timeToLive = index.timeToLive();
        List<ItemKey> items = new ArrayList<>();
        try (Cursor cursor = store.cursor(from, Keyspace.spaceStart(table.space() + 1), null)) {
            int seen = 0;
            for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                EncodedItem item = item(cursor.value());
                if (Expiry.secondOf(timeToLive, item) != Expiry.NEVER) {
                    items.add(ItemKey.of(table.space(), definition.key().keyOf(item)));
                }
                seen++;
                if (seen == STEP_ITEMS || items.size() == STEP_ENTRIES) {
                    return new Stretch(items, new Slice(cursor.key().toByteArray()));
                }
            }
        }
        return new Stretch(items, null);
    }

    /** Requires: the latches of the items are held, and the index is in use. */
    private boolean add(Stretch stretch, ExpiryIndex index) throws IOException {
        if (closed.getAsBoolean()) {
            throw new ClosedStoreException();
        }
        WriteBatch batch = new WriteBatch();
        List<Long> seconds = new ArrayList<>();
        ReadResult read = new ReadResult();
        for (ItemKey key : stretch.items) {
            // It may have changed since it was looked at.
            EncodedItem item = EmbeddedItemStore.item(store.get(key.store(), null, read), read);
            long second = Expiry.secondOf(index.timeToLive(), item);
            index.add(key, new ExpiryChange(Expiry.NEVER, second), batch);
            seconds.add(second);
        }
        Slice last = stretch.last;
        if (last == null) {
            batch.delete(Keyspace.expiryProgress(index.block()));
        } else {
            batch.put(Keyspace.expiryProgress(index.block()), last);
        }
        store.commit(batch);
        seconds.forEach(index::holds);
        return last != null;
    }

    private static EncodedItem item(Slice value) {
        return EncodedItem.of(value.array(), value.offset(), value.length());
    }
}
