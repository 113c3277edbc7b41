package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/** An operation failed for want of something outside the store, such as disk space or file handles. Nothing was changed;
 * it may be repeated. */
public final class StoreUnavailableException extends DolmenException {
    private static final long serialVersionUID = 1L;

    /** Creates the error; the message says what to do. */
    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
