package dev.dolmen.lsm.compaction;

import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.lsm.read.CopiedSlice;
import dev.dolmen.lsm.version.FileMetadata;
import dev.dolmen.lsm.version.FileNames;
import dev.dolmen.sstable.CarriedValue;
import dev.dolmen.sstable.Compression;
import dev.dolmen.sstable.Dictionaries;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.EntryKind;
import dev.dolmen.sstable.RangeTombstone;
import dev.dolmen.sstable.TableOptions;
import dev.dolmen.sstable.TableWriter;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes one sorted run into tables that share no key.
 *
 * <p>A table ends when it is large enough, or half so at a border of the level below: the next compaction then overlaps
 * fewer tables. However small, it ends at such a border when it overlaps much below, or the next compaction of it would
 * rewrite all of that at once. It ends between keys only. Range tombstones are cut where tables end. Not thread-safe.
 */
public final class OutputTables implements Closeable {

    private static final System.Logger LOGGER = System.getLogger(OutputTables.class.getName());

    /** So many times its own size a table may overlap below. */
    private static final int MOST_OVERLAP = 10;

    /**
     * Where and how tables are written.
     *
     * @param fileNumbers gives numbers that no file has had
     */
    public record Target(FileSystem fileSystem, Path directory, LongSupplier fileNumbers, InstantSource clock) {}

    private final Target target;
    private final TableOptions options;
    private final long tableBytes;
    private final @Nullable Slice end;
    private final List<RangeTombstone> rangeTombstones;
    private final List<FileMetadata> below;
    private final long tombstonesSinceMillis;
    private final Dictionaries offered;

    private final List<FileMetadata> finished = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final CopiedSlice lastKey = new CopiedSlice();
    private @Nullable TableWriter writer;
    /** Where the current table's range tombstones begin; null for the first table. */
    private @Nullable Slice start;

    /** The first table below that starts after the last key. */
    private int nextBelow;
    /** Bytes of the tables below that the current one reaches into, about. */
    private long overlap;

    private final CarriedValue carried = new CarriedValue();
    private Stretches stretches = new Stretches();
    private boolean handedOver;

    /**
     * @param tableBytes size at which a table ends, before compression
     * @param part the keys to write: range tombstones are cut there too
     * @param rangeTombstones of the whole run
     * @param below the tables of the next level, by key; empty when there is none
     * @param tombstonesSinceMillis when the oldest tombstone of the run came to a table, in milliseconds since 1970
     * @param offered what values that come as they are may be compressed with
     */
    OutputTables(
            Target target,
            TableOptions options,
            long tableBytes,
            KeyPart part,
            List<RangeTombstone> rangeTombstones,
            List<FileMetadata> below,
            long tombstonesSinceMillis,
            Dictionaries offered) {
        this.target = target;
        this.options = options;
        this.tableBytes = tableBytes;
        this.start = part.from();
        this.end = part.toExclusive();
        this.rangeTombstones = rangeTombstones;
        this.below = below;
        this.tombstonesSinceMillis = tombstonesSinceMillis;
        this.offered = offered;
        while (start != null
                && nextBelow < below.size()
                && below.get(nextBelow).range().smallest().compareTo(start) <= 0) {
            nextBelow++;
        }
    }

    /** One table of the whole run. */
    public static OutputTables single(
            Target target,
            TableOptions options,
            List<RangeTombstone> rangeTombstones,
            long tombstonesSinceMillis,
            Dictionaries offered) {
        return new OutputTables(
                target,
                options,
                Long.MAX_VALUE,
                KeyPart.ALL,
                rangeTombstones,
                List.of(),
                tombstonesSinceMillis,
                offered);
    }

    /** Adds the entry under an iterator, with its value as it is stored if tables are to be compressed. */
    void add(EntryIterator entry) throws IOException {
        if (options.compression() == Compression.LZ4 && entry.carry(carried)) {
            Slice key = entry.key();
            beginEntry(key, false).add(key, entry.sequence(), carried);
        } else {
            add(entry.key(), entry.sequence(), entry.kind(), entry.value());
        }
    }

    public void add(Slice key, long sequence, EntryKind kind, Slice value) throws IOException {
        beginEntry(key, kind == EntryKind.TOMBSTONE).add(key, sequence, kind, value);
    }

    private TableWriter beginEntry(Slice key, boolean tombstone) throws IOException {
        if (finished.isEmpty() && writer == null || !lastKey.holds(key)) {
            endTableBefore(key);
            lastKey.set(key);
        }
        TableWriter open = writer;
        if (open == null) {
            open = startTable();
        }
        stretches.add(tombstone);
        return open;
    }

    /** Ends the current table, if it is to end, before this key; null stands for the end of the run. */
    private void endTableBefore(@Nullable Slice key) throws IOException {
        boolean atBorder = false;
        while (nextBelow < below.size() && isPassed(below.get(nextBelow), key)) {
            FileMetadata passed = below.get(nextBelow++);
            if (overlap / MOST_OVERLAP > tableBytes) {
                endTableAt(passed.range().smallest());
            }
            overlap += passed.rawBytes();
            atBorder = true;
        }
        TableWriter open = writer;
        if (open != null && key != null) {
            long bytes = open.rawBytes();
            if (bytes >= tableBytes || atBorder && bytes >= tableBytes / 2) {
                endTableAt(new Slice(key.toByteArray()));
            }
        }
    }

    private boolean isPassed(FileMetadata file, @Nullable Slice key) {
        Slice border = file.range().smallest();
        return key != null ? border.compareTo(key) <= 0 : end == null || border.compareTo(end) < 0;
    }

    /** Ends the current table at a border, if it has an entry or a range tombstone in front of it. */
    private void endTableAt(Slice border) throws IOException {
        TableWriter open = writer;
        if (open == null && !pieces(border).isEmpty()) {
            open = startTable();
        }
        if (open != null) {
            finishTable(open, border);
        }
        start = border;
        overlap = 0;
    }

    /** The range tombstones of the current table when it ends here, null for nowhere. */
    private List<RangeTombstone> pieces(@Nullable Slice tableEnd) {
        List<RangeTombstone> pieces = new ArrayList<>();
        for (RangeTombstone tombstone : rangeTombstones) {
            Slice from = start != null && start.compareTo(tombstone.start()) > 0 ? start : tombstone.start();
            Slice to = tableEnd != null && tableEnd.compareTo(tombstone.end()) < 0 ? tableEnd : tombstone.end();
            if (from.compareTo(to) < 0) {
                pieces.add(new RangeTombstone(from, to, tombstone.sequence()));
            }
        }
        return pieces;
    }

    private TableWriter startTable() throws IOException {
        long number = target.fileNumbers().getAsLong();
        Path file = FileNames.table(target.directory(), number);
        TableWriter open = new TableWriter(target.fileSystem(), file, number, options, offered);
        writer = open;
        return open;
    }

    /** @param tableEnd where the next table begins; null when there is none */
    private void finishTable(TableWriter open, @Nullable Slice tableEnd) throws IOException {
        pieces(tableEnd).forEach(open::addRangeTombstone);
        FileMetadata file = FileMetadata.of(
                open.finish(),
                stretches.denseTombstones(),
                tombstonesSinceMillis,
                target.clock().instant().toEpochMilli());
        files.add(FileNames.table(target.directory(), file.number()));
        finished.add(file);
        writer = null;
        stretches = new Stretches();
    }

    /** Finishes the last table and makes all of them durable with their names. */
    public List<FileMetadata> finish() throws IOException {
        endTableBefore(null);
        TableWriter open = writer;
        if (open == null && !pieces(end).isEmpty()) {
            open = startTable();
        }
        if (open != null) {
            finishTable(open, end);
        }
        if (!finished.isEmpty()) {
            target.fileSystem().syncDirectory(target.directory());
        }
        return List.copyOf(finished);
    }

    /** The tables finished so far. */
    List<FileMetadata> finished() {
        return List.copyOf(finished);
    }

    /** From now on somebody else sees to the files. */
    public void handOver() {
        handedOver = true;
    }

    /** Removes what was written, unless it was handed over. */
    @Override
    public void close() throws IOException {
        TableWriter open = writer;
        writer = null;
        try {
            if (open != null) {
                open.close();
            }
        } finally {
            if (!handedOver) {
                files.forEach(this::delete);
            }
        }
    }

    /** Counts tombstones in stretches of which they are half or more. */
    private static final class Stretches {

        private int entries;
        private int tombstones;
        private long dense;

        void add(boolean tombstone) {
            entries++;
            tombstones += tombstone ? 1 : 0;
            if (entries == FileMetadata.STRETCH) {
                dense = denseTombstones();
                entries = 0;
                tombstones = 0;
            }
        }

        long denseTombstones() {
            return dense + (2 * tombstones >= entries ? tombstones : 0);
        }
    }

    private void delete(Path file) {
        try {
            target.fileSystem().delete(file);
        } catch (NoSuchFileException gone) {
            LOGGER.log(Level.DEBUG, "gone already: {0}", file);
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, "cannot delete " + file + ", which was not finished", failure);
        }
    }
}
