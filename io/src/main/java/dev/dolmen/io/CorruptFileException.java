package dev.dolmen.io;

import java.io.IOException;
import java.nio.file.Path;

/** Bytes read back are not the bytes that were written. Carries where, what was expected and what was found. */
public final class CorruptFileException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;
    private final long offset;

    /**
     * @param offset of the damaged part, in bytes from the start of the file
     * @param what the part of the format that is wrong, such as "block checksum"
     */
    public CorruptFileException(Path file, long offset, String what, Object expected, Object found) {
        super(file + " is corrupt at offset " + offset + ": " + what + ": expected " + expected + ", found " + found);
        this.file = file;
        this.offset = offset;
    }

    public Path file() {
        return file;
    }

    public long offset() {
        return offset;
    }
}
