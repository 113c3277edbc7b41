package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * The root of every error this store reports. What a caller can do is told by the subclass: fix the request or branch
 * ({@link ServiceException} and below), restore or upgrade ({@link CorruptionException},
 * {@link UnsupportedFormatException}), reopen ({@link StoreClosedException}, {@link StoreLockedException},
 * {@link StoreReadOnlyException}), or ask again with the same token ({@link OutcomeUnknownException}).
 */
public abstract class DolmenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DolmenException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
