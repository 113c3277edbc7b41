package dev.dolmen.sstable;

import dev.dolmen.io.DiskFileSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A table in a real file, so that it is read through mapped memory; the file goes when this is closed. */
final class RealFile implements AutoCloseable {

    private final Path path;

    RealFile(byte[] content) throws IOException {
        path = Files.createTempFile("table", ".sst");
        Files.write(path, content);
    }

    Path path() {
        return path;
    }

    TableReader open() throws IOException {
        return open(new TableMemory(0));
    }

    TableReader open(TableMemory memory) throws IOException {
        return TableReader.open(new DiskFileSystem(), path, TableModel.NUMBER, memory);
    }

    @Override
    public void close() {
        try {
            Files.delete(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
