package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;

/** Is told what tombstones cost those who read. */
public interface TombstoneToll {

    /**
     * A cursor has gone through tombstones, each with whatever it hides. Called while no view is pinned for it.
     *
     * @param smallest a key before which none of them is
     * @param largest a key after which none of them is
     * @param tombstones how many; those that were passed at once, as drained, are not counted
     */
    void passed(Slice smallest, Slice largest, long tombstones);
}
