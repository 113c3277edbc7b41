package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/** The store has been closed. Open it again. */
public final class StoreClosedException extends DolmenException {
    private static final long serialVersionUID = 1L;

    /** Creates the error; the message says what to do. */
    public StoreClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
