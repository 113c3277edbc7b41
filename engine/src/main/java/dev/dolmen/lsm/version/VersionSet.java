package dev.dolmen.lsm.version;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.FileSystem;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.sstable.TableMemory;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The current version and the manifest that makes it durable.
 *
 * <p>An edit is durable before anyone sees its effect. When writing one fails, nobody knows whether the manifest holds it,
 * so both states must stay good: the edit's new tables are kept as <i>doubtful</i>, its old ones are not deleted, and
 * nothing else is appended. The next edit first starts a new manifest with the state without the failed one; once CURRENT
 * names that durably, the doubt is over and the doubtful tables go.
 *
 * <p>Thread-safe; edits are made one at a time.
 */
public final class VersionSet implements Closeable {

    private static final System.Logger LOGGER = System.getLogger(VersionSet.class.getName());

    private final FileSystem fileSystem;
    private final Path directory;
    private final TableMemory memory;
    private final long manifestBytes;
    private final AtomicLong nextFileNumber = new AtomicLong();
    private final AtomicBoolean keepFiles = new AtomicBoolean();

    private final ReentrantLock editing = new ReentrantLock();
    // Guarded by editing.
    private final Map<Long, TableFile> tables = new TreeMap<>();
    private final List<Path> doubtful = new ArrayList<>();
    private @Nullable Manifest manifest;
    private Version current;

    /**
     * @param state every table in it is there, and its next file number is higher than that of any file in the directory
     * @param manifestBytes length from which a new manifest begins
     */
    public VersionSet(
            FileSystem fileSystem, Path directory, TableMemory memory, ManifestState state, long manifestBytes) {
        this.fileSystem = fileSystem;
        this.directory = directory;
        this.memory = memory;
        this.manifestBytes = manifestBytes;
        this.nextFileNumber.set(state.nextFileNumber());
        this.current = version(state);
    }

    /**
     * The state of the store in a directory, from its manifest.
     *
     * @throws NoSuchFileException when there is no CURRENT
     * @throws CorruptFileException when CURRENT or the manifest is damaged or missing
     */
    public static ManifestState read(FileSystem fileSystem, Path directory) throws IOException {
        return ManifestReader.read(fileSystem, directory, CurrentFile.read(fileSystem, directory));
    }

    /** Makes a directory hold a store in this state, durably and in one last step. */
    public static void write(FileSystem fileSystem, Path directory, ManifestState state) throws IOException {
        long number = state.nextFileNumber();
        try (Manifest manifest = Manifest.create(fileSystem, directory, number, state.withNextFileNumber(number + 1))) {
            new CurrentFile(number, manifest.length(), true).write(fileSystem, directory);
        }
    }

    /** A number that no file has had. */
    public long newFileNumber() {
        return nextFileNumber.getAndIncrement();
    }

    /** Pins the current version. */
    public Version pin() {
        editing.lock();
        try {
            current.retain();
            return current;
        } finally {
            editing.unlock();
        }
    }

    /** The state of the current version. */
    public ManifestState state() {
        editing.lock();
        try {
            return current.state();
        } finally {
            editing.unlock();
        }
    }

    /** Makes an edit from the current state; its {@code nextFileNumber} is filled in. */
    public interface EditMaker {
        VersionEdit edit(ManifestState state);
    }

    /**
     * Makes an edit durable and then current.
     *
     * <p>Requires: the tables it adds are durable with their names. Whatever happens, they belong to this set from now on.
     *
     * @param install given the new version before anybody else makes an edit; it must pin it to keep it
     * @throws IOException when it did not happen as far as this process is concerned: its tables are not live. Whether it
     *     did for the next opening does not matter
     */
    public void apply(EditMaker maker, Consumer<Version> install) throws IOException {
        editing.lock();
        try {
            if (keepFiles.get()) {
                throw new ClosedStoreException();
            }
            VersionEdit edit = maker.edit(current.state());
            ManifestState next = log(edit);
            Version replaced = current;
            current = version(next);
            install.accept(current);
            replaced.release();
            for (VersionEdit.Removed removed : edit.removed()) {
                if (edit.added().stream().noneMatch(added -> added.file().number() == removed.number())) {
                    tables.remove(removed.number());
                }
            }
        } finally {
            editing.unlock();
        }
    }

    private ManifestState log(VersionEdit edit) throws IOException {
        boolean durable = false;
        try {
            Manifest open = manifest;
            if (open == null || open.hasFailed() || open.length() >= manifestBytes) {
                open = startManifest();
            }
            VersionEdit numbered = edit.withNextFileNumber(nextFileNumber.get());
            ManifestState next = current.state().apply(numbered);
            open.append(numbered);
            durable = true;
            return next;
        } finally {
            if (!durable) {
                edit.added().stream()
                        .map(added -> FileNames.table(directory, added.file().number()))
                        .filter(path -> !isLive(path))
                        .forEach(doubtful::add);
            }
        }
    }

    private boolean isLive(Path path) {
        return tables.values().stream().anyMatch(table -> table.path().equals(path));
    }

    /**
     * Starts a manifest with the current state, and makes it the one in force. Requires: nobody else edits meanwhile.
     *
     * @param beforeSwitch run when it may be in force from then on; as long as it has not been, it surely is not
     */
    public void rollManifest(Runnable beforeSwitch) throws IOException {
        editing.lock();
        try {
            startManifest(beforeSwitch);
        } finally {
            editing.unlock();
        }
    }

    private Manifest startManifest() throws IOException {
        return startManifest(() -> {});
    }

    private Manifest startManifest(Runnable beforeSwitch) throws IOException {
        Manifest replaced = manifest;
        Manifest next = prepareManifest();
        // Until the switch is known to be durable, CURRENT may name any of the manifests so far; so none may go.
        Path path = FileNames.manifest(directory, next.number());
        doubtful.add(path);
        boolean inForce = false;
        try {
            beforeSwitch.run();
            CurrentFile.putInForce(fileSystem, directory);
            inForce = true;
        } finally {
            if (!inForce) {
                next.close();
            }
        }
        manifest = next;
        doubtful.remove(path);
        if (replaced != null) {
            doubtful.add(FileNames.manifest(directory, replaced.number()));
            replaced.close();
        }
        doubtful.removeIf(this::delete);
        return next;
    }

    /** Writes a manifest that CURRENT does not name yet. Where that fails nothing is left: the disk may be full. */
    private Manifest prepareManifest() throws IOException {
        long number = newFileNumber();
        ManifestState state = current.state().withNextFileNumber(nextFileNumber.get());
        Path path = FileNames.manifest(directory, number);
        boolean whole = false;
        try {
            Manifest prepared = Manifest.create(fileSystem, directory, number, state);
            try {
                new CurrentFile(number, prepared.length(), false).prepare(fileSystem, directory);
                whole = true;
                return prepared;
            } finally {
                if (!whole) {
                    prepared.close();
                }
            }
        } finally {
            if (!whole && !delete(path)) {
                doubtful.add(path);
            }
        }
    }

    private boolean delete(Path file) {
        try {
            fileSystem.delete(file);
        } catch (NoSuchFileException gone) {
            LOGGER.log(Level.DEBUG, "gone already: {0}", file);
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, "cannot delete " + file + ", which is not needed any more", failure);
            return false;
        }
        return true;
    }

    private Version version(ManifestState state) {
        for (FileMetadata file : state.levels().all()) {
            tables.computeIfAbsent(
                    file.number(),
                    number -> new TableFile(fileSystem, FileNames.table(directory, number), file, memory, keepFiles));
        }
        return new Version(state, tables);
    }

    /** Whether the file is this set's: a live table, the manifest, or a file that it will delete. */
    public boolean owns(Path file) {
        editing.lock();
        try {
            Manifest open = manifest;
            return isLive(file)
                    || doubtful.contains(file)
                    || open != null && file.equals(FileNames.manifest(directory, open.number()));
        } finally {
            editing.unlock();
        }
    }

    /**
     * Reads CURRENT and the manifest, which must say what this knows. Changes nothing. After an edit that failed it is in doubt
     * what they say, until the next one; then nothing is checked.
     *
     * @throws CorruptFileException when one of them is missing, damaged or another than was written
     */
    public void verify() throws IOException {
        editing.lock();
        try {
            Manifest open = manifest;
            if (open == null || open.hasFailed()) {
                return;
            }
            Path currentPath = directory.resolve(FileNames.CURRENT);
            long named = numberInCurrent(currentPath);
            if (doubtful.contains(FileNames.manifest(directory, named))) {
                return;
            }
            if (named != open.number()) {
                throw new CorruptFileException(currentPath, 0, "number of the manifest", open.number(), named);
            }
            // As if it were closed: all of it must be right, up to where it ends.
            ManifestState found =
                    ManifestReader.read(fileSystem, directory, new CurrentFile(named, open.length(), true));
            ManifestState known = current.state();
            if (!found.equals(known.withNextFileNumber(found.nextFileNumber()))
                    && !known.equals(found.withNextFileNumber(known.nextFileNumber()))) {
                throw new CorruptFileException(FileNames.manifest(directory, named), 0, "state", known, found);
            }
        } finally {
            editing.unlock();
        }
    }

    private long numberInCurrent(Path currentPath) throws IOException {
        try {
            return CurrentFile.read(fileSystem, directory).manifest();
        } catch (NoSuchFileException missing) {
            throw (IOException) new CorruptFileException(currentPath, 0, "CURRENT of an open store", "a file", "none")
                    .initCause(missing);
        }
    }

    /** Records where the manifest ends, so that damage to it cannot pass for an unfinished write. Deletes no more files. */
    @Override
    public void close() throws IOException {
        editing.lock();
        try {
            if (keepFiles.getAndSet(true)) {
                return;
            }
            current.release();
            Manifest open = manifest;
            manifest = null;
            if (open != null) {
                try (open) {
                    if (!open.hasFailed()) {
                        new CurrentFile(open.number(), open.length(), true).write(fileSystem, directory);
                    }
                }
            }
        } finally {
            editing.unlock();
        }
    }
}
