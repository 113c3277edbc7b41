package dev.dolmen.io;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A file written through {@link RandomAccessFile}: its writes loop until every byte is written or one fails, and no
 * interrupt reaches them.
 */
final class DiskWritableFile implements WritableFile {

    private static final long UNKNOWN = -1;

    private final Path path;
    private final RandomAccessFile file;
    private long size;
    /** Where the operating system will write next, to save telling it. */
    private long pointer;

    private volatile @Nullable IOException failedSync;

    /** Requires: the file exists; {@link RandomAccessFile} would make one. */
    DiskWritableFile(Path path) throws IOException {
        this.path = path;
        this.file = new RandomAccessFile(path.toFile(), "rw");
        this.size = file.length();
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void write(long position, byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return;
        }
        try {
            if (pointer != position) {
                file.seek(position);
            }
            pointer = UNKNOWN;
            file.write(bytes, offset, length);
            pointer = position + length;
            size = Math.max(size, pointer);
        } catch (IOException e) {
            measureAfter(e);
            throw FileFailure.of(path, "cannot write " + length + " bytes at " + position, e);
        }
    }

    /** A write that failed may have written some of its bytes first. */
    private void measureAfter(IOException failedWrite) {
        try {
            size = Math.max(size, file.length());
        } catch (IOException e) {
            failedWrite.addSuppressed(e);
        }
    }

    @Override
    public void truncate(long newSize) throws IOException {
        if (newSize >= size) {
            return;
        }
        try {
            pointer = UNKNOWN;
            file.setLength(newSize);
            size = newSize;
        } catch (IOException e) {
            throw FileFailure.of(path, "cannot truncate to " + newSize + " bytes", e);
        }
    }

    @Override
    public void sync() throws IOException {
        IOException earlier = failedSync;
        if (earlier != null) {
            throw FileFailure.of(path, "an earlier sync failed", earlier);
        }
        try {
            file.getFD().sync();
        } catch (IOException e) {
            failedSync = e;
            throw FileFailure.of(path, "cannot sync", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
