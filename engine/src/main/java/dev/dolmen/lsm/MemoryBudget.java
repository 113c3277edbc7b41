package dev.dolmen.lsm;

import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.read.ReadView;
import dev.dolmen.sstable.TableMemory;

/**
 * Shares the memory budget of a store between its memtables, which come first, and its tables, which have what memtables do
 * not use. Thread-safe.
 *
 * <p>As memtables grow, tables give up decoded blocks for them, at once, so that the sum stays within the budget. What
 * memtables once had they keep for a while after their flush: who writes all the time needs it again soon, and blocks would
 * come and go with every flush. Only a store that is hardly written to any more has blocks in all of it.
 *
 * <p>Room is claimed in steps, a step ahead, so that most writes change nothing here.
 */
final class MemoryBudget {

    /** A step is such a part of a memtable. */
    private static final int STEPS = 8;

    private final long bytes;
    private final long stepBytes;
    private final TableMemory tables;
    /** What is kept free for memtables. Written with this locked. */
    private volatile long claimed;
    /** The largest claim since it was last {@linkplain #forget forgotten}. Guarded by this. */
    private long needed;

    MemoryBudget(StoreOptions options) {
        bytes = options.memoryBudget();
        stepBytes = Math.max(1, options.memtableBytes() / STEPS);
        tables = new TableMemory(bytes);
    }

    /** All of it. */
    long bytes() {
        return bytes;
    }

    /** The part for tables. */
    TableMemory tables() {
        return tables;
    }

    /** What the memtables of a view take. */
    static long memtables(ReadView view) {
        long taken = view.active().table().allocatedBytes();
        for (int i = 0; i < view.sealed().size(); i++) {
            Generation sealed = view.sealed().get(i);
            taken += sealed.table().allocatedBytes();
        }
        return taken;
    }

    /** Claims what the memtables of this view take, and a step more. */
    void share(ReadView view) {
        long taken = memtables(view);
        // Writers say this again and again, and nearly always it is in the claim.
        if (taken > claimed - stepBytes / 2) {
            claim(taken);
        }
    }

    private synchronized void claim(long taken) {
        needed = Math.max(needed, (taken / stepBytes + 2) * stepBytes);
        if (needed > claimed) {
            claimed = needed;
            tables.limit(bytes - claimed);
        }
    }

    /** Gives tables what memtables have not needed since this was last called. To be called now and then. */
    synchronized void forget(ReadView view) {
        claimed = needed;
        tables.limit(bytes - claimed);
        needed = 0;
        claim(memtables(view));
    }
}
