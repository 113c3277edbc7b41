package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.health.Health;
import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.memtable.MemTable;
import dev.dolmen.lsm.tombstone.RangeTombstoneIndex;
import dev.dolmen.lsm.version.FileMetadata;
import dev.dolmen.lsm.version.KeyRange;
import dev.dolmen.lsm.version.Levels;
import dev.dolmen.lsm.version.TableFile;
import dev.dolmen.lsm.version.Version;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.EntryKind;
import dev.dolmen.sstable.PointResult;
import dev.dolmen.sstable.RangeTombstone;
import java.io.IOException;
import java.util.ArrayList;
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
    private final Health health;

    public StoreReader(Views views, LongSupplier visibleSequence, DrainedRanges drained, Health health) {
        this.views = views;
        this.visibleSequence = visibleSequence;
        this.drained = drained;
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
            List<RangeTombstone> rangeTombstones = rangeTombstones(view, from, toExclusive, moment.sequence);
            RangeTombstoneIndex index = RangeTombstoneIndex.of(rangeTombstones);
            List<EntryIterator> runs = new ArrayList<>();
            runs.add(view.active().table().iterator());
            for (Generation generation : view.sealed()) {
                runs.add(generation.table().iterator());
            }
            boolean leftOut = addTables(view.version(), from, toExclusive, index, moment.sequence, runs);
            long newestSeen = !leftOut
                    ? 0
                    : rangeTombstones.stream()
                            .mapToLong(RangeTombstone::sequence)
                            .max()
                            .orElse(0);
            Cursor cursor = new VisibleCursor(
                    runs.size() == 1 ? runs.get(0) : new MergingIterator(runs),
                    drained,
                    index,
                    moment.sequence,
                    newestSeen,
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

    /** All that are visible and touch the range. */
    private static List<RangeTombstone> rangeTombstones(
            ReadView view, Slice from, @Nullable Slice toExclusive, long sequence) throws IOException {
        List<RangeTombstone> all =
                new ArrayList<>(view.active().table().rangeTombstones().tombstones());
        for (Generation generation : view.sealed()) {
            all.addAll(generation.table().rangeTombstones().tombstones());
        }
        for (int level = 0; level < Levels.COUNT; level++) {
            for (TableFile table : view.version().tables(level)) {
                if (table.metadata().rangeTombstones() > 0
                        && table.metadata().range().overlaps(from, toExclusive)) {
                    all.addAll(table.rangeTombstones().tombstones());
                }
            }
        }
        all.removeIf(tombstone -> tombstone.sequence() > sequence
                || tombstone.end().compareTo(from) <= 0
                || toExclusive != null && tombstone.start().compareTo(toExclusive) >= 0);
        return all;
    }

    /**
     * Adds the tables that touch the range, but for those in which a range tombstone hides everything.
     *
     * @return whether a table was left out
     */
    private static boolean addTables(
            Version version,
            Slice from,
            @Nullable Slice toExclusive,
            RangeTombstoneIndex rangeTombstones,
            long sequence,
            List<EntryIterator> runs) {
        boolean leftOut = false;
        for (int level = 0; level < Levels.COUNT; level++) {
            List<TableFile> tables = new ArrayList<>();
            for (TableFile table : version.tables(level)) {
                FileMetadata file = table.metadata();
                KeyRange range = file.range();
                if (!range.overlaps(from, toExclusive)) {
                    continue;
                }
                if (rangeTombstones.coversAll(
                        range.smallest(),
                        range.largest(),
                        range.largestExclusive(),
                        file.largestSequence(),
                        sequence)) {
                    leftOut = true;
                } else if (level == 0) {
                    runs.add(new LevelIterator(List.of(table)));
                } else {
                    tables.add(table);
                }
            }
            if (!tables.isEmpty()) {
                runs.add(new LevelIterator(tables));
            }
        }
        return leftOut;
    }
}
