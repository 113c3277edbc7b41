package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;

/** Counts what one cursor has to do in vain, and tells of it now and then. Not thread-safe. */
final class CursorToll {

    /** A long scan tells of what it has passed so often, so that something can be done about it before it ends. */
    private static final int MOST = 1 << 14;

    private final ReadToll toll;
    private final boolean mergesLevel0;
    private final int least;
    private final CopiedSlice smallest = new CopiedSlice();
    private final CopiedSlice largest = new CopiedSlice();
    private int tombstones;
    private int rows;

    /**
     * @param mergesLevel0 whether it merges tables of level 0 with others
     * @param least fewer tombstones are not worth telling of
     */
    CursorToll(ReadToll toll, boolean mergesLevel0, int least) {
        this.toll = toll;
        this.mergesLevel0 = mergesLevel0;
        this.least = least;
    }

    /** The cursor has shown a row. */
    void show() {
        if (rows++ == MOST) {
            tellRows();
        }
    }

    /** The cursor has met a tombstone. */
    void pass(Slice key) {
        if (tombstones == MOST) {
            tellTombstones();
        }
        if (tombstones == 0 || key.compareTo(largest.get()) > 0) {
            largest.set(key);
        }
        if (tombstones == 0 || key.compareTo(smallest.get()) < 0) {
            smallest.set(key);
        }
        tombstones++;
    }

    /** The cursor is closed. */
    void end() {
        tellRows();
        if (tombstones >= least) {
            tellTombstones();
        }
        tombstones = 0;
    }

    private void tellRows() {
        if (mergesLevel0 && rows > 0) {
            toll.mergedLevel0(rows);
        }
        rows = 0;
    }

    private void tellTombstones() {
        toll.passedTombstones(smallest.get(), largest.get(), tombstones);
        tombstones = 0;
    }
}
