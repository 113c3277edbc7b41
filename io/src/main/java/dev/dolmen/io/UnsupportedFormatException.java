package dev.dolmen.io;

import java.io.IOException;
import java.nio.file.Path;

/** A file in a format version that this release cannot read, most often one written by a newer release. */
public final class UnsupportedFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    public UnsupportedFormatException(Path file, String format, int found, int newestKnown) {
        super(file + " is in version " + found + " of the " + format + " format; this release reads versions up to "
                + newestKnown + ": open it with a newer release");
    }
}
