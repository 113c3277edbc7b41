package dev.dolmen.sstable;

import dev.dolmen.io.Slice;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Rows that point reads ask for again and again, within a limit: a few hundred bytes each instead of a block, found by the
 * key's hash alone instead of by way of filter, index and fingerprints. What costs time there is not the search but the cache
 * lines it touches, thirteen for a row of a decoded block and six for one in here. Thread-safe; only what puts a row takes a lock.
 *
 * <p>A row has one slot that it can be in. One that is free takes any row while there is room; else the row in it goes, or
 * one of another slot, once so many others have been asked for in vain since it was asked for itself. So rows that are read at random all over a large table seldom come
 * in, and those that are read often soon do. Rows never change, and say which table they are from; those of
 * one that is closed leave with it.
 *
 * <p>Marks are set without locks; one that gets lost does no harm, for what is found is compared with what was asked for.
 */
final class HotRows {

    /** Larger rows are left to the blocks. */
    static final int MOST_ROW_BYTES = 2048;

    private static final int MOST_SLOTS = 1 << 14;

    /** A small row with what there is around it; where rows are larger, some slots stay free. */
    private static final int ROW_BYTES = 192;

    /** So many slots are looked at for a row that others have been asked for in place of. */
    private static final int MOST_SPARED = 64;

    /** A mark and a reference. */
    private static final int SLOT_BYTES = 8;

    /** Two arrays' headers and an object. */
    private static final int OVERHEAD_BYTES = 80;

    /** The row in a slot goes when so many others have been asked for since it was. */
    private static final int PATIENCE = 16;

    /** The lowest bits of a mark count the misses; the next one is set where there is a row. */
    private static final int MISSES_MASK = 0x7f;

    private static final int LEAST_MARK = 0x80;

    /**
     * The newest version of a key in a table, if that is a put.
     *
     * @param table a number that no other table has
     */
    record Row(long table, long hash, long sequence, byte[] key, byte[] value) {

        private boolean is(long wantedTable, long wantedHash, Slice wanted) {
            return table == wantedTable
                    && hash == wantedHash
                    && Arrays.equals(
                            key, 0, key.length, wanted.array(), wanted.offset(), wanted.offset() + wanted.length());
        }

        private int bytes() {
            return OVERHEAD_BYTES + key.length + value.length;
        }
    }

    private final int mask;
    /** For each slot some bits of the hash of its row, and how many others have been asked for: where most searches end. */
    private final int[] marks;

    private final @Nullable Row[] rows;
    /** Both are written with the lock held. */
    private volatile long usedBytes;

    private volatile long limitBytes;
    /** The slot to look at first when a row has to go. Guarded by this. */
    private int hand;

    /** @param limitBytes at first, and about the most there will be */
    HotRows(long limitBytes) {
        int slots = (int) Math.max(1, Math.min(MOST_SLOTS, Long.highestOneBit(limitBytes / ROW_BYTES)));
        this.mask = slots - 1;
        this.marks = new int[slots];
        this.rows = new Row[slots];
        limit(limitBytes);
    }

    /** What the rows take of the heap. */
    long usedBytes() {
        return usedBytes;
    }

    /** The row, if it is here. */
    @Nullable
    Row get(long table, long hash, Slice key) {
        int slot = slot(hash);
        int found = marks[slot] ^ mark(hash);
        if ((found & ~MISSES_MASK) != 0) {
            return null;
        }
        Row row = rows[slot];
        if (row == null || !row.is(table, hash, key)) {
            return null;
        }
        if (found != 0) {
            marks[slot] = mark(hash);
        }
        return row;
    }

    private int slot(long hash) {
        return (int) hash & mask;
    }

    /** Of bits that do not say which slot it is; never that of a free slot, which counts misses alone. */
    private static int mark(long hash) {
        return (int) (hash >>> Integer.SIZE) & ~MISSES_MASK | LEAST_MARK;
    }

    /** Whether a row that was not here is to come in: if so, {@link #put} it. */
    boolean missed(long hash) {
        int slot = slot(hash);
        int mark = marks[slot];
        boolean isFree = (mark & LEAST_MARK) == 0;
        // The same key of another table, a newer one perhaps, need not wait.
        boolean comesIn = isFree && limitBytes - usedBytes >= OVERHEAD_BYTES + MOST_ROW_BYTES
                || (mark & MISSES_MASK) == PATIENCE
                || ((mark ^ mark(hash)) & ~MISSES_MASK) == 0;
        if (!comesIn) {
            marks[slot] = mark + 1;
        }
        return comesIn;
    }

    /** Puts a row into its slot, if it is not larger than all the room there is. Keeps the value's array and a copy of the key. */
    synchronized void put(long table, long hash, long sequence, Slice key, byte[] value) {
        Row row = new Row(table, hash, sequence, key.toByteArray(), value);
        int slot = slot(hash);
        remove(slot);
        if (row.bytes() > limitBytes) {
            return;
        }
        for (int looked = 0; usedBytes + row.bytes() > limitBytes && looked < rows.length + MOST_SPARED; looked++) {
            if (rows[hand] != null && (looked >= MOST_SPARED || (marks[hand] & MISSES_MASK) != 0)) {
                remove(hand);
            }
            hand = hand + 1 & mask;
        }
        usedBytes += row.bytes();
        rows[slot] = row;
        marks[slot] = mark(hash);
    }

    /** Makes a slot free. Requires: the lock is held. */
    private void remove(int slot) {
        Row row = rows[slot];
        if (row != null) {
            usedBytes -= row.bytes();
            rows[slot] = null;
        }
        marks[slot] = 0;
    }

    /** Forgets the rows of a table that is closed, or not to be trusted. */
    synchronized void drop(long table) {
        for (int slot = 0; slot < rows.length; slot++) {
            Row row = rows[slot];
            if (row != null && row.table == table) {
                remove(slot);
            }
        }
    }

    /** From now on no more than this, slots included. All go if they take more. */
    synchronized void limit(long bytes) {
        limitBytes = Math.max(0, bytes - (long) SLOT_BYTES * rows.length);
        if (usedBytes > limitBytes) {
            Arrays.fill(rows, null);
            Arrays.fill(marks, 0);
            usedBytes = 0;
        }
    }
}
