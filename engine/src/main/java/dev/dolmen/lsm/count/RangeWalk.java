package dev.dolmen.lsm.count;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.read.CopiedSlice;
import dev.dolmen.lsm.read.LevelIterator;
import dev.dolmen.lsm.read.MergingIterator;
import dev.dolmen.lsm.tombstone.RangeTombstoneIndex;
import dev.dolmen.lsm.version.Levels;
import dev.dolmen.lsm.version.SpaceTotal;
import dev.dolmen.lsm.version.TableFile;
import dev.dolmen.lsm.version.Version;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.EntryKind;
import dev.dolmen.sstable.RangeTombstone;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds up what the tables of a version show in ranges of a space, by going through them. Reads from the files and keeps no
 * blocks. Requires: the version is pinned until this is closed. Not thread-safe.
 */
final class RangeWalk implements Closeable {

    private final Weigher weigher;
    private final EntryIterator entries;
    private final RangeTombstoneIndex rangeTombstones;
    private final CopiedSlice lastKey = new CopiedSlice();

    private RangeWalk(EntryIterator entries, RangeTombstoneIndex rangeTombstones, Weigher weigher) {
        this.entries = entries;
        this.rangeTombstones = rangeTombstones;
        this.weigher = weigher;
    }

    static RangeWalk open(Version version, int space, Weigher weigher) throws IOException {
        Slice from = Space.start(space);
        Slice toExclusive = Space.end(space);
        List<EntryIterator> runs = new ArrayList<>();
        List<RangeTombstone> rangeTombstones = new ArrayList<>();
        boolean opened = false;
        try {
            for (int level = 0; level < Levels.COUNT; level++) {
                List<TableFile> tables = version.tables(level, from, toExclusive);
                for (TableFile table : tables) {
                    rangeTombstones.addAll(table.rangeTombstones().tombstonesIn(from, toExclusive));
                    if (level == 0) {
                        runs.add(table.reader().fileIterator());
                    }
                }
                if (level > 0 && !tables.isEmpty()) {
                    runs.add(LevelIterator.ofFiles(tables));
                }
            }
            RangeWalk walk = new RangeWalk(new MergingIterator(runs), RangeTombstoneIndex.of(rangeTombstones), weigher);
            opened = true;
            return walk;
        } finally {
            if (!opened) {
                runs.forEach(EntryIterator::close);
            }
        }
    }

    /** What the keys of a range of the space add up to. @param toExclusive null for no bound */
    SpaceTotal total(Slice from, @Nullable Slice toExclusive) throws IOException {
        long keys = 0;
        long weight = 0;
        boolean isFirst = true;
        for (entries.seek(from, Long.MAX_VALUE); entries.isValid(); entries.next()) {
            Slice key = entries.key();
            if (toExclusive != null && key.compareTo(toExclusive) >= 0) {
                break;
            }
            if (isFirst || !lastKey.holds(key)) {
                isFirst = false;
                lastKey.set(key);
                if (entries.kind() == EntryKind.PUT
                        && entries.sequence() > rangeTombstones.newestCovering(key, Long.MAX_VALUE)) {
                    keys++;
                    weight += weigher.weigh(entries.head(weigher.headBytes()));
                }
            }
        }
        return new SpaceTotal(keys, weight);
    }

    @Override
    public void close() {
        entries.close();
    }
}
