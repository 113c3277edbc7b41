package dev.dolmen.sstable;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What the tables of a store have in memory. Thread-safe.
 *
 * <p>One budget for all they take of the heap. What open tables need whatever is read (dictionaries, range tombstones, the
 * part of an index that is not read in place, bitmaps of tombstones that were used) comes first and cannot be refused;
 * decoded blocks and the rows that are read most get what is left, and are given up when the others need more. And the
 * buffers of a few iterators are kept for the next ones.
 *
 * <p>Where files are mapped, filters, indexes and data blocks are pages of the files: they belong to the operating system,
 * which takes them back when it must, and are not counted. Where files are not mapped they are read into the heap, and are.
 */
public final class TableMemory {

    /** At least as many as there are iterators in one walk through all levels, times some threads. */
    private static final int IDLE_BUFFERS = 64;

    /** Larger ones, which a large item once needed, are left to the collector. */
    private static final int MOST_IDLE_BYTES = 1 << 16;

    /** Hot rows get one part in so many of what decoded blocks and they share. */
    private static final int ROWS_PART = 16;

    /** Where a thread looks for idle buffers: near its own place, so that threads seldom meet. */
    private static final int TRIES = 4;

    private final @Nullable BlockCache cache;
    private final @Nullable HotRows hotRows;
    private final AtomicLong tables = new AtomicLong();
    private long budgetBytes; // guarded by this
    private final AtomicLong held = new AtomicLong();
    private final AtomicReferenceArray<@Nullable WalkBuffers> idle = new AtomicReferenceArray<>(IDLE_BUFFERS);

    /** @param budgetBytes what tables may take together, in bytes; 0 for no decoded blocks, whatever the limit becomes */
    public TableMemory(long budgetBytes) {
        this.budgetBytes = budgetBytes;
        this.hotRows = budgetBytes == 0 ? null : new HotRows(budgetBytes / ROWS_PART);
        this.cache = budgetBytes == 0 ? null : new BlockCache(budgetBytes - budgetBytes / ROWS_PART);
    }

    /** What open tables take of the heap, without decoded blocks, in bytes. */
    public long heldBytes() {
        return held.get();
    }

    /** Counts what an open table takes, or with a negative number what it no longer takes. */
    synchronized void hold(long change) {
        held.addAndGet(change);
        limitCache();
    }

    /** From now on tables may take so much together; nothing but what open tables need where that is not positive. */
    public synchronized void limit(long bytes) {
        budgetBytes = bytes;
        limitCache();
    }

    private void limitCache() {
        if (cache != null && hotRows != null) {
            long left = Math.max(0, budgetBytes - held.get());
            hotRows.limit(left / ROWS_PART);
            cache.limit(left - left / ROWS_PART);
        }
    }

    /** Decoded blocks and hot rows: see {@link CacheStatistics}. */
    public CacheStatistics cacheStatistics() {
        return cache == null || hotRows == null
                ? CacheStatistics.NONE
                : new CacheStatistics(
                        hotRows.usedBytes() + cache.usedBytes(), cache.count(), cache.admitted(), cache.evicted());
    }

    /** Room for the decoded blocks of a table, or null for none. */
    @Nullable
    CachedBlocks cachedBlocks(int count) {
        return cache == null ? null : new CachedBlocks(cache, count);
    }

    /** The rows that are read most, or null for none. */
    @Nullable
    HotRows hotRows() {
        return hotRows;
    }

    /** A number that no table of the store has. */
    long newTableNumber() {
        return tables.incrementAndGet();
    }

    private static int place(int attempt) {
        return (int) (Thread.currentThread().getId() * TRIES + attempt) & (IDLE_BUFFERS - 1);
    }

    /** Buffers for one iterator, with anything in them. */
    WalkBuffers take() {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int place = place(attempt);
            if (idle.getPlain(place) != null) {
                WalkBuffers taken = idle.getAndSet(place, null);
                if (taken != null) {
                    return taken;
                }
            }
        }
        return new WalkBuffers();
    }

    /** Requires: nobody uses them any more. */
    void giveBack(WalkBuffers buffers) {
        if (buffers.bytes() > MOST_IDLE_BYTES) {
            return;
        }
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int place = place(attempt);
            if (idle.getPlain(place) == null && idle.compareAndSet(place, null, buffers)) {
                return;
            }
        }
    }
}
