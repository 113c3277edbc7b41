package dev.dolmen.sstable;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What the tables of a store have in memory. Thread-safe.
 *
 * <p>It counts what open tables hold whatever is read: filters, indexes, range tombstones, dictionaries and bitmaps of
 * tombstones that were used. Where files are mapped, filters and indexes are pages of the files, which the operating system
 * can take back. And it keeps the buffers of a few iterators for the next ones.
 */
public final class TableMemory {

    /** At least as many as there are iterators in one walk through all levels, times some threads. */
    private static final int IDLE_BUFFERS = 64;

    /** Larger ones, which a large item once needed, are left to the collector. */
    private static final int MOST_IDLE_BYTES = 1 << 16;

    /** Where a thread looks for idle buffers: near its own place, so that threads seldom meet. */
    private static final int TRIES = 4;

    private final AtomicLong held = new AtomicLong();
    private final AtomicReferenceArray<@Nullable WalkBuffers> idle = new AtomicReferenceArray<>(IDLE_BUFFERS);

    /** What open tables hold, in bytes. */
    public long heldBytes() {
        return held.get();
    }

    /** Counts what an open table holds, or with a negative number what it no longer holds. */
    void hold(long change) {
        held.addAndGet(change);
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
