package dev.dolmen.lsm.recovery;

import dev.dolmen.io.FileSystem;
import dev.dolmen.lsm.version.FileNames;
import dev.dolmen.lsm.version.VersionSet;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Set;

/**
 * Files of ours that no manifest needs: outputs of flushes and compactions that were cut short, old manifests. What has
 * another kind of name is somebody else's: it is mentioned and left alone.
 */
final class Leftovers {

    private static final System.Logger LOGGER = System.getLogger(Leftovers.class.getName());
    private static final Set<String> KEPT = Set.of(FileNames.CURRENT, FileNames.LOCK, FileNames.LOG);

    private final FileSystem fileSystem;
    private final Path directory;
    private final VersionSet versions;

    /** @param versions whose manifest is in force, durably */
    Leftovers(FileSystem fileSystem, Path directory, VersionSet versions) {
        this.fileSystem = fileSystem;
        this.directory = directory;
        this.versions = versions;
    }

    /** What cannot be removed is tried again at the next opening. */
    void remove() throws IOException {
        for (String name : fileSystem.list(directory)) {
            Path file = directory.resolve(name);
            if (KEPT.contains(name) || versions.owns(file)) {
                continue;
            }
            if (FileNames.tableNumber(name).isPresent()
                    || FileNames.manifestNumber(name).isPresent()
                    || name.equals(FileNames.NEXT_CURRENT)) {
                remove(file);
            } else {
                LOGGER.log(Level.INFO, "{0} is none of the store''s files, and is left alone", file);
            }
        }
    }

    private void remove(Path file) {
        try {
            fileSystem.delete(file);
            LOGGER.log(Level.DEBUG, "removed {0}, which an unfinished run left", file);
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, "cannot remove " + file + ", which an unfinished run left", failure);
        }
    }
}
