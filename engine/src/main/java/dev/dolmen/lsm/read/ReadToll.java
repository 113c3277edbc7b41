package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;

/** Is told what cursors had to do that a compaction would have spared them. */
public interface ReadToll {

    /**
     * A cursor has gone through tombstones, each with whatever it hides. Called while no view is pinned for it.
     *
     * @param smallest a key before which none of them is
     * @param largest a key after which none of them is
     * @param tombstones how many; those that were passed at once, as drained, are not counted
     */
    void passedTombstones(Slice smallest, Slice largest, long tombstones);

    /**
     * A cursor has shown rows while it merged tables of level 0 with others, whether or not the rows were from there; or has
     * looked for a place in so many tables that it would have taken as long.
     *
     * @param rows each counted as often as there were such tables
     */
    void mergedLevel0(long rows);
}
