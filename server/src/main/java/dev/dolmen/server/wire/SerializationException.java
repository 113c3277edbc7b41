package dev.dolmen.server.wire;

import org.jspecify.annotations.Nullable;

/** A request that is not JSON, or has a value of one kind where the shape has another. */
public final class SerializationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message the service's text; null where it gives none */
    public SerializationException(@Nullable String message) {
        super(message);
    }
}
