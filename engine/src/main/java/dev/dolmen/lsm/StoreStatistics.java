package dev.dolmen.lsm;

import java.util.List;

/**
 * What a store holds and has done since it was opened. The parts are read one after another, so they may be of slightly
 * different moments.
 *
 * @param visibleSequence the newest sequence number that reads see
 * @param durableSequence the newest sequence number known to be on stable storage
 * @param memtableBytes heap taken by the memtables, sealed ones included
 * @param sealedMemtables memtables that wait for their flush
 * @param levels from level 0 down
 * @param memoryBudget that {@code memtableBytes}, {@code openTableBytes} and {@code cachedBytes} stay within, unless
 *     the first two alone are more
 * @param openTableBytes heap taken by open tables: dictionaries, range tombstones, what of an index is not read in place
 * @param cachedBytes heap taken by decoded blocks, and by the rows that are read most
 * @param cachedBlocks how many decoded blocks there are
 * @param cacheAdmissions blocks that were decoded to be kept
 * @param cacheEvictions blocks that were given up for others, or because the memory was needed
 * @param openViews pinned states: running reads, open cursors, and the current one
 * @param openSnapshots snapshots not yet closed
 * @param flushes finished flushes
 * @param flushedBytes bytes of tables that flushes wrote
 * @param compactions finished compactions, moves and drops included
 * @param compactedBytes bytes of tables that compactions wrote
 * @param failedBackgroundRuns flushes and compactions that failed and were or will be tried again
 * @param delayedWriteNanos how long writers were slowed down or made to wait, together
 */
public record StoreStatistics(
        long visibleSequence,
        long durableSequence,
        long memtableBytes,
        int sealedMemtables,
        List<LevelStatistics> levels,
        long memoryBudget,
        long openTableBytes,
        long cachedBytes,
        int cachedBlocks,
        long cacheAdmissions,
        long cacheEvictions,
        int openViews,
        int openSnapshots,
        long flushes,
        long flushedBytes,
        long compactions,
        long compactedBytes,
        long failedBackgroundRuns,
        long delayedWriteNanos) {

    /**
     * One level.
     *
     * @param entries versions of keys, tombstones included
     */
    public record LevelStatistics(int files, long bytes, long entries, long tombstones, long rangeTombstones) {}
}
