package dev.dolmen.lsm.compaction;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.read.DrainedRanges;
import dev.dolmen.lsm.read.ReadView;
import dev.dolmen.lsm.version.FileMetadata;
import dev.dolmen.lsm.version.Levels;
import dev.dolmen.lsm.version.TableFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * What compactions that were not done have cost cursors so far: for each table below level 0 how many of its tombstones they
 * had to pass; the same for memtables and level 0 together, which are compacted together; and how many rows they had to
 * merge tables of level 0 for, table by table. Passing a tombstone and what it hides takes about as long as rewriting an entry, merging level 0
 * for a row less. A compaction pays once that has cost as much as it would; whoever waits for this moment never spends more
 * than twice what was best.
 *
 * <p>A cursor tells how many tombstones it met between two keys, not in which tables; the tables' bitmaps of tombstones
 * divide them up, without reading what lies between. Kept in memory only. Thread-safe.
 */
public final class ReadTolls {

    /** Rewriting an entry takes as long as having one more table among others for so many rows of a scan. */
    private static final int MERGED_PER_REWRITTEN = 20;

    /** After so many of these it is time to look whether a compaction pays. */
    private static final int ROWS_BETWEEN_LOOKS = 1 << 16;

    private final AtomicLong merged = new AtomicLong();
    private final AtomicLong newest = new AtomicLong();
    private final Map<Long, AtomicLong> byTable = new ConcurrentHashMap<>();

    /**
     * A cursor has passed so many.
     *
     * @param view pinned
     * @return whether it is time to look whether a compaction pays
     */
    public boolean add(ReadView view, Slice smallest, Slice largest, long tombstones) throws IOException {
        boolean look = false;
        long left = tombstones;
        Slice end = DrainedRanges.successor(largest);
        for (int level = 1; level < Levels.COUNT; level++) {
            for (TableFile table : view.version().tables(level, smallest, end)) {
                FileMetadata file = table.metadata();
                long inTable = file.tombstones() == 0 ? 0 : table.reader().tombstonesBetween(smallest, end);
                if (inTable > 0) {
                    left -= inTable;
                    look |= addIn(file, inTable);
                }
            }
        }
        if (left > 0) {
            long entries = view.active().table().entryCount()
                    + entries(view.version().levels().level(0));
            look |= addOnLevel0(left, entries);
        }
        return look;
    }

    boolean addIn(FileMetadata file, long tombstones) {
        return isMultiple(
                byTable.computeIfAbsent(file.number(), number -> new AtomicLong()), tombstones, file.entries());
    }

    /** @param entries of memtables and level 0 */
    boolean addOnLevel0(long tombstones, long entries) {
        return isMultiple(newest, tombstones, entries);
    }

    /** Adds, and returns whether that makes it once more as much as must be rewritten at least. */
    private static boolean isMultiple(AtomicLong toll, long tombstones, long entries) {
        long step = Math.max(1, entries);
        long before = toll.getAndAdd(tombstones);
        return before / step != (before + tombstones) / step;
    }

    static long entries(Iterable<FileMetadata> files) {
        long entries = 0;
        for (FileMetadata file : files) {
            entries += file.entries();
        }
        return entries;
    }

    /**
     * Cursors have shown rows while they merged tables of level 0, or looked for places for as long.
     *
     * @param rows each counted as often as there were such tables
     * @return whether it is time to look whether a compaction pays
     */
    public boolean addMerged(long rows) {
        return isMultiple(merged, rows, ROWS_BETWEEN_LOOKS);
    }

    /** Whether tombstones in memory and on level 0 have cost as much as it takes to rewrite so many entries. */
    boolean outweighsInMemory(long entries) {
        return newest.get() > 0 && newest.get() >= entries;
    }

    /** Whether the tables of level 0 have cost as much as it takes to rewrite so many entries. */
    boolean outweighsOnLevel0(List<FileMetadata> level0, long entries) {
        boolean deletes = level0.stream().anyMatch(file -> file.tombstones() > 0);
        long cost = (deletes ? newest.get() : 0) + merged.get() / MERGED_PER_REWRITTEN;
        return cost > 0 && cost >= entries;
    }

    /** Whether the tombstones of a table below level 0 have cost as much as it takes to rewrite so many entries. */
    boolean outweighs(FileMetadata file, long entries) {
        AtomicLong toll = byTable.get(file.number());
        return toll != null && toll.get() >= entries;
    }

    /**
     * What was compacted begins anew; a table that only moved from below level 0 has still cost what it has, and level 0 if
     * it was merged in itself.
     *
     * @param levels as they are now
     */
    public void compacted(CompactionPlan plan, Levels levels) {
        boolean staysOnLevel0 = plan instanceof CompactionPlan.Merge merge && merge.outputLevel() == 0;
        if (!staysOnLevel0 && plan.inputs().stream().anyMatch(input -> input.level() == 0)) {
            newest.set(0);
            merged.set(0);
        }
        byTable.keySet()
                .retainAll(levels.all().stream().map(FileMetadata::number).collect(Collectors.toSet()));
    }
}
