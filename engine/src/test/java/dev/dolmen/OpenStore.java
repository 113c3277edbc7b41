package dev.dolmen;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store in a directory of each test's own, open from before the test until after it; for test classes to extend. */
abstract class OpenStore {

    @TempDir
    Path directory;

    Dolmen dolmen;

    /** With which the store is opened: nothing special. */
    DolmenOptions options() {
        return DolmenOptions.DEFAULT;
    }

    @BeforeEach
    final void openStore() {
        dolmen = Dolmen.open(directory, options());
    }

    /** Closes the store and opens it again. */
    final void reopen() {
        dolmen.close();
        openStore();
    }

    @AfterEach
    final void closeStore() {
        dolmen.close();
    }
}
