package dev.dolmen.lsm;

import dev.dolmen.io.DirectoryLock;
import dev.dolmen.io.FileSystem;
import dev.dolmen.lsm.version.FileNames;
import dev.dolmen.lsm.version.Levels;
import dev.dolmen.lsm.version.ManifestState;
import dev.dolmen.lsm.version.TableFile;
import dev.dolmen.lsm.version.Version;
import dev.dolmen.lsm.version.VersionSet;
import dev.dolmen.wal.Log;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A second directory with the same tables, by hard links, and a manifest of its own. Its CURRENT comes last: until then
 * the directory holds tables without one, which no store opens.
 *
 * <p>The directory is locked meanwhile, as an open store's is. So nobody else writes to it, neither another checkpoint nor a
 * store that somebody opens there too early; and what is in it when the work fails is what this has made, and is removed.
 */
final class Checkpoint {

    private static final System.Logger LOGGER = System.getLogger(Checkpoint.class.getName());

    private final FileSystem fileSystem;
    private final Path target;

    Checkpoint(FileSystem fileSystem, Path target) {
        this.fileSystem = fileSystem;
        this.target = target;
    }

    /**
     * Writes it. Requires: the version is pinned.
     *
     * @throws FileAlreadyExistsException when something is there already; that stays as it is
     * @throws IOException otherwise: what was made is removed, and the call can be repeated. Where that fails too, the next one
     *     finds what is left, and says so
     */
    void write(Version version) throws IOException {
        if (fileSystem.exists(target)) {
            throw new FileAlreadyExistsException(
                    target + ": a checkpoint needs a directory that is not there yet" + hintAtOneCutShort());
        }
        List<Path> missing = missingDirectories();
        try {
            fileSystem.createDirectories(target);
            writeLocked(version);
        } catch (IOException | RuntimeException | Error failure) {
            missing.forEach(directory -> remove(directory, failure));
            throw failure;
        }
    }

    /** Those that are to be made: the target, then its parents that are not there. */
    private List<Path> missingDirectories() throws IOException {
        List<Path> missing = new ArrayList<>();
        Path directory = target.toAbsolutePath();
        while (directory != null && !fileSystem.exists(directory)) {
            missing.add(directory);
            directory = directory.getParent();
        }
        return missing;
    }

    /** Who finds what an earlier process left wants to know that nothing is lost with it. */
    private String hintAtOneCutShort() throws IOException {
        if (fileSystem.exists(target.resolve(FileNames.CURRENT)) || fileSystem.exists(target.resolve(FileNames.LOG))) {
            return "";
        }
        return fileSystem.list(target).stream()
                        .anyMatch(name -> FileNames.tableNumber(name).isPresent())
                ? "; this one holds tables without " + FileNames.CURRENT
                        + ", as a checkpoint does that was cut short: it is no store, and can be removed"
                : "";
    }

    private void writeLocked(Version version) throws IOException {
        DirectoryLock lock = fileSystem.lock(target);
        try {
            for (String name : fileSystem.list(target)) {
                if (!name.equals(FileNames.LOCK)) {
                    throw new FileAlreadyExistsException(
                            target.resolve(name) + ": it was not there when the checkpoint began");
                }
            }
            writeOrEmpty(version);
        } finally {
            lock.close();
        }
    }

    private void writeOrEmpty(Version version) throws IOException {
        try {
            writeAlone(version);
        } catch (IOException | RuntimeException | Error failure) {
            empty(failure);
            throw failure;
        }
    }

    private void writeAlone(Version version) throws IOException {
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

    /** Removes all that is in the directory, CURRENT first, and durably: whatever a crash brings back, it is no store. */
    private void empty(Throwable failure) {
        try {
            Path current = target.resolve(FileNames.CURRENT);
            if (fileSystem.exists(current)) {
                fileSystem.delete(current);
                fileSystem.syncDirectory(target);
            }
            for (String name : fileSystem.list(target)) {
                remove(target.resolve(name), failure);
            }
        } catch (IOException another) {
            failure.addSuppressed(another);
        }
    }

    private void remove(Path file, Throwable failure) {
        try {
            fileSystem.delete(file);
        } catch (NoSuchFileException gone) {
            LOGGER.log(Level.DEBUG, "was never made: {0}", file);
        } catch (IOException another) {
            failure.addSuppressed(another);
        }
    }
}
