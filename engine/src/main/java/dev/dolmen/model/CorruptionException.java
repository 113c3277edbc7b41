package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/** A file of the store is damaged: the message names the file, the offset, what was expected and what was found. Restore the
 * store from a backup; nothing damaged was returned as data. */
public final class CorruptionException extends DolmenException {
    private static final long serialVersionUID = 1L;

    /** Creates the error; the message says what to do. */
    public CorruptionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
