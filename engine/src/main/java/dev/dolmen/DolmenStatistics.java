package dev.dolmen;

import dev.dolmen.lsm.StoreStatistics;
import java.time.Duration;
import java.util.List;

/**
 * What a store holds, and what it has done since it was opened. The parts are read one after another, so they may be of
 * slightly different moments.
 *
 * @param tables how many tables there are
 * @param diskBytes size of the table files; the log comes on top
 * @param memtableBytes heap taken by the newest writes, those that wait for their flush included
 * @param sealedMemtables memtables that wait for their flush
 * @param levels of table files, from level 0, the newest, down
 * @param memoryBudget that {@code memtableBytes}, {@code openFileBytes} and {@code cachedBytes} stay within
 * @param openFileBytes heap taken by open table files: dictionaries, deleted ranges, what of an index is not read in place
 * @param cachedBytes heap taken by decoded blocks of table files
 * @param cachedBlocks how many there are
 * @param cacheAdmissions blocks that were decoded to be kept
 * @param cacheEvictions blocks that were given up for others, or because the memory was needed
 * @param flushes memtables written to files
 * @param flushedBytes size of the files they became
 * @param compactions merges of files, files moved or dropped whole included
 * @param compactedBytes size of the files that merges wrote
 * @param failedBackgroundRuns flushes and compactions that failed and were or will be tried again
 * @param delayedWrites how long writers were slowed down or made to wait for flushes and compactions, together
 */
public record DolmenStatistics(
        int tables,
        long diskBytes,
        long memtableBytes,
        int sealedMemtables,
        List<Level> levels,
        long memoryBudget,
        long openFileBytes,
        long cachedBytes,
        int cachedBlocks,
        long cacheAdmissions,
        long cacheEvictions,
        long flushes,
        long flushedBytes,
        long compactions,
        long compactedBytes,
        long failedBackgroundRuns,
        Duration delayedWrites) {

    /**
     * One level of table files.
     *
     * @param bytes size of the files
     * @param entries versions of keys, tombstones included
     * @param tombstones deleted keys whose older versions may still be there
     * @param rangeTombstones deleted ranges
     */
    public record Level(int files, long bytes, long entries, long tombstones, long rangeTombstones) {}

    static DolmenStatistics of(int tables, StoreStatistics store) {
        List<Level> levels = store.levels().stream()
                .map(level -> new Level(
                        level.files(), level.bytes(), level.entries(), level.tombstones(), level.rangeTombstones()))
                .toList();
        return new DolmenStatistics(
                tables,
                levels.stream().mapToLong(Level::bytes).sum(),
                store.memtableBytes(),
                store.sealedMemtables(),
                levels,
                store.memoryBudget(),
                store.openTableBytes(),
                store.cachedBytes(),
                store.cachedBlocks(),
                store.cacheAdmissions(),
                store.cacheEvictions(),
                store.flushes(),
                store.flushedBytes(),
                store.compactions(),
                store.compactedBytes(),
                store.failedBackgroundRuns(),
                Duration.ofNanos(store.delayedWriteNanos()));
    }
}
