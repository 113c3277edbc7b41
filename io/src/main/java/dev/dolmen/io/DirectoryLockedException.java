package dev.dolmen.io;

import java.io.IOException;
import java.nio.file.Path;

/** The directory is in use, by another process or by another open store in this one. */
public final class DirectoryLockedException extends IOException {

    private static final long serialVersionUID = 1L;

    public DirectoryLockedException(Path directory, String holder) {
        super(directory + " is in use by " + holder + ": close that store first");
    }
}
