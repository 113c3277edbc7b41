package dev.dolmen.embedded;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.health.ReadOnlyStoreException;
import dev.dolmen.lsm.health.UnknownOutcomeException;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.table.IndexChange;
import dev.dolmen.table.IndexKey;
import dev.dolmen.table.IndexMaintenance;
import dev.dolmen.table.TableDefinition;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Fills global indexes that were added to tables, in the background and in steps that bound the memory it takes and how long
 * writers wait: a step adds the entries of some items and the new {@linkplain FillingIndex place} in one batch,
 * with every latch held. After a crash it goes on from the place that was recorded; nobody is told of entries before the
 * index is {@code ACTIVE}, so steps are not synced one by one.
 *
 * <p>Where a step fails, for want of room, memory or a thread, filling goes on from there when somebody {@linkplain #resume
 * tells it to}, or waits for the index: as often as it takes. Only what no further attempt can mend ends it, damage found or a
 * store that takes no more writes; then it goes on when the store is opened again.
 *
 * <p>Before a step takes the latches it reads the same items without them. So what has to come from the disk is in memory
 * when writers wait, and in between they have their turn.
 *
 * <p>Rejected: to take just the latches of a step's items, for a write of another key between them would have to be told
 * whether the step has passed it; to let all writes keep the index from the start, for each would have to look whether the
 * item it replaces is in the index yet.
 *
 * <p>Thread-safe.
 */
final class IndexFilling {

    /** How many items a step looks at: some tenths of a millisecond. */
    static final int STEP_ITEMS = 128;

    /** And how many bytes of them, save that it looks at one in any case. */
    private static final int STEP_BYTES = 128 << 10;

    private static final System.Logger LOGGER = System.getLogger(IndexFilling.class.getName());

    private final OrderedStore store;
    private final Catalog catalog;
    private final KeyLatches latches;
    private final Executor background;
    private final BooleanSupplier closed;

    /** Held during a step. */
    private final ReentrantLock stepping = new ReentrantLock();

    /** So that what fails again and again is logged once. */
    private volatile boolean failedBefore;

    /** @param closed set while every latch is held */
    IndexFilling(OrderedStore store, Catalog catalog, KeyLatches latches, Executor background, BooleanSupplier closed) {
        this.store = store;
        this.catalog = catalog;
        this.latches = latches;
        this.background = background;
        this.closed = closed;
    }

    /**
     * Begins to fill what an index of a table lacks, or goes on with it, in the background. Does nothing when that is under way,
     * or no use any more.
     */
    void begin(OpenTable table) {
        FillingIndex filling = table.filling();
        if (filling == null || !filling.begin()) {
            return;
        }
        try {
            background.execute(() -> fill(table, filling));
        } catch (RejectedExecutionException e) {
            // The executor was shut down before the store: nobody will do it any more.
            filling.giveUp(e);
        } catch (RuntimeException | Error e) {
            // What the JVM throws where the system gives it no more threads, for example: for this time only.
            failed(table, filling, e);
        }
    }

    /** Goes on with what has failed, in the background. To be called now and then. */
    void resume() {
        catalog.withFilling().forEach(this::begin);
    }

    private void fill(OpenTable table, FillingIndex filling) {
        try {
            boolean more = true;
            while (more) {
                more = step(table, filling);
                failedBefore = false;
            }
            catalog.activate(table, filling);
        } catch (ClosedStoreException | ReadOnlyStoreException | UnknownOutcomeException e) {
            // Every caller is told why, and nothing better can be done before the store is opened again.
            filling.giveUp(e);
        } catch (CorruptFileException e) {
            filling.giveUp(e);
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    what(table, filling) + "; that goes on when the store is opened again",
                    e);
        } catch (IOException | RuntimeException | Error e) {
            failed(table, filling, e);
        }
    }

    private void failed(OpenTable table, FillingIndex filling, Throwable failure) {
        // First of all, for there may be no memory to tell the log.
        filling.fail(failure);
        if (!failedBefore) {
            failedBefore = true;
            LOGGER.log(System.Logger.Level.WARNING, what(table, filling) + "; it is tried again", failure);
        }
    }

    private static String what(OpenTable table, FillingIndex filling) {
        return "the index " + filling.index().name() + " of the table "
                + table.definition().name() + " could not be filled";
    }

    /**
     * Adds some more entries.
     *
     * @return whether there may be more to add; not when the index has been deleted or the table dropped meanwhile
     */
    boolean step(OpenTable table, FillingIndex filling) throws IOException {
        stepping.lock();
        try {
            requireOpen();
            warmUp(table, place(filling));
            KeyLatches.Held all = latches.holdAll();
            try {
                requireOpen();
                return !table.isLeaving() && table.filling() == filling && add(table, filling);
            } finally {
                all.close();
            }
        } finally {
            stepping.unlock();
        }
    }

    private void requireOpen() throws ClosedStoreException {
        if (closed.getAsBoolean()) {
            throw new ClosedStoreException();
        }
    }

    private Slice place(FillingIndex filling) {
        // Any latch will do: the place moves when all are held.
        KeyLatches.Held held = latches.hold(0);
        try {
            return filling.place();
        } finally {
            held.close();
        }
    }

    /** Reads what a step will look at, unless it changes meanwhile. */
    private void warmUp(OpenTable table, Slice from) throws IOException {
        try (Cursor cursor = store.cursor(from, FillingIndex.endOf(table), null)) {
            Stretch stretch = new Stretch();
            for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                if (!stretch.takes(cursor.value())) {
                    return;
                }
            }
        }
    }

    /** What a step has looked at so far. */
    private static final class Stretch {
        private int items;
        private long bytes;

        /** Whether another item belongs to the step, which is counted then. */
        boolean takes(Slice item) {
            if (items == STEP_ITEMS || bytes >= STEP_BYTES) {
                return false;
            }
            items++;
            bytes += item.length();
            return true;
        }
    }

    /** Requires: every latch is held, and the index is being filled. */
    private boolean add(OpenTable table, FillingIndex filling) throws IOException {
        Slice end = FillingIndex.endOf(table);
        Slice next = end;
        WriteBatch batch = new WriteBatch();
        Stretch stretch = new Stretch();
        try (Cursor cursor = store.cursor(filling.place(), end, null)) {
            for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                Slice item = cursor.value();
                if (!stretch.takes(item)) {
                    next = new Slice(cursor.key().toByteArray());
                    break;
                }
                addEntry(table, filling, EncodedItem.of(item.array(), item.offset(), item.length()), batch);
            }
        }
        batch.put(Keyspace.indexProgress(filling.index().id()), next);
        store.commit(batch);
        filling.moveTo(next);
        return next != end;
    }

    /** Adds the entry of an item, unless the index leaves it out. */
    private static void addEntry(OpenTable table, FillingIndex filling, EncodedItem item, WriteBatch batch) {
        TableDefinition definition = table.definition();
        IndexChange addition = IndexMaintenance.addition(definition, filling.index(), item);
        if (addition == null) {
            return;
        }
        EncodedItem projected = Objects.requireNonNull(addition.projected());
        IndexKey.Values values = Objects.requireNonNull(addition.entry().index());
        ItemKey key = ItemKey.of(table.space(), addition.entry().base());
        batch.put(
                key.entryIn(table.space(filling.index()), filling.index(), values),
                new Slice(projected.array(), projected.offset(), projected.length()));
    }

    /** Returns when no step is being taken; none will be, and nobody waits for one. Requires: closed for writers. */
    void stop() {
        stepping.lock();
        stepping.unlock();
        for (OpenTable table : catalog.withFilling()) {
            FillingIndex filling = table.filling();
            if (filling != null) {
                filling.giveUp(new ClosedStoreException());
            }
        }
    }
}
