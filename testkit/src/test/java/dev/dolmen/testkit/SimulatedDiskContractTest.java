package dev.dolmen.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.FileSystem;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;

final class SimulatedDiskContractTest extends FileSystemContract {

    private final SimulatedDisk disk = new SimulatedDisk();

    @Override
    FileSystem newFileSystem() {
        return disk;
    }

    @Override
    Path newDirectory() throws IOException {
        Path directory = Path.of("/store");
        disk.createDirectories(directory);
        return directory;
    }

    @AfterEach
    void everythingIsClosed() {
        assertThat(disk.open()).isEmpty();
    }
}
