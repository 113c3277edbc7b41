package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/** The store no longer accepts writes because a write to the disk failed; the cause says which. Reads go on. Reopen it once the
 * disk is well. */
public final class StoreReadOnlyException extends DolmenException {
    private static final long serialVersionUID = 1L;

    /** Creates the error; the message says what to do. */
    public StoreReadOnlyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
