package dev.dolmen.lsm.recovery;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.io.UnsupportedFormatException;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.encoding.MalformedEncodingException;
import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.memtable.TrieMemTable;
import dev.dolmen.lsm.version.FileMetadata;
import dev.dolmen.lsm.version.FileNames;
import dev.dolmen.lsm.version.ManifestState;
import dev.dolmen.lsm.version.VersionSet;
import dev.dolmen.sstable.EntryKind;
import dev.dolmen.sstable.TableMemory;
import dev.dolmen.wal.Log;
import dev.dolmen.wal.LogOptions;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Opens a directory after whatever happened to it.
 *
 * <ol>
 *   <li>CURRENT names the manifest, the manifest the tables; all must be there, with the length they had. A directory
 *       without CURRENT is made a store when it holds neither tables nor a log: then at most the making of a store was
 *       cut short there.
 *   <li>The log is replayed into memtables, but for what is in tables. It writes anew what it accepts beyond its synced
 *       mark. Nothing is flushed here.
 *   <li>A new manifest with this state is put in force: whatever an unfinished write left at the end of the old one is
 *       out of the world, and what was read from memory only is on the disk.
 *   <li>Only now is anything removed: tables and manifests by whose names we know them for ours. Other files stay.
 * </ol>
 *
 * <p>Until the third step nothing in the directory is changed but the log, by its own rules; each step may be cut short at
 * any point and is repeated by the next opening.
 */
public final class Recovery {

    private final FileSystem fileSystem;
    private final Path directory;
    private final int memtableBytes;

    private final List<Generation> generations = new ArrayList<>();
    private long flushedSequence;
    private long lastSequence;
    /** Of the last batch in the log so far; 0 before the first. */
    private long lastReplayed;

    private Recovery(FileSystem fileSystem, Path directory, int memtableBytes) {
        this.fileSystem = fileSystem;
        this.directory = directory;
        this.memtableBytes = memtableBytes;
    }

    /**
     * A recovered store.
     *
     * @param sealed newest first
     * @param lastSequence the newest sequence number in use; all up to it are durable
     */
    public record Recovered(
            VersionSet versions, Log log, Generation active, List<Generation> sealed, long lastSequence) {}

    /**
     * Requires: the directory is there and locked.
     *
     * @param memtableBytes size at which a memtable is sealed
     * @param manifestBytes length at which a new manifest begins
     */
    public static Recovered run(
            FileSystem fileSystem,
            Path directory,
            TableMemory memory,
            LogOptions logOptions,
            int memtableBytes,
            int manifestBytes)
            throws IOException {
        return new Recovery(fileSystem, directory, memtableBytes).run(memory, logOptions, manifestBytes);
    }

    private Recovered run(TableMemory memory, LogOptions logOptions, int manifestBytes) throws IOException {
        ManifestState state = readOrCreate();
        requireTables(state);
        flushedSequence = state.flushedSequence();
        lastSequence = flushedSequence;
        Path logDirectory = directory.resolve(FileNames.LOG);
        makeDirectory(fileSystem, logDirectory);
        Log log = Log.open(fileSystem, logDirectory, logOptions, state.firstLogSegment(), this::replay);
        VersionSet versions = null;
        try {
            endLoad();
            if (generations.isEmpty()) {
                generations.add(new Generation(new TrieMemTable(memtableBytes), log.currentSegment()));
            }
            ManifestState now = new ManifestState(
                    state.levels(),
                    flushedSequence,
                    Math.max(generations.get(0).firstSegment(), state.firstLogSegment()),
                    Math.max(state.nextFileNumber(), largestNumberInUse() + 1));
            versions = new VersionSet(fileSystem, directory, memory, now, manifestBytes);
            versions.rollManifest();
            new Leftovers(fileSystem, directory, versions).remove();
            log.releaseBefore(now.firstLogSegment());
            Collections.reverse(generations);
            return new Recovered(
                    versions, log, generations.get(0), generations.subList(1, generations.size()), lastSequence);
        } catch (IOException | RuntimeException | Error failure) {
            close(log, failure);
            if (versions != null) {
                close(versions, failure);
            }
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
        } catch (IOException failure) {
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
        }
        return VersionSet.read(fileSystem, directory);
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

    /** Sequence numbers leave no gap, neither in the log nor between the tables and the log. */
    private void replay(long segment, Slice payload) throws IOException {
        try {
            int version = WriteBatch.readVersion(payload);
            if (version > WriteBatch.FORMAT_VERSION) {
                throw new UnsupportedFormatException(
                        directory.resolve(FileNames.LOG), "write batch", version, WriteBatch.FORMAT_VERSION);
            }
            WriteBatch.Header header = WriteBatch.readHeader(payload);
            long next = Math.max(lastReplayed, flushedSequence) + 1;
            if (header.firstSequence() <= lastReplayed || header.firstSequence() > next) {
                throw new CorruptFileException(
                        directory.resolve(FileNames.LOG),
                        0,
                        "sequence number of a batch in segment " + segment,
                        next,
                        header.firstSequence());
            }
            lastReplayed = header.lastSequence();
            if (header.lastSequence() > flushedSequence) {
                Generation generation = generationFor(segment);
                WriteBatch.read(payload, new WriteBatch.Visitor() {
                    @Override
                    public void operation(long sequence, EntryKind kind, Slice key, Slice value) {
                        generation.load(sequence, kind, key, value);
                    }

                    @Override
                    public void running(long sequence, Slice key, Slice value) {
                        generation.addRunning(sequence, key, value);
                    }
                });
                generation.addedUpTo(header.lastSequence());
                lastSequence = header.lastSequence();
            }
        } catch (MalformedEncodingException malformed) {
            throw (IOException) new CorruptFileException(
                            directory.resolve(FileNames.LOG),
                            malformed.offset(),
                            "batch in segment " + segment,
                            "a batch",
                            malformed.getMessage())
                    .initCause(malformed);
        }
    }

    /** Who wrote running values has to find them again: in the memtable, too, that takes new writes. */
    private void endLoad() {
        if (!generations.isEmpty()) {
            Generation last = generations.get(generations.size() - 1);
            last.table().endLoad();
            last.seal(key -> {}); // nobody reads yet
        }
    }

    private Generation generationFor(long segment) {
        Generation last = generations.isEmpty() ? null : generations.get(generations.size() - 1);
        if (last == null || last.table().usedBytes() >= memtableBytes) {
            endLoad();
            last = new Generation(new TrieMemTable(memtableBytes), segment);
            generations.add(last);
        }
        return last;
    }
}
