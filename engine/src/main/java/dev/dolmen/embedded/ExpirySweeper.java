package dev.dolmen.embedded;

import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.model.ResourceNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for expired items and deletes them, in small steps in which the tables take turns. Nobody waits for these deletions
 * to be durable: whoever reads that an item is gone waits for it then, and one that a crash brings back is deleted again.
 *
 * <p>Thread-safe; one look is taken at a time.
 */
final class ExpirySweeper {

    private final OrderedStore store;
    private final Supplier<? extends Iterable<OpenTable>> tables;
    private final ExpirySweep.Writer writer;
    private final ExpiryBackfill backfill;

    /** Held during a look. */
    private final ReentrantLock looking = new ReentrantLock();

    /** Held during a step of a look. */
    private final ReentrantLock stepping = new ReentrantLock();

    private volatile boolean stopped;

    /** @param tables those that keep expiry times at the moment */
    ExpirySweeper(
            OrderedStore store,
            Supplier<? extends Iterable<OpenTable>> tables,
            ExpirySweep.Writer writer,
            ExpiryBackfill backfill) {
        this.store = store;
        this.tables = tables;
        this.writer = writer;
        this.backfill = backfill;
    }

    /** Whether a look could find anything. */
    boolean isNeeded() {
        return !stopped && tables.get().iterator().hasNext();
    }

    /**
     * Gathers expiry times where that is still to be done, and deletes all that has expired by now. What fails in one table
     * keeps nothing from being done in the others.
     *
     * @param now what has expired by then is deleted
     * @return how many items were deleted
     * @throws IOException the first failure, when everything else is done
     */
    long look(Instant now) throws IOException {
        looking.lock();
        try {
            Deque<TableLook> turns = new ArrayDeque<>();
            for (OpenTable table : tables.get()) {
                ExpiryIndex index = table.expiry();
                if (index != null) {
                    turns.add(new TableLook(table, index, now));
                }
            }
            return takeTurns(turns);
        } finally {
            looking.unlock();
        }
    }

    private long takeTurns(Deque<TableLook> turns) throws IOException {
        long deleted = 0;
        Throwable failure = null;
        while (!turns.isEmpty()) {
            TableLook turn = turns.removeFirst();
            boolean more = false;
            try {
                more = !stopped && step(turn);
            } catch (ResourceNotFoundException e) {
                // The table has been dropped: its items are gone anyway.
                more = false;
            } catch (IOException | RuntimeException | Error e) {
                failure = failure == null ? e : failure;
            }
            if (more) {
                turns.addLast(turn);
            } else {
                turn.end();
                deleted += turn.deleted;
            }
        }
        if (failure instanceof IOException io) {
            throw io;
        }
        if (failure instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        return deleted;
    }

    private boolean step(TableLook turn) throws IOException {
        stepping.lock();
        try {
            return turn.step();
        } finally {
            stepping.unlock();
        }
    }

    /** Returns when nothing is deleted any more of a table that has ceased to keep expiry times. */
    void awaitStep() {
        stepping.lock();
        stepping.unlock();
    }

    /** A look at one table. */
    private final class TableLook {
        private final OpenTable table;
        private final ExpiryIndex index;
        private final Instant now;
        private @Nullable ExpirySweep sweep;
        private long deleted;

        TableLook(OpenTable table, ExpiryIndex index, Instant now) {
            this.table = table;
            this.index = index;
            this.now = now;
        }

        /** @return whether there is more to do */
        boolean step() throws IOException {
            if (table.expiry() != index) {
                return false;
            }
            if (!index.isComplete()) {
                if (!backfill.step(table, index)) {
                    index.setComplete();
                }
                return true;
            }
            ExpirySweep current = sweep;
            if (current == null) {
                current = new ExpirySweep(store, writer, table, index, now);
                sweep = current;
            }
            if (!current.isDone()) {
                deleted += current.step();
            }
            return !current.isDone();
        }

        /** It will not be gone on with, done or not. */
        void end() {
            if (sweep != null) {
                sweep.leave();
            }
        }
    }

    /** No look begins after this, and one that is being taken has ended when this returns. */
    void stop() {
        stopped = true;
        looking.lock();
        looking.unlock();
    }
}
