package dev.dolmen.lsm;

import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.read.ReadView;
import dev.dolmen.sstable.TableMemory;

/**
 * Shares the memory budget of a store between its memtables, which come first, and its tables. Thread-safe.
 *
 * <p>Memtables have a fixed part of it. When they take more, since the flush of one takes longer than others take to fill,
 * tables lend them what they have too much of: they give up decoded blocks, at once.
 */
final class MemoryBudget {

    private final long bytes;
    private final long memtablesBytes;
    private final TableMemory tables;

    MemoryBudget(StoreOptions options) {
        bytes = options.memoryBudget();
        memtablesBytes = options.memtablesBytes();
        tables = new TableMemory(bytes - memtablesBytes);
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

    /** Takes from the tables, or gives back to them, what the memtables of this view do not have room for. */
    void share(ReadView view) {
        tables.lend(Math.max(0, memtables(view) - memtablesBytes));
    }
}
