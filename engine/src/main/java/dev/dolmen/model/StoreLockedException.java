package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/** The directory is in use by another process, or by another open store of this one. */
public final class StoreLockedException extends DolmenException {
    private static final long serialVersionUID = 1L;

    /** Creates the error; the message says what to do. */
    public StoreLockedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
