package dev.dolmen.lsm.commit;

import java.io.IOException;

/** What keeps writers from outrunning flushes and compactions. */
public interface Admission {

    /**
     * Called before a write, with no lock held: slows it down, or makes it wait, while there is too much to flush or to
     * compact.
     *
     * @throws IOException when there is no room and none can be made: nothing was written
     */
    void admit(int bytes) throws IOException;

    /** Called after a write, with no lock held: starts what has become necessary. */
    void committed() throws IOException;
}
