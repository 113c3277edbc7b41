package dev.dolmen;

import java.io.IOException;
import java.nio.file.Path;

/** A process that has a store open: it writes a line once it has, and closes when its input ends. */
public final class OpenUntilTold {

    private OpenUntilTold() {}

    public static void main(String[] arguments) throws IOException {
        try (Dolmen dolmen = Dolmen.open(Path.of(arguments[0]))) {
            System.out.println("open: " + dolmen.tableNames());
            while (System.in.read() >= 0) {
                // Nothing is sent; the end is awaited.
            }
        }
    }
}
