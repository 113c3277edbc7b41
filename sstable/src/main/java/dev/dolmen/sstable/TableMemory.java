package dev.dolmen.sstable;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts what the open tables of a store need in memory whatever is read: filters, indexes, range tombstones, dictionaries
 * and bitmaps of tombstones that were used. Thread-safe.
 *
 * <p>Where files are mapped, filters and indexes are pages of the files: the operating system can take them back.
 */
public final class TableMemory {

    private final AtomicLong bytes = new AtomicLong();

    /** What open tables hold, in bytes. */
    public long heldBytes() {
        return bytes.get();
    }

    /** Counts what an open table holds, or with a negative number what it no longer holds. */
    void hold(long change) {
        bytes.addAndGet(change);
    }
}
