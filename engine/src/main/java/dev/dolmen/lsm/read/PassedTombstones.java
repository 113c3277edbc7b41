package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;

/** Counts the tombstones that one cursor passes, and tells of them now and then. Not thread-safe. */
final class PassedTombstones {

    /** A long scan tells of what it has passed so often, so that something can be done about it before it ends. */
    private static final int MOST = 1 << 14;

    private final TombstoneToll toll;
    private final int least;
    private final CopiedSlice smallest = new CopiedSlice();
    private final CopiedSlice largest = new CopiedSlice();
    private long count;

    /** @param least fewer are not worth telling of */
    PassedTombstones(TombstoneToll toll, int least) {
        this.toll = toll;
        this.least = least;
    }

    void add(Slice key) {
        if (count == MOST) {
            tell();
        }
        if (count == 0 || key.compareTo(largest.get()) > 0) {
            largest.set(key);
        }
        if (count == 0 || key.compareTo(smallest.get()) < 0) {
            smallest.set(key);
        }
        count++;
    }

    /** The cursor is closed. */
    void end() {
        if (count >= least) {
            tell();
        }
        count = 0;
    }

    private void tell() {
        toll.passed(smallest.get(), largest.get(), count);
        count = 0;
    }
}
