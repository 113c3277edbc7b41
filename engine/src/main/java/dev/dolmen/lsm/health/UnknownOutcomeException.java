package dev.dolmen.lsm.health;

import java.io.IOException;

/**
 * A write reached the log, but whether it is on stable storage cannot be known: after the next opening it is there in
 * whole or not at all. An answer that rests on such a write must not be given either.
 */
public final class UnknownOutcomeException extends IOException {

    private static final long serialVersionUID = 1L;

    public UnknownOutcomeException(long sequence, Throwable cause) {
        super("whether the write with sequence number " + sequence + " is durable is unknown: " + cause, cause);
    }
}
