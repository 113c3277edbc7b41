package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.table.Cleared;
import dev.dolmen.table.KeyRange;
import dev.dolmen.table.Outcome;
import dev.dolmen.table.TableDefinition;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Deletes by range tombstones. Every latch is held meanwhile, so that no item comes or goes between counting and deleting
 * and the counters stay exact; callers bound how long that is. Request tokens are not touched: a write repeated under its
 * token gets its first answer, though the item is gone. Thread-safe.
 */
final class RangeDeletes {

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

    /** What is done while every latch is held. */
    private interface Deletion<C extends @Nullable Cleared> {
        C run(OpenTable table) throws IOException;
    }

    /** Deletes all items of a table, with their index entries, the sizes of item collections and the counts. */
    Cleared clear(TableDefinition definition) throws IOException {
        return withEveryLatch(definition, table -> {
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
     * @return null when the table has indexes or keeps expiry times; asked with every latch held, for one may just have
     *     been added
     */
    @Nullable
    Cleared clearPartition(TableDefinition definition, AttributeValue partition, int limit) throws IOException {
        return withEveryLatch(definition, table -> {
            if (!table.definition().indexes().isEmpty() || table.expiry() != null) {
                return null;
            }
            KeyBounds bounds = KeyBounds.of(table.space(), KeyRange.of(partition, null));
            int items = 0;
            long bytes = 0;
            Slice end = bounds.to();
            boolean more = false;
            long restsOn;
            try (Cursor cursor = store.cursor(bounds.from(), bounds.to(), null)) {
                for (boolean valid = cursor.seekToFirst(); valid && !more; valid = cursor.next()) {
                    if (items == limit) {
                        more = true;
                        end = new Slice(cursor.key().toByteArray());
                    } else {
                        items++;
                        Slice item = cursor.value();
                        bytes += EncodedItem.of(item.array(), item.offset(), item.length())
                                .sizeBytes();
                    }
                }
                restsOn = cursor.newestSequenceSeen();
            }
            return items == 0
                    ? new Cleared(0, 0, false, restsOn)
                    : new Cleared(items, bytes, more, commit(table, bounds.from(), end, items, bytes));
        });
    }

    private long commit(OpenTable table, Slice from, Slice to, int items, long bytes) throws IOException {
        WriteBatch batch = new WriteBatch();
        batch.deleteRange(from, to);
        // Only the sum of all stripes counts anything: any stripe will do.
        int stripe = 0;
        Counts counts = table.counters().add(stripe, new Outcome.Growth(-items, -bytes, 0, List.of()), batch);
        long sequence = store.commit(batch);
        table.counters().committed(stripe, counts, sequence);
        return sequence;
    }

    private <C extends @Nullable Cleared> C withEveryLatch(TableDefinition definition, Deletion<C> deletion)
            throws IOException {
        while (true) {
            OpenTable table = catalog.require(definition);
            KeyLatches.Held all = latches.holdAll();
            try {
                if (closed.getAsBoolean()) {
                    throw new ClosedStoreException();
                }
                if (!table.isLeaving()) {
                    return deletion.run(table);
                }
            } finally {
                all.close();
            }
            // As with a single write: whether the table goes is known once the drop is over, which needs our latches.
            catalog.requireStaying(table);
        }
    }
}
