package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/** The disk failed while a write was being made durable, so whether it survives is not known. Reopen the store and repeat the
 * write with the same request token: the answer tells. */
public final class OutcomeUnknownException extends DolmenException {
    private static final long serialVersionUID = 1L;

    /** Creates the error; the message says what to do. */
    public OutcomeUnknownException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
