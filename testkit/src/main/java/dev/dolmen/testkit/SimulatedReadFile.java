package dev.dolmen.testkit;

import dev.dolmen.io.RandomReadFile;
import dev.dolmen.testkit.DiskOperation.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Objects;

/** A simulated file open for reading. Views are copies. */
final class SimulatedReadFile implements RandomReadFile {

    private final SimulatedDisk disk;
    private final Path path;
    private final SimulatedFile file;
    private final long size;

    SimulatedReadFile(SimulatedDisk disk, Path path, SimulatedFile file) {
        this.disk = disk;
        this.path = path;
        this.file = file;
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

    /** Every read is an operation, which can be made to fail; so none goes past the disk. */
    @Override
    public boolean isMapped() {
        return false;
    }

    @Override
    public void readFully(long position, byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        disk.perform(Kind.READ, path, () -> {
            disk.requireOpen(this, path);
            if (position < 0 || length > size - position) {
                throw new EOFException(path + " has " + size + " bytes: cannot read " + length + " at " + position);
            }
            file.read(position, target, offset, length);
            return null;
        });
    }

    @Override
    public ByteBuffer view(long position, int length) throws IOException {
        byte[] copy = new byte[length];
        readFully(position, copy, 0, length);
        return ByteBuffer.wrap(copy).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        disk.closed(this);
    }
}
