package dev.dolmen.lsm.version;

import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.io.WritableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A manifest open for appending: a snapshot of the state, then one edit after the other, each synced before the next is
 * written. So only the last record can ever be unfinished.
 *
 * <p>After a failure nobody knows how the file ends, and nothing may be appended to it any more. Not thread-safe.
 */
final class Manifest implements Closeable {

    private final WritableFile file;
    private final long number;
    private long length;
    private boolean failed;

    private Manifest(WritableFile file, long number) {
        this.file = file;
        this.number = number;
    }

    /** Makes a manifest that says exactly this, durable with its name when this returns. */
    static Manifest create(FileSystem fileSystem, Path directory, long number, ManifestState state) throws IOException {
        Manifest manifest = new Manifest(fileSystem.create(FileNames.manifest(directory, number)), number);
        boolean whole = false;
        try {
            manifest.write(ManifestFormat.header(number));
            manifest.append(state.asEdit());
            fileSystem.syncDirectory(directory);
            whole = true;
            return manifest;
        } finally {
            if (!whole) {
                manifest.close();
            }
        }
    }

    /** Appends an edit, durable when this returns. */
    void append(VersionEdit edit) throws IOException {
        if (failed) {
            throw new AssertionError(file.path() + " failed before");
        }
        failed = true;
        write(ManifestFormat.record(number, length, edit));
        file.sync();
        failed = false;
    }

    private void write(Slice bytes) throws IOException {
        file.write(length, bytes.array(), bytes.offset(), bytes.length());
        length += bytes.length();
    }

    long number() {
        return number;
    }

    /** In bytes, all of them durable. */
    long length() {
        return length;
    }

    /** Whether an append failed. */
    boolean hasFailed() {
        return failed;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
