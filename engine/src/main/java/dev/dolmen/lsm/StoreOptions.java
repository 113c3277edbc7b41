package dev.dolmen.lsm;

import dev.dolmen.sstable.Compression;
import dev.dolmen.sstable.TableOptions;

/**
 * The numbers a store runs by. They may differ from one opening of a directory to the next; no data depends on them.
 *
 * <p>Memory: {@code memoryBudget} bounds what a store keeps on the heap: memtables, {@code (1 + sealedMemtables) *
 * memtableBytes} at most, or more where a flush took too long; what each open table needs (dictionaries, range tombstones, a
 * part of its index); and with all that these do not use, decoded blocks of compressed tables, which make room for them. What
 * open tables need cannot be refused: if it is more than memtables leave, nothing is kept decoded, and the store takes so much
 * more than its budget; {@link StoreStatistics} tell. Not in it is what work under way takes: for a read or write its own key
 * and value; for a compaction one block and one output buffer for each input and output; for a recovery what it sorts, about
 * four times what the memtable it makes takes. Nor is what of the files is mapped into memory: those pages belong to the
 * operating system, which keeps as much of them as it has room for and takes it back when it must.
 *
 * @param memoryBudget what memtables, tables and decoded blocks take of the heap together, in bytes. Default 128 MiB: up to
 *     96 for memtables. Requires: at least what memtables may take
 * @param memtableBytes recent writes kept in memory before they become a table on level 0. Default 32 MiB: larger means
 *     fewer rewrites and a longer recovery
 * @param sealedMemtables full memtables that may wait for their flush before writers wait too. Default 2: enough to ride
 *     out a flush that lasts as long as a memtable takes to fill
 * @param tableBytes size, before compression, at which a compaction starts the next table. Default 32 MiB: what one
 *     compaction step rewrites, and the grain at which disk space comes free
 * @param blockBytes size of a table's blocks before compression, up to twice that where rows are so long that a block would
 *     have but few. Default 4 KiB: one page of most disks
 * @param compressed whether values are compressed, in LZ4, all but those on a last level with no more on it than a base
 *     level holds: there they are stored as they are until they are compacted in full, for readers' sake; and those of a
 *     memtable of less than 1 MiB. Default true
 * @param baseLevelBytes most bytes, before compression, on the first level below 0 before data moves on. Default 256 MiB:
 *     less than level 0 holds when its compaction starts, so that this compaction rewrites little
 * @param levelMultiplier how much larger each level may be than the one above. Default 10
 * @param level0CompactionFiles tables on level 0 that start a compaction. Default 12: the more there are the less is rewritten
 *     for each; filters spare gets nearly all of them, and reads that have paid enough for them start it earlier
 * @param level0SlowdownFiles tables on level 0 from which writers are slowed down, gently at first. Default 24
 * @param level0StopFiles tables on level 0 at which writers wait. Default 40
 * @param compactionThreads so many share the work of a compaction, by keys; one more flushes. Default 1
 * @param drainedKeys so many dead keys in a row make a cursor remember the run, so that the next passes it in one step.
 *     Default 32: about what looking it up costs
 * @param manifestBytes size at which a new manifest begins. Default 4 MiB: some milliseconds to read
 * @param logSegmentBytes size of a log segment, but no more than a memtable's, or 4 MiB if that is more. Default 64 MiB
 */
public record StoreOptions(
        long memoryBudget,
        int memtableBytes,
        int sealedMemtables,
        int tableBytes,
        int blockBytes,
        boolean compressed,
        long baseLevelBytes,
        int levelMultiplier,
        int level0CompactionFiles,
        int level0SlowdownFiles,
        int level0StopFiles,
        int compactionThreads,
        int drainedKeys,
        int manifestBytes,
        int logSegmentBytes) {

    public static final StoreOptions DEFAULT = new StoreOptions(
            128 << 20, 32 << 20, 2, 32 << 20, 4 << 10, true, 256 << 20, 10, 12, 24, 40, 1, 32, 4 << 20, 64 << 20);

    /** @throws IllegalArgumentException naming the option that makes no sense */
    public StoreOptions {
        require(memtableBytes >= 1, "memtableBytes", memtableBytes);
        require(sealedMemtables >= 1, "sealedMemtables", sealedMemtables);
        require(memoryBudget >= (1L + sealedMemtables) * memtableBytes, "memoryBudget", memoryBudget);
        require(tableBytes >= 1, "tableBytes", tableBytes);
        require(blockBytes >= 64, "blockBytes", blockBytes);
        require(baseLevelBytes >= 1, "baseLevelBytes", baseLevelBytes);
        require(levelMultiplier >= 2, "levelMultiplier", levelMultiplier);
        require(level0CompactionFiles >= 1, "level0CompactionFiles", level0CompactionFiles);
        require(level0SlowdownFiles >= level0CompactionFiles, "level0SlowdownFiles", level0SlowdownFiles);
        require(level0StopFiles > level0SlowdownFiles, "level0StopFiles", level0StopFiles);
        require(compactionThreads >= 1, "compactionThreads", compactionThreads);
        require(drainedKeys >= 1, "drainedKeys", drainedKeys);
        require(manifestBytes >= 1, "manifestBytes", manifestBytes);
        require(logSegmentBytes >= 512, "logSegmentBytes", logSegmentBytes);
    }

    private static void require(boolean holds, String option, long value) {
        if (!holds) {
            throw new IllegalArgumentException("impossible " + option + ": " + value);
        }
    }

    /** How tables are written that are compressed, if any are, or that are not in any case. */
    TableOptions tableOptions(boolean compressedIfAny) {
        return TableOptions.DEFAULT
                .withBlockBytes(blockBytes)
                .withCompression(compressed && compressedIfAny ? Compression.LZ4 : Compression.NONE);
    }

    public static Builder builder() {
        return DEFAULT.toBuilder();
    }

    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Changes some options and keeps the others. Not thread-safe. */
    public static final class Builder {

        private long memoryBudget;
        private int memtableBytes;
        private int sealedMemtables;
        private int tableBytes;
        private int blockBytes;
        private boolean compressed;
        private long baseLevelBytes;
        private int levelMultiplier;
        private int level0CompactionFiles;
        private int level0SlowdownFiles;
        private int level0StopFiles;
        private int compactionThreads;
        private int drainedKeys;
        private int manifestBytes;
        private int logSegmentBytes;

        private Builder(StoreOptions from) {
            memoryBudget = from.memoryBudget;
            memtableBytes = from.memtableBytes;
            sealedMemtables = from.sealedMemtables;
            tableBytes = from.tableBytes;
            blockBytes = from.blockBytes;
            compressed = from.compressed;
            baseLevelBytes = from.baseLevelBytes;
            levelMultiplier = from.levelMultiplier;
            level0CompactionFiles = from.level0CompactionFiles;
            level0SlowdownFiles = from.level0SlowdownFiles;
            level0StopFiles = from.level0StopFiles;
            compactionThreads = from.compactionThreads;
            drainedKeys = from.drainedKeys;
            manifestBytes = from.manifestBytes;
            logSegmentBytes = from.logSegmentBytes;
        }

        public Builder memoryBudget(long bytes) {
            memoryBudget = bytes;
            return this;
        }

        public Builder memtableBytes(int bytes) {
            memtableBytes = bytes;
            return this;
        }

        public Builder sealedMemtables(int count) {
            sealedMemtables = count;
            return this;
        }

        public Builder tableBytes(int bytes) {
            tableBytes = bytes;
            return this;
        }

        public Builder blockBytes(int bytes) {
            blockBytes = bytes;
            return this;
        }

        public Builder compressed(boolean value) {
            compressed = value;
            return this;
        }

        public Builder baseLevelBytes(long bytes) {
            baseLevelBytes = bytes;
            return this;
        }

        public Builder levelMultiplier(int times) {
            levelMultiplier = times;
            return this;
        }

        public Builder level0Files(int compaction, int slowdown, int stop) {
            level0CompactionFiles = compaction;
            level0SlowdownFiles = slowdown;
            level0StopFiles = stop;
            return this;
        }

        public Builder compactionThreads(int count) {
            compactionThreads = count;
            return this;
        }

        public Builder drainedKeys(int count) {
            drainedKeys = count;
            return this;
        }

        public Builder manifestBytes(int bytes) {
            manifestBytes = bytes;
            return this;
        }

        public Builder logSegmentBytes(int bytes) {
            logSegmentBytes = bytes;
            return this;
        }

        public StoreOptions build() {
            return new StoreOptions(
                    memoryBudget,
                    memtableBytes,
                    sealedMemtables,
                    tableBytes,
                    blockBytes,
                    compressed,
                    baseLevelBytes,
                    levelMultiplier,
                    level0CompactionFiles,
                    level0SlowdownFiles,
                    level0StopFiles,
                    compactionThreads,
                    drainedKeys,
                    manifestBytes,
                    logSegmentBytes);
        }
    }
}
