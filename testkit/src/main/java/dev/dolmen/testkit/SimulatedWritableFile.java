package dev.dolmen.testkit;

import dev.dolmen.io.WritableFile;
import dev.dolmen.testkit.DiskOperation.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** A simulated file open for writing. */
final class SimulatedWritableFile implements WritableFile {

    private final SimulatedDisk disk;
    private final Path path;
    private final SimulatedFile file;

    SimulatedWritableFile(SimulatedDisk disk, Path path, SimulatedFile file) {
        this.disk = disk;
        this.path = path;
        this.file = file;
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public long size() throws IOException {
        return disk.perform(Kind.SIZE, path, () -> {
            disk.requireOpen(this, path);
            return file.length();
        });
    }

    /** When a fault strikes, the first half of the bytes is written nevertheless. */
    @Override
    public void write(long position, byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        Objects.checkIndex(position, Long.MAX_VALUE - length);
        disk.perform(Kind.WRITE, path, () -> disk.write(file, position, bytes, offset, length / 2), () -> {
            disk.requireOpen(this, path);
            if (disk.write(file, position, bytes, offset, length) < length) {
                throw Errno.ENOSPC.on(path);
            }
            return null;
        });
    }

    @Override
    public void truncate(long size) throws IOException {
        Objects.checkIndex(size, Long.MAX_VALUE);
        disk.perform(Kind.TRUNCATE, path, () -> {
            disk.requireOpen(this, path);
            disk.truncate(file, size);
            return null;
        });
    }

    /** When a fault strikes, nothing becomes durable, nor does it by a later sync unless written again. */
    @Override
    public void sync() throws IOException {
        disk.perform(Kind.SYNC, path, file::giveUp, () -> {
            disk.requireOpen(this, path);
            file.sync();
            return null;
        });
    }

    @Override
    public void close() {
        disk.closed(this);
    }
}
