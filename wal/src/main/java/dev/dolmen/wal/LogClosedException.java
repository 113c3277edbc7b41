package dev.dolmen.wal;

import java.io.IOException;
import java.nio.file.Path;

/** The log was closed before the call; nothing was written. */
public final class LogClosedException extends IOException {

    private static final long serialVersionUID = 1L;

    LogClosedException(Path directory) {
        super("the log in " + directory + " is closed");
    }
}
