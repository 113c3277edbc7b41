package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.count.Weigher;
import dev.dolmen.lsm.health.Health;
import dev.dolmen.lsm.memtable.MemTable;
import dev.dolmen.lsm.version.TableFile;
import dev.dolmen.lsm.version.Version;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.TableReader;
import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads through all sources, newest first: active memtable, sealed memtables, level 0, lower levels.
 *
 * <p>Newer sources hold newer versions of any key, so the first version found decides, and so does the first range
 * tombstone over the key. Thread-safe.
 */
public final class StoreReader {

    private final Views views;
    private final LongSupplier visibleSequence;
    private final DrainedRanges drained;
    private final ReadToll toll;
    private final Health health;

    public StoreReader(Views views, LongSupplier visibleSequence, DrainedRanges drained, ReadToll toll, Health health) {
        this.views = views;
        this.visibleSequence = visibleSequence;
        this.drained = drained;
        this.toll = toll;
        this.health = health;
    }

    /**
     * As {@code OrderedStore.get}. Allocates nothing but the copy of a value that lies compressed or in a mapped file.
     */
    public boolean get(Slice key, @Nullable Snapshot at, ReadResult into) throws IOException {
        while (true) {
            ReadView view = views.pin();
            try {
                long sequence = sequence(at);
                if (isGood(view, at)) {
                    read(view, key, sequence, into);
                    return into.found();
                }
            } finally {
                view.release();
            }
        }
    }

    private long sequence(@Nullable Snapshot at) {
        return at == null ? visibleSequence.getAsLong() : at.sequence();
    }

    /**
     * Whether a view shows all versions visible at the sequence number that was looked up after it was pinned. Without a
     * snapshot, that must have been current while the view was: a later one may miss what is only in a newer memtable, an
     * earlier one may miss a version that a compaction has dropped since.
     */
    private boolean isGood(ReadView view, @Nullable Snapshot at) {
        return at != null || views.isCurrent(view);
    }

    /** Asks one source after the other; what none decides is left as it is where there is no trace of the key. */
    private static void read(ReadView view, Slice key, long sequence, ReadResult into) throws IOException {
        if (decides(view.active().table(), key, sequence, into)) {
            return;
        }
        for (int i = 0; i < view.sealed().size(); i++) {
            if (decides(view.sealed().get(i).table(), key, sequence, into)) {
                return;
            }
        }
        long hash = TableReader.hash(key);
        Version version = view.version();
        List<TableFile> newest = version.tables(0);
        for (int i = 0; i < newest.size(); i++) {
            TableFile table = newest.get(i);
            if (table.metadata().range().contains(key) && decides(table, key, hash, sequence, into)) {
                return;
            }
        }
        for (int i = 0; i < version.lowerCount(); i++) {
            TableFile table = version.tableWith(version.lower(i), key);
            if (table != null && decides(table, key, hash, sequence, into)) {
                return;
            }
        }
    }

    private static boolean decides(MemTable table, Slice key, long sequence, ReadResult into) throws IOException {
        long covering = table.rangeTombstones().newestCovering(key, sequence);
        return into.decide(table.get(key, sequence, into.point()), covering);
    }

    private static boolean decides(TableFile table, Slice key, long hash, long sequence, ReadResult into)
            throws IOException {
        long covering = table.rangeTombstones().newestCovering(key, sequence);
        return into.decide(table.reader().get(key, hash, sequence, into.point()), covering);
    }

    /** As {@code OrderedStore.cursor}. */
    public Cursor cursor(Slice from, @Nullable Slice toExclusive, @Nullable Snapshot at) throws IOException {
        while (true) {
            ReadView view = views.pin();
            boolean opened = false;
            try {
                long sequence = sequence(at);
                if (isGood(view, at)) {
                    HeadRow first = drained.firstFrom(from, sequence);
                    Cursor cursor = first == null
                            ? walk(view, sequence, from, toExclusive)
                            : new HeadCursor(this, view, sequence, from, toExclusive, first);
                    opened = true;
                    return cursor;
                }
            } finally {
                if (!opened) {
                    view.release();
                }
            }
        }
    }

    /** As {@code OrderedStore.total}. */
    public @Nullable RangeTotal total(Slice from, Slice toExclusive, int most, Weigher weigher) throws IOException {
        health.requireOpen();
        while (true) {
            ReadView view = views.pin();
            try {
                long sequence = sequence(null);
                if (isGood(view, null)) {
                    return total(view, sequence, from, toExclusive, most, weigher);
                }
            } finally {
                view.release();
            }
        }
    }

    private static @Nullable RangeTotal total(
            ReadView view, long sequence, Slice from, Slice toExclusive, int most, Weigher weigher) throws IOException {
        // Who counts what is in a range is about to delete it.
        CursorSources sources = new CursorSources(view, sequence, from, toExclusive, TableReader::passingIterator);
        try {
            return new RangeCount(sources, sequence, from, toExclusive, most, weigher).of(sources.runs());
        } finally {
            sources.runs().forEach(EntryIterator::close);
        }
    }

    void requireOpen() throws IOException {
        health.requireOpen();
    }

    /** A cursor that goes through memtables and tables, and releases the view when it is closed. */
    VisibleCursor walk(ReadView view, long sequence, Slice from, @Nullable Slice toExclusive) throws IOException {
        CursorSources sources = new CursorSources(view, sequence, from, toExclusive, TableReader::iterator);
        return new VisibleCursor(
                sources.merged(),
                drained,
                new CursorToll(toll, sources.level0Tables(), drained.longRun()),
                sources.rangeTombstones(),
                sequence,
                sources.newestSequenceSeen(),
                from,
                toExclusive,
                health,
                view::release);
    }
}
