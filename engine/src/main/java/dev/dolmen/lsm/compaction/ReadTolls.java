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
 * for a row less. A compaction is done once that has cost a third of what it would: somebody waits for every cursor, and
 * nobody for a compaction. Whoever waits for this moment never spends more than four times what was best.
 *
 * <p>A cursor tells how many tombstones it met between two keys, not in which tables; the tables' bitmaps of tombstones
 * divide them up, without reading what lies between. Kept in memory only. Thread-safe.
 */
public final class ReadTolls {

    /** Rewriting an entry takes as long as having one more table among others for so many rows of a scan. */
    private static final int MERGED_PER_REWRITTEN = 30;

    /** So many times as dear as the time of a compaction is that of a cursor. */
    private static final int WEIGHT = 3;

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
        return add(
                byTable.computeIfAbsent(file.number(), number -> new AtomicLong()), tombstones, step(file.entries()));
    }

    /** @param entries of memtables and level 0 */
    boolean addOnLevel0(long tombstones, long entries) {
        return add(newest, tombstones, step(entries));
    }

    /** Adds, and returns whether the sum has come to one more multiple of the step. */
    private static boolean add(AtomicLong toll, long more, long step) {
        long before = toll.getAndAdd(more);
        return before / step != (before + more) / step;
    }

    /** As much as may be enough to rewrite so many entries at least. */
    private static long step(long entries) {
        return Math.max(1, entries / WEIGHT);
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
        return add(merged, rows, ROWS_BETWEEN_LOOKS);
    }

    /** Whether memtables and level 0, tombstones being in memory, have cost enough to rewrite so many entries. */
    boolean outweighsInMemory(long entries) {
        return newest.get() > 0 && isEnough(newest.get() + mergedAsEntries(), entries);
    }

    /** Whether the tables of level 0 have cost enough to rewrite so many entries. */
    boolean outweighsOnLevel0(List<FileMetadata> level0, long entries) {
        boolean deletes = level0.stream().anyMatch(file -> file.tombstones() > 0);
        return isEnough((deletes ? newest.get() : 0) + mergedAsEntries(), entries);
    }

    /** Whether the tombstones of a table below level 0 have cost enough to rewrite so many entries. */
    boolean outweighs(FileMetadata file, long entries) {
        AtomicLong toll = byTable.get(file.number());
        return toll != null && isEnough(toll.get(), entries);
    }

    private long mergedAsEntries() {
        return merged.get() / MERGED_PER_REWRITTEN;
    }

    private static boolean isEnough(long cost, long entries) {
        return cost > 0 && WEIGHT * cost >= entries;
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
