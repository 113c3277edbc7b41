package dev.dolmen.lsm.compaction;

import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.lsm.read.CopiedSlice;
import dev.dolmen.lsm.version.FileMetadata;
import dev.dolmen.lsm.version.FileNames;
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
 * fewer tables. It ends between keys only. Range tombstones are cut where tables end. Not thread-safe.
 */
public final class OutputTables implements Closeable {

    private static final System.Logger LOGGER = System.getLogger(OutputTables.class.getName());

    /**
     * Where and how tables are written.
     *
     * @param fileNumbers gives numbers that no file has had
     */
    public record Target(FileSystem fileSystem, Path directory, LongSupplier fileNumbers, InstantSource clock) {}

    private final Target target;
    private final TableOptions options;
    private final long tableBytes;
    private final List<RangeTombstone> rangeTombstones;
    private final List<Slice> borders;

    private final List<FileMetadata> finished = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();
    private final CopiedSlice lastKey = new CopiedSlice();
    private @Nullable TableWriter writer;
    /** Where the current table's range tombstones begin; null for the first table. */
    private @Nullable Slice start;

    private int nextBorder;
    private boolean handedOver;

    /**
     * @param tableBytes size at which a table ends
     * @param rangeTombstones of the whole run
     * @param borders ascending keys at which a table may end early
     */
    public OutputTables(
            Target target,
            TableOptions options,
            long tableBytes,
            List<RangeTombstone> rangeTombstones,
            List<Slice> borders) {
        this.target = target;
        this.options = options;
        this.tableBytes = tableBytes;
        this.rangeTombstones = rangeTombstones;
        this.borders = borders;
    }

    public void add(Slice key, long sequence, EntryKind kind, Slice value) throws IOException {
        TableWriter open = writer;
        if (open == null) {
            open = startTable();
            lastKey.set(key);
        } else if (!key.equals(lastKey.get())) {
            if (endsBefore(key, open.estimatedBytes())) {
                finishTable(open, new Slice(key.toByteArray()));
                open = startTable();
            }
            lastKey.set(key);
        }
        open.add(key, sequence, kind, value);
    }

    private boolean endsBefore(Slice key, long bytes) {
        int passed = nextBorder;
        while (nextBorder < borders.size() && borders.get(nextBorder).compareTo(key) <= 0) {
            nextBorder++;
        }
        return bytes >= tableBytes || bytes >= tableBytes / 2 && nextBorder > passed;
    }

    private TableWriter startTable() throws IOException {
        long number = target.fileNumbers().getAsLong();
        Path file = FileNames.table(target.directory(), number);
        TableWriter open = new TableWriter(target.fileSystem(), file, number, options);
        writer = open;
        return open;
    }

    /** @param end where the next table begins; null when there is none */
    private void finishTable(TableWriter open, @Nullable Slice end) throws IOException {
        for (RangeTombstone tombstone : rangeTombstones) {
            Slice from = start != null && start.compareTo(tombstone.start()) > 0 ? start : tombstone.start();
            Slice to = end != null && end.compareTo(tombstone.end()) < 0 ? end : tombstone.end();
            if (from.compareTo(to) < 0) {
                open.addRangeTombstone(new RangeTombstone(from, to, tombstone.sequence()));
            }
        }
        FileMetadata file =
                FileMetadata.of(open.finish(), target.clock().instant().toEpochMilli());
        files.add(FileNames.table(target.directory(), file.number()));
        finished.add(file);
        writer = null;
        start = end;
    }

    /** Finishes the last table and makes all of them durable with their names. */
    public List<FileMetadata> finish() throws IOException {
        TableWriter open = writer;
        if (open == null && !rangeTombstones.isEmpty()) {
            // Only range tombstones: a run without any version.
            open = startTable();
        }
        if (open != null) {
            finishTable(open, null);
        }
        if (!finished.isEmpty()) {
            target.fileSystem().syncDirectory(target.directory());
        }
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
