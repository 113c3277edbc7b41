package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.table.IndexDefinition;
import dev.dolmen.table.Outcome;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exact number and size of a table's items and index entries.
 *
 * <p>Each latch stripe has a counter record of its own, changed only by those who hold that latch, in the batch of the
 * effect it counts. So the counts are exact after any crash, without a lock, or even a cache line, that all writers
 * share: a writer holds the latch it needs for its key anyway. The price is a few more bytes in the log for a write that
 * changes a count (not for one that replaces an item by one of the same size), and that every write has to look at
 * the item it replaces, if only to see its size; for a new key the filters answer that.
 *
 * <p>The records are {@linkplain WriteBatch#putRunning running values}: memory has the newest of each and no others. What
 * was committed last is kept here, so they are read no more than once.
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

    /** The sequence number each rests on, guarded likewise. */
    private final long[] sequences = new long[KeyLatches.STRIPES];

    /** The keys of the records that are written, guarded likewise; null until first needed. */
    private final @Nullable Slice[] keys = new @Nullable Slice[KeyLatches.STRIPES];

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
        Slice key = keys[stripe];
        if (key == null) {
            key = Keyspace.counter(tableSpace, stripe);
            keys[stripe] = key;
        }
        batch.putRunning(key, after.encode());
        return after;
    }

    /** The batch with these counts is in the store. Requires: the latch of the stripe is still held. */
    void committed(int stripe, Counts counts, long sequence) {
        stripes[stripe] = counts;
        sequences[stripe] = sequence;
    }

    /**
     * Adds to a batch that no record counts some indexes any more. Requires: every latch is held until the commit, and when
     * that succeeds, {@link #committed(Counts[], long)} is called before they are given back.
     *
     * @return what each stripe then has counted
     */
    Counts[] forget(List<IndexDefinition> gone, WriteBatch batch) throws IOException {
        Counts[] after = new Counts[KeyLatches.STRIPES];
        for (int stripe = 0; stripe < KeyLatches.STRIPES; stripe++) {
            after[stripe] = current(stripe);
            boolean counts = false;
            for (IndexDefinition index : gone) {
                counts |= after[stripe].entries(index.id()) != 0 || after[stripe].entryBytes(index.id()) != 0;
                after[stripe] = after[stripe].without(index.id());
            }
            if (counts) {
                batch.putRunning(Keyspace.counter(tableSpace, stripe), after[stripe].encode());
            }
        }
        return after;
    }

    /** The batch with these counts of all stripes is in the store. Requires: every latch is still held. */
    void committed(Counts[] counts, long sequence) {
        System.arraycopy(counts, 0, stripes, 0, stripes.length);
        Arrays.fill(sequences, sequence);
    }

    /** All records are gone from the store, with the write of this sequence number. Requires: every latch is held. */
    void cleared(long sequence) {
        Arrays.fill(stripes, Counts.NONE);
        Arrays.fill(sequences, sequence);
    }

    private Counts current(int stripe) throws IOException {
        Counts counts = stripes[stripe];
        if (counts == null) {
            ReadResult record = new ReadResult();
            boolean found = store.get(Keyspace.counter(tableSpace, stripe), null, record);
            counts = found ? Counts.decode(record.value()) : Counts.NONE;
            stripes[stripe] = counts;
            sequences[stripe] = record.sequence();
        }
        return counts;
    }

    /** @param restsOn the newest sequence number that went into the counts */
    record Sum(Counts counts, long restsOn) {}

    /** The counts of the whole table. Requires: every latch is held, so that they are all of one moment. */
    Sum sum() throws IOException {
        Counts sum = Counts.NONE;
        long restsOn = 0;
        for (int stripe = 0; stripe < KeyLatches.STRIPES; stripe++) {
            sum = sum.plus(current(stripe));
            restsOn = Math.max(restsOn, sequences[stripe]);
        }
        return new Sum(sum, restsOn);
    }
}
