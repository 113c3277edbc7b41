package dev.dolmen.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A file open for writing.
 *
 * <p>Not thread-safe, but for {@link #sync()}, which may run while another thread writes: it then makes durable at least
 * what was written before it was called.
 */
public interface WritableFile extends Closeable {

    Path path();

    /** The current length, in bytes. */
    long size() throws IOException;

    /**
     * Writes all the bytes at the position, growing the file when they reach past its end. A position past the end
     * leaves a gap of zeros.
     */
    void write(long position, byte[] bytes, int offset, int length) throws IOException;

    /** Writes all the bytes at the end of the file. */
    default void append(byte[] bytes, int offset, int length) throws IOException {
        write(size(), bytes, offset, length);
    }

    /** Cuts the file to the size; does nothing when it is shorter already. */
    void truncate(long size) throws IOException;

    /**
     * Makes content and length durable ({@code fdatasync}). When this throws, whatever was written since the last
     * successful sync is lost for all one can know, and syncing again must not be taken for success: abandon the file.
     */
    void sync() throws IOException;

    /** Closes without syncing. */
    @Override
    void close() throws IOException;
}
