package dev.dolmen.io;

import java.io.Closeable;
import java.io.IOException;

/** A held claim on a directory; {@link #close()} gives it up. */
public interface DirectoryLock extends Closeable {

    @Override
    void close() throws IOException;
}
