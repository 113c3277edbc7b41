package dev.dolmen.lsm.health;

import java.io.IOException;

/**
 * Something failed after which nothing may be written by this instance any more; the cause says what. This write did not
 * happen. Reads of what is durable go on. Opening the store again recovers it.
 */
public final class ReadOnlyStoreException extends IOException {

    private static final long serialVersionUID = 1L;

    public ReadOnlyStoreException(Throwable cause) {
        super("the store is read-only since this failed: " + cause + ": open it again to recover", cause);
    }
}
