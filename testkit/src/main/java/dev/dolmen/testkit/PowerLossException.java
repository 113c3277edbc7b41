package dev.dolmen.testkit;

import java.io.IOException;
import java.nio.file.Path;

/** The simulated disk has no power: nothing reaches it any more. */
public final class PowerLossException extends IOException {

    private static final long serialVersionUID = 1L;

    PowerLossException(Path file) {
        super(file + ": the power is off");
    }
}
