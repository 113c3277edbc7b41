package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.table.IndexDefinition;
import dev.dolmen.table.TableDefinition;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A global index that is being filled with the items that its table had before it.
 *
 * <p>The filling goes through the table in the order of its keys. Items before the place it has come to are in the index, and
 * writes keep them there; those from there on are not, and writes leave the index alone, for the filling is still to come to
 * them and will add them as they are then. The place moves while every latch is held, and a write holds one from looking at
 * it to its commit: so each item is added once, by one or the other, and counts are exact. It is recorded in the batch that
 * moves it.
 *
 * <p>Filling is attempted until it succeeds or cannot any more: an attempt that failed is followed by another, which goes on
 * from the place.
 */
final class FillingIndex {

    private final IndexDefinition index;

    /** Guarded by this: the end of the attempt that is being made, or of the last one; null before the first. */
    private @Nullable CompletableFuture<Void> attempt;

    /** Guarded by this: no attempt is made any more. */
    private boolean over;

    /** Read with a latch held, written with all of them. */
    private Slice place;

    private FillingIndex(IndexDefinition index, Slice place) {
        this.index = index;
        this.place = place;
    }

    /** The index of a table that is being filled, from the beginning; null when there is none. */
    static @Nullable FillingIndex of(TableDefinition table) {
        for (IndexDefinition index : table.indexes()) {
            if (index.state() == IndexDefinition.State.CREATING) {
                return new FillingIndex(index, beginningOf(table));
            }
        }
        return null;
    }

    /** The same at the place that was recorded. Requires: nobody uses it yet. */
    static @Nullable FillingIndex recorded(TableDefinition table, OrderedStore store) throws IOException {
        FillingIndex filling = of(table);
        ReadResult progress = new ReadResult();
        if (filling != null && store.get(Keyspace.indexProgress(filling.index.id()), null, progress)) {
            filling.place = new Slice(progress.value().toByteArray());
        }
        return filling;
    }

    private static Slice beginningOf(TableDefinition table) {
        return Keyspace.spaceStart(Math.toIntExact(table.id()));
    }

    IndexDefinition index() {
        return index;
    }

    /** Whether the caller is to make an attempt: none is being made, and one could succeed. */
    synchronized boolean begin() {
        if (over || attempt != null && !attempt.isDone()) {
            return false;
        }
        attempt = new CompletableFuture<>();
        return true;
    }

    /** Whether the filling is still to come to an item. Requires: its latch is held. */
    boolean isStillToCome(ItemKey key) {
        return key.store().compareTo(place) >= 0;
    }

    /** Where it goes on: the items before are in the index. Requires: a latch is held. */
    Slice place() {
        return place;
    }

    /** Requires: every latch is held, and the batch that records the place has been committed. */
    void moveTo(Slice newPlace) {
        place = newPlace;
    }

    /** Behind the last item of a table: where a filling ends. */
    static Slice endOf(OpenTable table) {
        return Keyspace.spaceStart(table.space() + 1);
    }

    /**
     * Adds to the batch that empties the table that the filling is at its end: nothing is left for it to come to. It may have been
     * there already, its index about to become active, and so cannot begin again. Requires: every latch is held until it
     * has moved there.
     */
    void recordEnd(OpenTable table, WriteBatch batch) {
        batch.put(Keyspace.indexProgress(index.id()), endOf(table));
    }

    /** It is filled, or there is no such index any more. */
    synchronized void end() {
        over = true;
        attempt().complete(null);
    }

    /** The attempt failed; another may be made. */
    synchronized void fail(Throwable cause) {
        attempt().completeExceptionally(cause);
    }

    /** It will not be filled before the store is opened again. */
    synchronized void giveUp(Throwable cause) {
        over = true;
        fail(cause);
    }

    private synchronized CompletableFuture<Void> attempt() {
        CompletableFuture<Void> made = attempt;
        if (made == null) {
            made = new CompletableFuture<>();
            attempt = made;
        }
        return made;
    }

    /**
     * Returns when it is not being filled any more.
     *
     * @throws IOException when the attempt that is being made, or the last one, failed
     */
    void awaitEnd() throws IOException {
        try {
            attempt().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw e;
        }
    }
}
