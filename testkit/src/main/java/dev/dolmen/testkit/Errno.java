package dev.dolmen.testkit;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** The ways in which a system call on a file fails, as the operating system names them. */
public enum Errno {
    EIO("Input/output error"),
    ENOSPC("No space left on device"),
    EDQUOT("Disk quota exceeded"),
    EMFILE("Too many open files"),
    EROFS("Read-only file system"),
    EACCES("Permission denied");

    private final String text;

    Errno(String text) {
        this.text = text;
    }

    /** A new exception such as the JDK throws for this error. */
    public IOException on(Path file) {
        return this == EACCES
                ? new AccessDeniedException(file.toString())
                : new FileSystemException(file.toString(), null, text);
    }
}
