package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.count.Census;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.RangeTotal;
import dev.dolmen.lsm.version.SpaceTotal;
import dev.dolmen.table.Cleared;
import dev.dolmen.table.TableDefinition;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Deletes by range tombstones. The latches of all that is deleted are held meanwhile, so that no item comes or goes between
 * counting and deleting; callers bound how long that is. Request tokens are not touched: a write repeated under its token
 * gets its first answer, though the item is gone. Thread-safe.
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
    private interface Deletion<C extends @Nullable Object> {
        C run(OpenTable table) throws IOException;
    }

    /** Deletes all items of a table, with their index entries and the sizes of item collections. */
    Cleared clear(TableDefinition definition) throws IOException {
        try (Emptied emptied = latched(definition, latches::holdAll, this::empty)) {
            SpaceTotal items = emptied.before.of(Math.toIntExact(definition.id()));
            return new Cleared(items.keys(), items.weight(), false, emptied.sequence);
        }
    }

    /** What a table held before it was emptied is counted when its latches are given back. */
    private record Emptied(Census before, long sequence) implements AutoCloseable {

        @Override
        public void close() {
            before.close();
        }
    }

    private Emptied empty(OpenTable table) throws IOException {
        Census before = store.census();
        boolean emptied = false;
        try {
            WriteBatch batch = new WriteBatch();
            Catalog.deleteEverythingOf(table, batch);
            FillingIndex filling = table.filling();
            if (filling != null) {
                filling.recordEnd(table, batch);
            }
            long sequence = store.commit(batch);
            if (filling != null) {
                filling.moveTo(FillingIndex.endOf(table));
            }
            emptied = true;
            return new Emptied(before, sequence);
        } finally {
            if (!emptied) {
                before.close();
            }
        }
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
        return latched(definition, () -> latches.holdPartition(hash), table -> {
            if (!table.definition().indexes().isEmpty() || table.expiry() != null) {
                return null;
            }
            KeyBounds bounds = KeyBounds.startingWith(Keyspace.partition(table.space(), hash, key));
            RangeTotal total = store.total(bounds.from(), bounds.to(), FEW);
            return total != null && total.keys() <= limit ? clear(bounds, total, false) : clearFirst(bounds, limit);
        });
    }

    /** Finds where the first items of a partition end, which takes a walk through them in their order. */
    private Cleared clearFirst(KeyBounds bounds, int limit) throws IOException {
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
            return clear(end == null ? bounds : new KeyBounds(bounds.from(), end), total, end != null);
        }
    }

    private static long sizeBytes(Slice item) {
        return EncodedItem.of(item.array(), item.offset(), item.length()).sizeBytes();
    }

    /** @param more whether there are more items in the partition than in the bounds */
    private Cleared clear(KeyBounds bounds, RangeTotal total, boolean more) throws IOException {
        if (total.keys() == 0) {
            return new Cleared(0, 0, false, total.newestSequenceSeen());
        }
        WriteBatch batch = new WriteBatch();
        batch.deleteRange(bounds.from(), bounds.to());
        return new Cleared(total.keys(), total.weight(), more, store.commit(batch));
    }

    private <C extends @Nullable Object> C latched(
            TableDefinition definition, Supplier<KeyLatches.Held> latch, Deletion<C> deletion) throws IOException {
        while (true) {
            OpenTable table = catalog.require(definition);
            KeyLatches.Held held = latch.get();
            try {
                if (closed.getAsBoolean()) {
                    throw new ClosedStoreException();
                }
                if (!table.isLeaving()) {
                    return deletion.run(table);
                }
            } finally {
                held.close();
            }
            // As with a single write: whether the table goes is known once the drop is over, which needs our latches.
            catalog.requireStaying(table);
        }
    }
}
