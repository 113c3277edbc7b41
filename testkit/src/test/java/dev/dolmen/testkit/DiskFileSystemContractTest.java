package dev.dolmen.testkit;

import dev.dolmen.io.DiskFileSystem;
import dev.dolmen.io.FileSystem;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class DiskFileSystemContractTest extends FileSystemContract {

    @TempDir
    private Path directory;

    @Override
    FileSystem newFileSystem() {
        return new DiskFileSystem();
    }

    @Override
    Path newDirectory() {
        return directory;
    }
}
