package dev.dolmen.lsm.recovery;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.io.UnsupportedFormatException;
import dev.dolmen.lsm.commit.BatchReader;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.compaction.OutputTables;
import dev.dolmen.lsm.count.Settlement;
import dev.dolmen.lsm.encoding.MalformedEncodingException;
import dev.dolmen.lsm.flush.FlushJob;
import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.version.FileMetadata;
import dev.dolmen.lsm.version.FileNames;
import dev.dolmen.lsm.version.ManifestState;
import dev.dolmen.lsm.version.Version;
import dev.dolmen.lsm.version.VersionEdit;
import dev.dolmen.lsm.version.VersionSet;
import dev.dolmen.sstable.Dictionaries;
import dev.dolmen.sstable.TableMemory;
import dev.dolmen.wal.RecordSink;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Takes the batches of the log that are not in tables, and makes memtables of them. There are no more of these than may be
 * sealed: when another is needed the oldest is written to a table. The table belongs to nobody until {@link #handOver}.
 */
final class RecoveredGenerations implements RecordSink, Closeable {

    private static final long[] NO_SNAPSHOTS = {};

    private final FileSystem fileSystem;
    private final Path logDirectory;
    private final Recovery.Limits limits;
    private final OutputTables.Target target;
    private final BatchReader reader = new BatchReader();

    /** Not yet sorted, oldest first; the last of them grows. */
    private final ArrayDeque<LogReplay> replays = new ArrayDeque<>();

    private final List<OutputTables> outputs = new ArrayList<>();
    private final List<Generation> generations = new ArrayList<>();
    private final Path directory;
    private final TableMemory memory;
    /** All that is in tables. */
    private ManifestState flushed;

    private long nextFileNumber;
    /** Whether all batches so far can be read again. */
    private boolean isReadable = true;
    /** Whether so much was found that some of it had to go to a table. */
    private boolean needsTables;
    /** Of the last batch in the log so far; 0 before the first. */
    private long lastReplayed;

    /** @param nextFileNumber no file in the directory has this number or a higher one */
    RecoveredGenerations(
            FileSystem fileSystem,
            Path directory,
            TableMemory memory,
            Recovery.Limits limits,
            ManifestState state,
            long nextFileNumber) {
        this.fileSystem = fileSystem;
        this.directory = directory;
        this.memory = memory;
        this.logDirectory = directory.resolve(FileNames.LOG);
        this.limits = limits;
        this.flushed = state;
        this.nextFileNumber = nextFileNumber;
        target = new OutputTables.Target(fileSystem, directory, () -> this.nextFileNumber++, limits.clock());
    }

    /** Sequence numbers leave no gap, neither in the log nor between the tables and the log. */
    @Override
    public void accept(long segment, int offset, Slice payload) throws IOException {
        try {
            requireKnownVersion(payload);
            reader.start(payload);
            long next = Math.max(lastReplayed, flushed.flushedSequence()) + 1;
            if (reader.firstSequence() <= lastReplayed || reader.firstSequence() > next) {
                throw new CorruptFileException(
                        logDirectory,
                        0,
                        "sequence number of a batch in segment " + segment,
                        next,
                        reader.firstSequence());
            }
            lastReplayed = reader.lastSequence();
            if (reader.lastSequence() > flushed.flushedSequence()) {
                replayFor(segment, offset, payload.length()).add(segment, offset, payload);
            }
        } catch (MalformedEncodingException malformed) {
            throw (IOException) new CorruptFileException(
                            logDirectory,
                            malformed.offset(),
                            "batch in segment " + segment,
                            "a batch",
                            malformed.getMessage())
                    .initCause(malformed);
        }
    }

    /** That is no more than two segments, so what is in them may wait to be flushed. */
    @Override
    public void restIsWrittenAnew() {
        isReadable = false;
    }

    private void requireKnownVersion(Slice payload) throws IOException, MalformedEncodingException {
        int version = WriteBatch.readVersion(payload);
        if (version > WriteBatch.FORMAT_VERSION) {
            throw new UnsupportedFormatException(logDirectory, "write batch", version, WriteBatch.FORMAT_VERSION);
        }
    }

    private LogReplay replayFor(long segment, int offset, int bytes) throws IOException {
        LogReplay last = replays.peekLast();
        if (last == null || last.heapBytes() >= limits.memtableBytes() || !last.hasRoomFor(segment, offset, bytes)) {
            while (replays.size() >= limits.sealedMemtables() && isReadable) {
                flushOldest();
            }
            last = new LogReplay(reader, segment, offset);
            replays.addLast(last);
        }
        return last;
    }

    /** Whether tables were written, or would have been had there been room for them. */
    boolean needsTables() {
        return needsTables;
    }

    private void flushOldest() throws IOException {
        needsTables = true;
        Generation oldest = replays.removeFirst().generation(fileSystem, logDirectory);
        try (VersionSet tables = new VersionSet(fileSystem, directory, memory, flushed, limits.manifestBytes())) {
            Version beneath = tables.pin();
            try {
                flush(oldest, beneath);
            } finally {
                beneath.release();
            }
        } finally {
            oldest.close();
        }
    }

    private void flush(Generation oldest, Version beneath) throws IOException {
        Settlement settlement = FlushJob.settlement(oldest.table(), beneath, limits.weigher());
        OutputTables output = FlushJob.write(
                target,
                limits.flushOptions(),
                Dictionaries.NONE,
                oldest.table(),
                beneath.levels(),
                settlement,
                NO_SNAPSHOTS);
        boolean written = false;
        try {
            List<FileMetadata> files = output.finish();
            flushed = flushed.apply(new VersionEdit(
                    files.stream().map(file -> new VersionEdit.Added(0, file)).toList(),
                    List.of(),
                    oldest.lastSequence(),
                    flushed.firstLogSegment(),
                    nextFileNumber,
                    FlushJob.settled(settlement)));
            written = outputs.add(output);
        } finally {
            if (!written) {
                output.close();
            }
        }
    }

    /** Makes memtables of what was replayed last. Requires: the log is open. */
    void finish() throws IOException {
        while (replays.size() > limits.sealedMemtables()) {
            flushOldest();
        }
        for (LogReplay replay = replays.pollFirst(); replay != null; replay = replays.pollFirst()) {
            generations.add(replay.generation(fileSystem, logDirectory));
        }
    }

    /**
     * The state that this leads to.
     *
     * @param logSegment the one that takes the next record
     */
    ManifestState state(ManifestState before, long logSegment) {
        long firstSegment =
                generations.isEmpty() ? logSegment : generations.get(0).firstSegment();
        return new ManifestState(
                flushed.levels(),
                flushed.flushedSequence(),
                Math.max(firstSegment, before.firstLogSegment()),
                nextFileNumber,
                flushed.totals());
    }

    /** Newest first. */
    List<Generation> sealed() {
        List<Generation> sealed = new ArrayList<>(generations);
        Collections.reverse(sealed);
        return sealed;
    }

    /** The newest sequence number in use. */
    long lastSequence() {
        return Math.max(lastReplayed, flushed.flushedSequence());
    }

    /** From now on a manifest may name the tables. */
    void handOver() {
        outputs.forEach(OutputTables::handOver);
    }

    /** Lets go of the log, and removes tables that were not handed over: nothing of this is needed. */
    @Override
    public void close() throws IOException {
        generations.forEach(Generation::close);
        for (OutputTables output : outputs) {
            output.close();
        }
    }
}
