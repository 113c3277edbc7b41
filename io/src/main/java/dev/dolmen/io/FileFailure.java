package dev.dolmen.io;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Gives failures the name of the file, which the JDK's often lack. */
final class FileFailure {

    private FileFailure() {}

    /** The failure as it is when it names the file, else one that does and has it as its cause. */
    static IOException of(Path file, String what, IOException failure) {
        if (failure instanceof FileSystemException) {
            return failure;
        }
        return new FileSystemException(file.toString(), null, what + ": " + failure.getMessage()) {
            private static final long serialVersionUID = 1L;

            {
                initCause(failure);
            }
        };
    }
}
