package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/** The store was written by a newer version of Dolmen. Open it with that version. */
public final class UnsupportedFormatException extends DolmenException {
    private static final long serialVersionUID = 1L;

    /** Creates the error; the message says what to do. */
    public UnsupportedFormatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
