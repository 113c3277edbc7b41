package dev.dolmen.lsm.recovery;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.FileSystem;
import dev.dolmen.io.UnsupportedFormatException;
import dev.dolmen.lsm.count.Weigher;
import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.memtable.TrieMemTable;
import dev.dolmen.lsm.version.FileMetadata;
import dev.dolmen.lsm.version.FileNames;
import dev.dolmen.lsm.version.ManifestState;
import dev.dolmen.lsm.version.VersionSet;
import dev.dolmen.sstable.TableMemory;
import dev.dolmen.sstable.TableOptions;
import dev.dolmen.wal.Log;
import dev.dolmen.wal.LogOptions;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens a directory after whatever happened to it.
 *
 * <ol>
 *   <li>CURRENT names the manifest, the manifest the tables; all must be there, with the length they had. A directory
 *       without CURRENT is made a store when it holds neither tables nor a log: then at most the making of a store was
 *       cut short there.
 *   <li>The log is read, checked and sorted, but for what is in tables: memtables that stay where they are in the log. It
 *       writes anew what it accepts beyond its synced mark. Only when they take more memory than memtables may, the oldest
 *       are written to tables, which nothing names yet. Should the disk have no room for these, all stays in memory: a store
 *       that opens can be flushed once there is room, or items be deleted to make some.
 *   <li>A new manifest with this state is put in force: whatever an unfinished write left at the end of the old one is
 *       out of the world, and what was read from memory only is on the disk.
 *   <li>Only now is anything removed: tables and manifests by whose names we know them for ours. Other files stay.
 * </ol>
 *
 * <p>Until the third step nothing that was in the directory is changed but the log, by its own rules; each step may be cut short at
 * any point and is repeated by the next opening.
 */
public final class Recovery {

    private static final System.Logger LOGGER = System.getLogger(Recovery.class.getName());

    private final FileSystem fileSystem;
    private final Path directory;
    private final Limits limits;

    private Recovery(FileSystem fileSystem, Path directory, Limits limits) {
        this.fileSystem = fileSystem;
        this.directory = directory;
        this.limits = limits;
    }

    /**
     * What a recovery takes, and how it writes.
     *
     * @param memtableBytes of the heap for each memtable
     * @param sealedMemtables so many may wait for their flush
     * @param flushOptions how tables on level 0 are written
     * @param manifestBytes length at which a new manifest begins
     * @param clock for the ages of tables
     * @param weigher what is counted
     */
    public record Limits(
            int memtableBytes,
            int sealedMemtables,
            TableOptions flushOptions,
            int manifestBytes,
            InstantSource clock,
            Weigher weigher) {

        private Limits withSealedMemtables(int count) {
            return new Limits(memtableBytes, count, flushOptions, manifestBytes, clock, weigher);
        }
    }

    /**
     * A recovered store.
     *
     * @param active empty
     * @param sealed newest first; some may wait for more to come before they are flushed
     * @param lastSequence the newest sequence number in use; all up to it are durable
     */
    public record Recovered(
            VersionSet versions, Log log, Generation active, List<Generation> sealed, long lastSequence) {}

    /** Requires: the directory is there and locked. */
    public static Recovered run(
            FileSystem fileSystem, Path directory, TableMemory memory, LogOptions logOptions, Limits limits)
            throws IOException {
        return new Recovery(fileSystem, directory, limits).run(memory, logOptions);
    }

    private Recovered run(TableMemory memory, LogOptions logOptions) throws IOException {
        ManifestState state = readOrCreate();
        requireTables(state);
        makeDirectory(fileSystem, directory.resolve(FileNames.LOG));
        RecoveredGenerations generations = generations(state, memory, limits);
        try {
            return replay(state, generations, memory, logOptions);
        } catch (CorruptFileException | UnsupportedFormatException refusal) {
            throw refusal;
        } catch (IOException failure) {
            if (!generations.needsTables()) {
                throw failure;
            }
            return replayIntoMemory(state, memory, logOptions, failure);
        }
    }

    /** The disk may have had no room for tables, or none for anything else once these were written. */
    private Recovered replayIntoMemory(
            ManifestState state, TableMemory memory, LogOptions logOptions, IOException failure) throws IOException {
        LOGGER.log(Level.WARNING, "cannot recover with tables, which takes less memory; trying without", failure);
        try {
            return replay(
                    state,
                    generations(state, memory, limits.withSealedMemtables(Integer.MAX_VALUE)),
                    memory,
                    logOptions);
        } catch (IOException another) {
            another.addSuppressed(failure);
            throw another;
        }
    }

    private RecoveredGenerations generations(ManifestState state, TableMemory memory, Limits within)
            throws IOException {
        return new RecoveredGenerations(
                fileSystem,
                directory,
                memory,
                within,
                state,
                Math.max(state.nextFileNumber(), largestNumberInUse() + 1));
    }

    private Recovered replay(
            ManifestState state, RecoveredGenerations generations, TableMemory memory, LogOptions logOptions)
            throws IOException {
        List<Closeable> opened = new ArrayList<>(List.of(generations));
        try {
            Log log = Log.open(
                    fileSystem, directory.resolve(FileNames.LOG), logOptions, state.firstLogSegment(), generations);
            opened.add(log);
            generations.finish();
            ManifestState now = generations.state(state, log.currentSegment());
            VersionSet versions = new VersionSet(fileSystem, directory, memory, now, limits.manifestBytes());
            opened.add(versions);
            // Whether the manifest that names them takes effect may stay unknown then.
            versions.rollManifest(generations::handOver);
            new Leftovers(fileSystem, directory, versions).remove();
            log.releaseBefore(now.firstLogSegment());
            Generation active = new Generation(new TrieMemTable(limits.memtableBytes()), log.currentSegment());
            return new Recovered(versions, log, active, generations.sealed(), generations.lastSequence());
        } catch (IOException | RuntimeException | Error failure) {
            opened.forEach(part -> close(part, failure));
            throw failure;
        }
    }

    private static void close(Closeable part, Throwable failure) {
        try {
            part.close();
        } catch (IOException another) {
            failure.addSuppressed(another);
        }
    }

    /**
     * Makes a directory, durably. When its name cannot be made durable it is removed again: after a failed sync of its
     * parent, a later one that succeeds proves nothing, and a directory that is there would not be made anew.
     */
    public static void makeDirectory(FileSystem fileSystem, Path directory) throws IOException {
        if (fileSystem.exists(directory)) {
            fileSystem.createDirectories(directory);
            return;
        }
        try {
            fileSystem.createDirectories(directory);
        } catch (IOException | RuntimeException | Error failure) {
            try {
                if (fileSystem.exists(directory)) {
                    fileSystem.delete(directory);
                }
            } catch (IOException another) {
                failure.addSuppressed(another);
            }
            throw failure;
        }
    }

    private ManifestState readOrCreate() throws IOException {
        if (!fileSystem.exists(directory.resolve(FileNames.CURRENT))) {
            create();
        } else if (!fileSystem.exists(directory.resolve(FileNames.LOG))) {
            confirmCurrent();
        }
        return VersionSet.read(fileSystem, directory);
    }

    /**
     * Makes CURRENT anew where there is no log yet. The sync of its name may have failed, so that it is gone after a power
     * failure whatever is synced later; and beside a log that would be damage.
     */
    private void confirmCurrent() throws IOException {
        ManifestState state = VersionSet.read(fileSystem, directory);
        long unused = Math.max(state.nextFileNumber(), largestNumberInUse() + 1);
        VersionSet.write(fileSystem, directory, state.withNextFileNumber(unused));
    }

    private void create() throws IOException {
        Path current = directory.resolve(FileNames.CURRENT);
        for (String name : fileSystem.list(directory)) {
            if (FileNames.tableNumber(name).isPresent() || name.equals(FileNames.LOG)) {
                throw new CorruptFileException(current, 0, "CURRENT beside " + name, "a file", "none");
            }
        }
        // Left by a creation that was cut short; its number is wanted again.
        for (String name : fileSystem.list(directory)) {
            if (FileNames.manifestNumber(name).isPresent()) {
                fileSystem.delete(directory.resolve(name));
            }
        }
        VersionSet.write(fileSystem, directory, ManifestState.EMPTY);
    }

    private void requireTables(ManifestState state) throws IOException {
        for (FileMetadata file : state.levels().all()) {
            Path path = FileNames.table(directory, file.number());
            long size;
            try {
                size = fileSystem.size(path);
            } catch (NoSuchFileException missing) {
                throw (IOException)
                        new CorruptFileException(path, 0, "a table that the manifest names", "a file", "none")
                                .initCause(missing);
            }
            if (size != file.bytes()) {
                throw new CorruptFileException(path, Math.min(size, file.bytes()), "length", file.bytes(), size);
            }
        }
    }

    private long largestNumberInUse() throws IOException {
        long largest = 0;
        for (String name : fileSystem.list(directory)) {
            largest = Math.max(largest, FileNames.tableNumber(name).orElse(0));
            largest = Math.max(largest, FileNames.manifestNumber(name).orElse(0));
        }
        return largest;
    }
}
