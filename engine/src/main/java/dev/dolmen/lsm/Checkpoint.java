package dev.dolmen.lsm;

import dev.dolmen.io.FileSystem;
import dev.dolmen.lsm.version.FileNames;
import dev.dolmen.lsm.version.Levels;
import dev.dolmen.lsm.version.ManifestState;
import dev.dolmen.lsm.version.TableFile;
import dev.dolmen.lsm.version.Version;
import dev.dolmen.lsm.version.VersionSet;
import dev.dolmen.wal.Log;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;

/**
 * A second directory with the same tables, by hard links, and a manifest of its own. Its CURRENT comes last: until then
 * the directory holds tables without one, which no store opens.
 */
final class Checkpoint {

    private final FileSystem fileSystem;
    private final Path target;

    Checkpoint(FileSystem fileSystem, Path target) {
        this.fileSystem = fileSystem;
        this.target = target;
    }

    /** Requires: the version is pinned. */
    void write(Version version) throws IOException {
        if (fileSystem.exists(target)) {
            throw new FileAlreadyExistsException(target + ": a checkpoint needs a directory that is not there yet");
        }
        fileSystem.createDirectories(target);
        for (int level = 0; level < Levels.COUNT; level++) {
            for (TableFile table : version.tables(level)) {
                fileSystem.link(
                        table.path(), FileNames.table(target, table.metadata().number()));
            }
        }
        fileSystem.syncDirectory(target);
        ManifestState state = version.state();
        VersionSet.write(
                fileSystem,
                target,
                new ManifestState(
                        state.levels(),
                        state.flushedSequence(),
                        Log.NO_SEGMENT,
                        state.nextFileNumber() + 1,
                        state.totals()));
    }
}
