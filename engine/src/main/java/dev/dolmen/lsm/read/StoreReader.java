package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.health.Health;
import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.memtable.MemTable;
import dev.dolmen.lsm.version.Levels;
import dev.dolmen.lsm.version.TableFile;
import dev.dolmen.lsm.version.Version;
import dev.dolmen.sstable.EntryKind;
import dev.dolmen.sstable.PointResult;
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

    /** A pinned view and a sequence number such that the view shows all versions visible at that number. */
    private record Moment(ReadView view, long sequence) {}

    /**
     * Without a snapshot, the sequence number must have been current while the view was: a later one may miss what is
     * only in a newer memtable, an earlier one may miss a version that a compaction has dropped since.
     */
    private Moment pin(@Nullable Snapshot at) throws ClosedStoreException {
        while (true) {
            ReadView view = views.pin();
            if (at != null) {
                return new Moment(view, at.sequence());
            }
            long sequence = visibleSequence.getAsLong();
            if (views.isCurrent(view)) {
                return new Moment(view, sequence);
            }
            view.release();
        }
    }

    /** As {@code OrderedStore.get}. */
    public boolean get(Slice key, @Nullable Snapshot at, ReadResult into) throws IOException {
        Moment moment = pin(at);
        try {
            new PointRead(key, moment.sequence, into).run(moment.view);
            return into.found();
        } finally {
            moment.view.release();
        }
    }

    /** One point read. */
    private static final class PointRead {

        private final Slice key;
        private final long sequence;
        private final ReadResult into;
        private long covering;

        private PointRead(Slice key, long sequence, ReadResult into) {
            this.key = key;
            this.sequence = sequence;
            this.into = into;
        }

        private void run(ReadView view) throws IOException {
            if (decides(view.active().table())) {
                return;
            }
            for (Generation generation : view.sealed()) {
                if (decides(generation.table())) {
                    return;
                }
            }
            for (int level = 0; level < Levels.COUNT; level++) {
                if (decides(level, view.version())) {
                    return;
                }
            }
            into.set(false, Slice.EMPTY, 0);
        }

        private boolean decides(int level, Version version) throws IOException {
            List<TableFile> tables = version.tables(level);
            if (level > 0) {
                TableFile table = version.tableWith(level, key);
                return table != null && decides(table);
            }
            for (TableFile table : tables) {
                if (table.metadata().range().contains(key) && decides(table)) {
                    return true;
                }
            }
            return false;
        }

        private boolean decides(MemTable table) {
            covering = table.rangeTombstones().newestCovering(key, sequence);
            return decides(table.get(key, sequence, into.point()));
        }

        private boolean decides(TableFile table) throws IOException {
            covering = table.rangeTombstones().newestCovering(key, sequence);
            return decides(table.reader().get(key, sequence, into.point()));
        }

        private boolean decides(boolean found) {
            if (!found) {
                if (covering > 0) {
                    into.set(false, Slice.EMPTY, covering);
                }
                return covering > 0;
            }
            PointResult point = into.point();
            if (point.kind() == EntryKind.PUT && point.sequence() > covering) {
                into.set(true, point.value(), point.sequence());
            } else {
                into.set(false, Slice.EMPTY, Math.max(covering, point.sequence()));
            }
            return true;
        }
    }

    /** As {@code OrderedStore.cursor}. */
    public Cursor cursor(Slice from, @Nullable Slice toExclusive, @Nullable Snapshot at) throws IOException {
        Moment moment = pin(at);
        ReadView view = moment.view;
        boolean opened = false;
        try {
            CursorSources sources = new CursorSources(view, moment.sequence, from, toExclusive);
            Cursor cursor = new VisibleCursor(
                    sources.merged(),
                    drained,
                    new CursorToll(toll, sources.mergesLevel0(), drained.longRun()),
                    sources.rangeTombstones(),
                    moment.sequence,
                    sources.newestSequenceSeen(),
                    from,
                    toExclusive,
                    health,
                    view::release);
            opened = true;
            return cursor;
        } finally {
            if (!opened) {
                view.release();
            }
        }
    }
}
