package dev.dolmen.lsm.compaction;

import dev.dolmen.lsm.version.FileMetadata;

/**
 * When a table is compacted for its tombstones' sake: they and what they hide take space, and scans have to go through
 * them.
 *
 * @param percent share of tombstones that is too much
 * @param ageMillis no tombstone stays in a table for longer, however few there are; what it hides is gone soon after that
 */
public record TombstoneLimits(int percent, long ageMillis) {

    /**
     * 30 %, and an hour: sooner means that a large store is rewritten more often for the sake of a few deletes. Within a few times
     * that what was deleted is off the disk; many deletes at once go within half a minute, whole tables under a range tombstone
     * with their flush.
     */
    public static final TombstoneLimits DEFAULT = new TombstoneLimits(30, 3_600_000);

    /** Tombstones that stand closely are in the way of scans long before they are many. */
    private static final int DENSE_PERCENT = 5;
    /** So many rows a range tombstone is taken to hide. Whole tables under one are dropped without a compaction. */
    private static final int ROWS_OF_RANGE = 100;
    /** Many tombstones wait for more during this part of the age, for a merge of level 0 costs the same with them. */
    private static final int REST = 360;
    /** A few tombstones stay in memory for this part of the age. */
    private static final int MEMORY = 60;

    static double share(FileMetadata file) {
        return share(file.tombstones(), file.rangeTombstones(), file.entries());
    }

    private static double share(long tombstones, long rangeTombstones, long entries) {
        return Math.min(1, (tombstones + (double) ROWS_OF_RANGE * rangeTombstones) / Math.max(1, entries));
    }

    boolean isDue(FileMetadata file, int level, long nowMillis) {
        return file.hasTombstones()
                && (isOverdue(file, nowMillis)
                        || isDense(file)
                                && (level > 0 || isPast(file.tombstonesSinceMillis(), ageMillis / REST, nowMillis)));
    }

    boolean isMoreUrgent(FileMetadata file, FileMetadata other, long nowMillis) {
        boolean overdue = isOverdue(file, nowMillis);
        if (overdue != isOverdue(other, nowMillis)) {
            return overdue;
        }
        return overdue ? file.tombstonesSinceMillis() < other.tombstonesSinceMillis() : share(file) > share(other);
    }

    private boolean isDense(FileMetadata file) {
        return share(file) * 100 >= percent || file.denseTombstones() * 100 >= DENSE_PERCENT * file.entries();
    }

    private boolean isOverdue(FileMetadata file, long nowMillis) {
        return isPast(file.tombstonesSinceMillis(), ageMillis, nowMillis);
    }

    /** How long a memtable of so many entries, so many of them tombstones, is kept before it is flushed for their sake. */
    public long patienceMillis(long tombstones, long rangeTombstones, long entries) {
        boolean many = share(tombstones, rangeTombstones, entries) * 100 >= percent;
        return ageMillis / (many ? REST : MEMORY);
    }

    /** A time far ahead is one from before the clock jumped back: nobody knows how long ago, so it counts as long ago. */
    public static boolean isPast(long sinceMillis, long ageMillis, long nowMillis) {
        return Math.abs(nowMillis - sinceMillis) >= ageMillis;
    }
}
