package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.RangeTotal;
import dev.dolmen.table.Cleared;
import dev.dolmen.table.Outcome;
import dev.dolmen.table.TableDefinition;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Deletes by range tombstones. The latches of all that is deleted are held meanwhile, so that no item comes or goes between
 * counting and deleting and the counters stay exact; callers bound how long that is. Request tokens are not touched: a write repeated under its
 * token gets its first answer, though the item is gone. Thread-safe.
 */
final class RangeDeletes {

    /** So many items are counted without an order; a power of two. */
    private static final int FEW = 1 << 9;

    private final OrderedStore store;
    private final Catalog catalog;
    private final KeyLatches latches;
    private final BooleanSupplier closed;

    /** @param closed set while every latch is held */
    RangeDeletes(OrderedStore store, Catalog catalog, KeyLatches latches, BooleanSupplier closed) {
        this.store = store;
        this.catalog = catalog;
        this.latches = latches;
        this.closed = closed;
    }

    /** What is done while latches are held. */
    private interface Deletion<C extends @Nullable Cleared> {
        C run(OpenTable table, KeyLatches.Held held) throws IOException;
    }

    /** Deletes all items of a table, with their index entries, the sizes of item collections and the counts. */
    Cleared clear(TableDefinition definition) throws IOException {
        return latched(definition, latches::holdAll, (table, held) -> {
            TableCounters.Sum sum = table.counters().sum();
            WriteBatch batch = new WriteBatch();
            Catalog.deleteEverythingOf(table, batch);
            long sequence = store.commit(batch);
            table.counters().cleared(sequence);
            FillingIndex filling = table.filling();
            if (filling != null) {
                filling.restart(table.definition());
            }
            return new Cleared(sum.counts().items(), sum.counts().itemBytes(), false, sequence);
        });
    }

    /**
     * Deletes the first items of a partition.
     *
     * @param limit how many at most
     * @return null when the table has indexes or keeps expiry times; asked with the latches held, for one may just have
     *     been added
     */
    @Nullable
    Cleared clearPartition(TableDefinition definition, AttributeValue partition, int limit) throws IOException {
        Slice key = ItemKey.encode(partition);
        long hash = StableHash.of(key);
        return latched(definition, () -> latches.holdPartition(hash), (table, held) -> {
            if (!table.definition().indexes().isEmpty() || table.expiry() != null) {
                return null;
            }
            KeyBounds bounds = KeyBounds.startingWith(Keyspace.partition(table.space(), hash, key));
            RangeTotal total = store.total(bounds.from(), bounds.to(), FEW, RangeDeletes::sizeBytes);
            return total != null && total.keys() <= limit
                    ? clear(table, held, bounds, total, false)
                    : clearFirst(table, held, bounds, limit);
        });
    }

    /** Finds where the first items of a partition end, which takes a walk through them in their order. */
    private Cleared clearFirst(OpenTable table, KeyLatches.Held held, KeyBounds bounds, int limit) throws IOException {
        int items = 0;
        long bytes = 0;
        Slice end = null;
        try (Cursor cursor = store.cursor(bounds.from(), bounds.to(), null)) {
            for (boolean valid = cursor.seekToFirst(); valid && end == null; valid = cursor.next()) {
                if (items == limit) {
                    end = new Slice(cursor.key().toByteArray());
                } else {
                    items++;
                    bytes += sizeBytes(cursor.value());
                }
            }
            RangeTotal total = new RangeTotal(items, bytes, cursor.newestSequenceSeen());
            return clear(table, held, end == null ? bounds : new KeyBounds(bounds.from(), end), total, end != null);
        }
    }

    private static long sizeBytes(Slice item) {
        return EncodedItem.of(item.array(), item.offset(), item.length()).sizeBytes();
    }

    /** @param more whether there are more items in the partition than in the bounds */
    private Cleared clear(OpenTable table, KeyLatches.Held held, KeyBounds bounds, RangeTotal total, boolean more)
            throws IOException {
        long items = total.keys();
        long bytes = total.measured();
        if (items == 0) {
            return new Cleared(0, 0, false, total.newestSequenceSeen());
        }
        WriteBatch batch = new WriteBatch();
        batch.deleteRange(bounds.from(), bounds.to());
        // Only the sum of all stripes counts anything: any stripe whose latch is held will do.
        int stripe = held.firstStripe();
        Outcome.Growth growth = new Outcome.Growth(Math.toIntExact(-items), -bytes, 0, List.of());
        Counts counts = table.counters().add(stripe, growth, batch);
        long sequence = store.commit(batch);
        table.counters().committed(stripe, counts, sequence);
        return new Cleared(items, bytes, more, sequence);
    }

    private <C extends @Nullable Cleared> C latched(
            TableDefinition definition, Supplier<KeyLatches.Held> latch, Deletion<C> deletion) throws IOException {
        while (true) {
            OpenTable table = catalog.require(definition);
            KeyLatches.Held held = latch.get();
            try {
                if (closed.getAsBoolean()) {
                    throw new ClosedStoreException();
                }
                if (!table.isLeaving()) {
                    return deletion.run(table, held);
                }
            } finally {
                held.close();
            }
            // As with a single write: whether the table goes is known once the drop is over, which needs our latches.
            catalog.requireStaying(table);
        }
    }
}
