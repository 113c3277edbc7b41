package dev.dolmen.server;

import org.jspecify.annotations.Nullable;

/** A file that a server is to be configured with is not what it must be; the message names it, and what is wrong with it. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfigurationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
