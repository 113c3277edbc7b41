package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;

/** Counts what one cursor has to do in vain, and tells of it now and then. Not thread-safe. */
final class CursorToll {

    /** A long scan tells of what it has passed so often, so that something can be done about it before it ends. */
    private static final int MOST = 1 << 14;

    /** Finding a place in one more table takes as long as having that table among others for so many rows. */
    private static final int ROWS_PER_SEEK = 32;

    private final ReadToll toll;
    private final int level0Tables;
    private final int least;
    private final CopiedSlice smallest = new CopiedSlice();
    private final CopiedSlice largest = new CopiedSlice();
    private int tombstones;
    /** Rows shown, each as often as there are tables of level 0. */
    private int merged;

    /**
     * @param level0Tables how many tables of level 0 it merges with others
     * @param least fewer tombstones are not worth telling of
     */
    CursorToll(ReadToll toll, int level0Tables, int least) {
        this.toll = toll;
        this.level0Tables = level0Tables;
        this.least = least;
    }

    /** The cursor looks for a place. */
    void seek() {
        merged += ROWS_PER_SEEK * level0Tables;
    }

    /** The cursor has shown a row. */
    void show() {
        merged += level0Tables;
        if (merged >= MOST) {
            tellMerged();
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
        tellMerged();
        if (tombstones >= least) {
            tellTombstones();
        }
        tombstones = 0;
    }

    private void tellMerged() {
        if (merged > 0) {
            toll.mergedLevel0(merged);
        }
        merged = 0;
    }

    private void tellTombstones() {
        toll.passedTombstones(smallest.get(), largest.get(), tombstones);
        tombstones = 0;
    }
}
