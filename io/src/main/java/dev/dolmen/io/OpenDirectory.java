package dev.dolmen.io;

import java.io.Closeable;
import java.io.IOException;

/** A directory that is kept open to be synced. Thread-safe. */
public interface OpenDirectory extends Closeable {

    /** Makes the names in it durable, as {@link FileSystem#syncDirectory}, and needs no file descriptor for that. */
    void sync() throws IOException;

    @Override
    void close() throws IOException;
}
