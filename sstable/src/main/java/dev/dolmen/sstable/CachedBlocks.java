package dev.dolmen.sstable;

import dev.dolmen.sstable.block.DecodedBlock;
import dev.dolmen.sstable.bytes.Words;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The decoded blocks of one table by their numbers, and how often each of its blocks was used. Thread-safe; uses are counted
 * without locks, and one that gets lost does no harm.
 */
final class CachedBlocks {

    /** Counts go no further. */
    private static final int MOST_USES = Byte.MAX_VALUE;

    /** After so many halvings nothing is left. */
    private static final int MOST_HALVINGS = 7;

    /** What is left of eight counts when all are halved at once. */
    private static final long HALVED = 0x3f3f_3f3f_3f3f_3f3fL;

    private static final int REFERENCE_BYTES = 4;

    private final BlockCache cache;
    private final AtomicReferenceArray<@Nullable DecodedBlock> decoded;
    private final byte[] uses;
    private volatile int age;

    /** @param count the table's blocks */
    CachedBlocks(BlockCache cache, int count) {
        this.cache = cache;
        decoded = new AtomicReferenceArray<>(count);
        uses = new byte[(count + Long.BYTES - 1) / Long.BYTES * Long.BYTES];
        age = cache.age();
    }

    /** What this takes of the heap, beside the blocks. */
    long heapBytes() {
        return uses.length + (long) REFERENCE_BYTES * decoded.length();
    }

    /** A decoded block, or null. */
    @Nullable
    DecodedBlock get(int block, int newUses) {
        DecodedBlock found = decoded.getAcquire(block);
        if (found != null) {
            count(block, newUses);
        }
        return found;
    }

    private int count(int block, int newUses) {
        int before = uses[block];
        int after = Math.min(MOST_USES, before + newUses);
        if (after != before) {
            uses[block] = (byte) after;
        }
        return after;
    }

    /** Counts uses of a block that is not here, and says whether it is worth while to try to {@link #reserve} room for it. */
    boolean missed(int block, int newUses) {
        growOld();
        return cache.missed(count(block, newUses));
    }

    int mostBytes() {
        return cache.mostBytes();
    }

    /** As {@link BlockCache#reserve}. */
    boolean reserve(int block, int bytes) {
        return cache.reserve(bytes, uses[block]);
    }

    /** Ends what {@link #reserve} began: with a decoded block of the size told, or with none. */
    void settle(int block, int bytes, @Nullable DecodedBlock result) {
        if (result == null) {
            cache.giveBack(bytes);
        } else {
            cache.settle(this, block, result);
        }
    }

    /** Forgets all blocks. Requires: nobody uses the table any more. */
    void close() {
        cache.drop(this);
    }

    // ---- what the cache calls, with its lock held ----

    int frequency(int block) {
        growOld();
        return uses[block];
    }

    /** Returns whether there was none. */
    boolean put(int block, DecodedBlock result) {
        return decoded.compareAndSet(block, null, result);
    }

    /** Requires: it is there. */
    DecodedBlock remove(int block) {
        DecodedBlock removed = decoded.getAndSet(block, null);
        if (removed == null) {
            throw new AssertionError("block " + block + " is not cached");
        }
        return removed;
    }

    private void growOld() {
        if (age != cache.age()) {
            halve();
        }
    }

    private synchronized void halve() {
        int now = cache.age();
        for (int halvings = Math.min(MOST_HALVINGS, now - age); halvings > 0; halvings--) {
            for (int i = 0; i < uses.length; i += Long.BYTES) {
                Words.setLong(uses, i, Words.getLong(uses, i) >>> 1 & HALVED);
            }
        }
        age = now;
    }
}
