package dev.dolmen.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A file open for reading at any position. Thread-safe; an interrupt of a reading thread disturbs nobody. */
public interface RandomReadFile extends Closeable {

    Path path();

    /** The length at the time the file was opened, in bytes. */
    long size();

    /**
     * Reads exactly {@code length} bytes.
     *
     * @throws java.io.EOFException naming file, position and length, when the file ends before
     */
    void readFully(long position, byte[] target, int offset, int length) throws IOException;

    /**
     * Whether every {@link #view} is the file itself, without a copy and without a call when it is read. Then its content
     * need not be kept anywhere else in memory.
     */
    boolean isMapped();

    /**
     * A read-only view of part of the file, without a copy where the disk can map it. Little-endian. Reading it after
     * {@link #close()} is a broken invariant of the caller: the memory may be gone.
     *
     * @throws java.io.EOFException when the part reaches past the end
     */
    ByteBuffer view(long position, int length) throws IOException;

    /** Closes, and unmaps what was mapped. Requires: no view of this file is read any more. */
    @Override
    void close() throws IOException;
}
