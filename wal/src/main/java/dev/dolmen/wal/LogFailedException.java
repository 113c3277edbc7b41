package dev.dolmen.wal;

import java.io.IOException;

/**
 * The log is dead: a sync of it failed, so nobody can tell what of the records not yet durable is on disk. Whether they
 * are there shows when the log is opened again; until then their fate is unknown. The cause is the first failure.
 */
public final class LogFailedException extends IOException {

    private static final long serialVersionUID = 1L;

    LogFailedException(Throwable cause) {
        super("the log failed and takes no more records until it is opened anew: " + cause.getMessage(), cause);
    }
}
