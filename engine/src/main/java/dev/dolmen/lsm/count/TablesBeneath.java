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
import dev.dolmen.sstable.KeyProbe;
import dev.dolmen.sstable.RangeTombstone;
import dev.dolmen.sstable.TableReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the tables of a version show, to who wants to know what a key weighs or what a range adds up to. Quickest for keys in
 * their order. Requires: the version is pinned. Not thread-safe.
 */
final class TablesBeneath {

    /** The weight of a key without a value. */
    static final long ABSENT = -1;

    private final Version version;
    private final Weigher weigher;
    private final Map<TableFile, KeyProbe> probes = new IdentityHashMap<>();

    TablesBeneath(Version version, Weigher weigher) {
        this.version = version;
        this.weigher = weigher;
    }

    /** What a key weighs, or {@link #ABSENT}. As in a point read, the newest table that knows of the key decides. */
    long weight(Slice key) throws IOException {
        long hash = TableReader.hash(key);
        List<TableFile> newest = version.tables(0);
        for (int i = 0; i < newest.size(); i++) {
            TableFile table = newest.get(i);
            if (table.metadata().range().contains(key)) {
                long weight = weight(table, key, hash);
                if (weight != UNDECIDED) {
                    return weight;
                }
            }
        }
        for (int i = 0; i < version.lowerCount(); i++) {
            TableFile table = version.tableWith(version.lower(i), key);
            if (table != null) {
                long weight = weight(table, key, hash);
                if (weight != UNDECIDED) {
                    return weight;
                }
            }
        }
        return ABSENT;
    }

    private static final long UNDECIDED = -2;

    private long weight(TableFile table, Slice key, long hash) throws IOException {
        long covering = table.rangeTombstones().newestCovering(key, Long.MAX_VALUE);
        KeyProbe probe = probe(table);
        if (probe == null || !probe.find(key, hash)) {
            return covering == 0 ? UNDECIDED : ABSENT;
        }
        return probe.kind() == EntryKind.PUT && probe.sequence() > covering
                ? weigher.weigh(probe.head(weigher.headBytes()))
                : ABSENT;
    }

    private @Nullable KeyProbe probe(TableFile table) throws IOException {
        KeyProbe probe = probes.get(table);
        if (probe == null) {
            probe = table.reader().probe();
            probes.put(table, probe);
        }
        return probe;
    }

    /** What the keys of a range add up to, which takes a walk through them. @param toExclusive null for no bound */
    SpaceTotal total(Slice from, @Nullable Slice toExclusive) throws IOException {
        List<EntryIterator> runs = new ArrayList<>();
        List<RangeTombstone> tombstones = new ArrayList<>();
        try {
            for (int level = 0; level < Levels.COUNT; level++) {
                List<TableFile> tables = version.tables(level, from, toExclusive);
                for (TableFile table : tables) {
                    tombstones.addAll(table.rangeTombstones().tombstonesIn(from, toExclusive));
                    if (level == 0) {
                        runs.add(table.reader().fileIterator());
                    }
                }
                if (level > 0 && !tables.isEmpty()) {
                    runs.add(LevelIterator.ofFiles(tables));
                }
            }
            return total(new MergingIterator(runs), RangeTombstoneIndex.of(tombstones), from, toExclusive);
        } finally {
            runs.forEach(EntryIterator::close);
        }
    }

    private SpaceTotal total(
            EntryIterator entries, RangeTombstoneIndex tombstones, Slice from, @Nullable Slice toExclusive)
            throws IOException {
        long keys = 0;
        long weight = 0;
        CopiedSlice last = new CopiedSlice();
        boolean isFirst = true;
        for (entries.seek(from, Long.MAX_VALUE); entries.isValid(); entries.next()) {
            Slice key = entries.key();
            if (toExclusive != null && key.compareTo(toExclusive) >= 0) {
                break;
            }
            if (isFirst || !last.holds(key)) {
                isFirst = false;
                last.set(key);
                if (entries.kind() == EntryKind.PUT
                        && entries.sequence() > tombstones.newestCovering(key, Long.MAX_VALUE)) {
                    keys++;
                    weight += weigher.weigh(entries.value());
                }
            }
        }
        return new SpaceTotal(keys, weight);
    }
}
