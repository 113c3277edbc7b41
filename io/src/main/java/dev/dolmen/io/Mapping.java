package dev.dolmen.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;

/**
 * A part of a file in memory that is given back when it is closed, not when the garbage collector comes by: so deleted
 * files free their space at once, and closed ones their addresses.
 *
 * <p>Java 22 and later do that by an arena, which throws at whoever reads on. Before, there is only a method of
 * {@code sun.misc.Unsafe}, of which newer JVMs warn their users, and reading on would crash the JVM.
 */
final class Mapping {

    private static final Mapper MAPPER =
            Runtime.version().feature() >= ArenaMapper.FIRST_RELEASE ? new ArenaMapper() : new CleanerMapper();

    /** The most that a buffer over an arena may hold. */
    static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    /** A way to map files. */
    interface Mapper {

        Mapping map(FileChannel file, MapMode mode, long position, long bytes) throws IOException;
    }

    private final ByteBuffer buffer;
    private final Runnable unmap;

    /** @param unmap frees the buffer's memory */
    Mapping(ByteBuffer buffer, Runnable unmap) {
        this.buffer = buffer;
        this.unmap = unmap;
    }

    /**
     * Maps a part of a file. The mapping stays when the file is closed.
     *
     * @param bytes at most {@link #MAX_BYTES}
     */
    static Mapping of(FileChannel file, MapMode mode, long position, long bytes) throws IOException {
        return MAPPER.map(file, mode, position, bytes);
    }

    ByteBuffer buffer() {
        return buffer;
    }

    /** Requires: called once, and nobody uses the buffer, or any slice of it, any more. */
    void unmap() {
        unmap.run();
    }
}
