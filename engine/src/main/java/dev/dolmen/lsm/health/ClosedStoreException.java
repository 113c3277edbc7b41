package dev.dolmen.lsm.health;

import java.io.IOException;

/** The store has been closed. What had been committed before is kept. */
public final class ClosedStoreException extends IOException {

    private static final long serialVersionUID = 1L;

    public ClosedStoreException() {
        super("the store is closed: open it again");
    }
}
