package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.table.Outcome;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The exact number and size of a table's items and index entries.
 *
 * <p>Each latch stripe has a counter record of its own, changed only by those who hold that latch, in the batch of the
 * effect it counts. So the counts are exact after any crash, without a lock, or even a cache line, that all writers
 * share: a writer holds the latch it needs for its key anyway. The price is one more small entry in the batch of a write
 * that changes a count (not of one that replaces an item by one of the same size), and that every write has to look at
 * the item it replaces, if only to see its size; for a new key the filters answer that.
 *
 * <p>Rejected: a counter in memory, saved now and then (wrong after a crash); counting when asked (DescribeTable would
 * read the whole table); one counter per table (every writer would wait for it); a merge operator for deltas (each read of
 * the counter, and the recovery of a long log, would add them all up).
 */
final class TableCounters {

    private final OrderedStore store;
    private final int tableSpace;

    /** Each guarded by the latch of its stripe; null until first needed. */
    private final @Nullable Counts[] stripes = new @Nullable Counts[KeyLatches.STRIPES];

    TableCounters(OrderedStore store, int tableSpace) {
        this.store = store;
        this.tableSpace = tableSpace;
    }

    /**
     * Adds the new counts to the batch of a write.
     *
     * <p>Requires: the latch of the stripe is held until the commit, and when that succeeds, {@link #committed} is called
     * before it is given back.
     *
     * @return what the stripe then has counted
     */
    Counts add(int stripe, Outcome.Growth growth, WriteBatch batch) throws IOException {
        Counts after = current(stripe).plus(growth);
        batch.put(Keyspace.counter(tableSpace, stripe), after.encode());
        return after;
    }

    /** The batch with these counts is in the store. Requires: the latch of the stripe is still held. */
    void committed(int stripe, Counts counts) {
        stripes[stripe] = counts;
    }

    /** Adds to a batch that no record counts an index any more, with which {@link #cleared} goes. Requires: every latch is held. */
    void forget(int indexId, WriteBatch batch) throws IOException {
        for (int stripe = 0; stripe < KeyLatches.STRIPES; stripe++) {
            Counts counts = current(stripe);
            if (counts.entries(indexId) != 0 || counts.entryBytes(indexId) != 0) {
                batch.put(
                        Keyspace.counter(tableSpace, stripe),
                        counts.without(indexId).encode());
            }
        }
    }

    /** All records are gone from the store, or others than they were. Requires: every latch is held. */
    void cleared() {
        Arrays.fill(stripes, null);
    }

    private Counts current(int stripe) throws IOException {
        Counts counts = stripes[stripe];
        if (counts == null) {
            ReadResult record = new ReadResult();
            boolean found = store.get(Keyspace.counter(tableSpace, stripe), null, record);
            counts = found ? Counts.decode(record.value()) : Counts.NONE;
            stripes[stripe] = counts;
        }
        return counts;
    }

    /** @param restsOn the newest sequence number that went into the counts */
    record Sum(Counts counts, long restsOn) {}

    /** The counts of the whole table, all of one moment. */
    Sum sum() throws IOException {
        Slice from = Keyspace.spaceStart(Keyspace.countersOf(tableSpace));
        Slice to = Keyspace.spaceStart(Keyspace.countersOf(tableSpace) + 1);
        Counts sum = Counts.NONE;
        try (Cursor cursor = store.cursor(from, to, null)) {
            for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                sum = sum.plus(Counts.decode(cursor.value()));
            }
            return new Sum(sum, cursor.newestSequenceSeen());
        }
    }
}
