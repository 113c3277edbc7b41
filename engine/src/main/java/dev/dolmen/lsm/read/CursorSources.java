package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.memtable.MemTable;
import dev.dolmen.lsm.tombstone.RangeTombstoneIndex;
import dev.dolmen.lsm.version.FileMetadata;
import dev.dolmen.lsm.version.KeyRange;
import dev.dolmen.lsm.version.Levels;
import dev.dolmen.lsm.version.TableFile;
import dev.dolmen.lsm.version.Version;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.RangeTombstone;
import dev.dolmen.sstable.TableReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a cursor over a range has to read: only what can hold something of it, and is not wholly under a range tombstone.
 * Opening a cursor costs more than a step of it, so this looks at no more than it must.
 */
final class CursorSources {

    private final long sequence;
    private final Slice from;
    private final @Nullable Slice toExclusive;
    private final Function<TableReader, EntryIterator> opener;
    private final RangeTombstoneIndex rangeTombstones;
    private final List<EntryIterator> runs = new ArrayList<>(4);
    private long newestSequenceSeen;
    private int level0Tables;

    /**
     * @param view pinned, until the cursor is closed
     * @param sequence that the cursor reads at; everything up to it has been added to the view
     * @param opener gives the iterator over a table
     */
    CursorSources(
            ReadView view,
            long sequence,
            Slice from,
            @Nullable Slice toExclusive,
            Function<TableReader, EntryIterator> opener)
            throws IOException {
        this.opener = opener;
        this.sequence = sequence;
        this.from = from;
        this.toExclusive = toExclusive;
        Version version = view.version();
        rangeTombstones = collectRangeTombstones(view);
        add(view.active().table());
        for (int i = 0; i < view.sealed().size(); i++) {
            add(view.sealed().get(i).table());
        }
        for (int level = 0; level < Levels.COUNT; level++) {
            if (!version.tables(level).isEmpty()) {
                addLevel(level, version.tables(level, from, toExclusive));
            }
        }
    }

    private void add(MemTable table) {
        if (!table.isEmpty()) {
            runs.add(table.iterator());
        }
    }

    private void addLevel(int level, List<TableFile> inRange) throws IOException {
        List<TableFile> tables = inRange;
        if (!rangeTombstones.isEmpty()) {
            tables = inRange.stream().filter(table -> !isHidden(table)).toList();
        }
        if (level == 0 || tables.size() == 1) {
            for (int i = 0; i < tables.size(); i++) {
                runs.add(opener.apply(tables.get(i).reader()));
            }
            level0Tables += level == 0 ? tables.size() : 0;
        } else if (!tables.isEmpty()) {
            runs.add(LevelIterator.of(tables, opener));
        }
    }

    /** Whether range tombstones hide all that is in the table; noted, since the cursor's answers then rest on them. */
    private boolean isHidden(TableFile table) {
        FileMetadata file = table.metadata();
        KeyRange range = file.range();
        boolean hidden = rangeTombstones.coversAll(
                range.smallest(), range.largest(), range.largestExclusive(), file.largestSequence(), sequence);
        if (hidden) {
            newestSequenceSeen = rangeTombstones.newest();
        }
        return hidden;
    }

    /** All that are visible and touch the range. */
    private RangeTombstoneIndex collectRangeTombstones(ReadView view) throws IOException {
        List<RangeTombstone> all = new ArrayList<>(0);
        collect(view.active().table().rangeTombstones(), all);
        for (int i = 0; i < view.sealed().size(); i++) {
            collect(view.sealed().get(i).table().rangeTombstones(), all);
        }
        List<TableFile> tables = view.version().tablesWithRangeTombstones();
        for (int i = 0; i < tables.size(); i++) {
            TableFile table = tables.get(i);
            if (table.metadata().range().overlaps(from, toExclusive)) {
                collect(table.rangeTombstones(), all);
            }
        }
        return RangeTombstoneIndex.of(all);
    }

    private void collect(RangeTombstoneIndex index, List<RangeTombstone> into) {
        if (index.isEmpty()) {
            return;
        }
        for (RangeTombstone tombstone : index.tombstonesIn(from, toExclusive)) {
            if (tombstone.sequence() <= sequence) {
                into.add(tombstone);
            }
        }
    }

    /**
     * Each by itself, the newest first: what one of them has of a key was committed later than what the next ones have of it.
     * The caller closes them.
     */
    List<EntryIterator> runs() {
        return runs;
    }

    /** Every version in the range that no range tombstone hides, and perhaps others. The caller closes it. */
    EntryIterator merged() {
        return runs.size() == 1 ? runs.get(0) : new MergingIterator(runs, toExclusive);
    }

    /** How many tables of level 0 are among several sources; 0 for a source that is alone. */
    int level0Tables() {
        return runs.size() > 1 ? level0Tables : 0;
    }

    /** All that touch the range, up to the cursor's sequence number. */
    RangeTombstoneIndex rangeTombstones() {
        return rangeTombstones;
    }

    /** What the choice of sources rests on. */
    long newestSequenceSeen() {
        return newestSequenceSeen;
    }
}
