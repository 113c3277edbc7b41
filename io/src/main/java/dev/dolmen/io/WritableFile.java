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

    /**
     * Says that many short writes to this part of the file will follow, with few syncs between them, until this is called for
     * another part; all of it has been written before. They may then be made without a call to the operating system each. It
     * changes nothing else: what was written survives the process at once, and the machine once it is synced.
     *
     * @param length 0 when no more are to be expected
     */
    default void expectWrites(long position, int length) {}

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
