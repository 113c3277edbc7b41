package dev.dolmen.sstable;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.dolmen.sstable.block.Block;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The uncompressed blocks that all tables of a store keep in memory, data blocks and the lower level of indexes alike,
 * within one budget of bytes. W-TinyLFU decides what stays, so that a scan does not push out what point reads need.
 *
 * <p>What an open table holds itself (the upper level of its index, its filter and its bitmap of tombstones once they
 * were used) cannot be evicted, but counts: the budget for blocks shrinks by it, down to an eighth of the whole. So
 * memory stays within the budget until the open tables alone need seven eighths of it.
 *
 * <p>Thread-safe. Evicts on the calling thread and starts none.
 */
public final class BlockCache {

    /** The part of the budget that blocks keep, whatever the open tables need. */
    private static final int LEAST_SHARE = 8;

    private record Key(long table, long offset) {}

    private final long budgetBytes;
    private final AtomicLong tables = new AtomicLong();
    private final Cache<Key, Block> blocks;
    private long pinnedBytes;

    /** @param budgetBytes 0 or more */
    public BlockCache(long budgetBytes) {
        this.budgetBytes = budgetBytes;
        blocks = Caffeine.newBuilder()
                .maximumWeight(budgetBytes)
                .weigher((Key key, Block block) -> block.weightBytes())
                .executor(Runnable::run)
                .recordStats()
                .build();
    }

    /** What the cached blocks take, in bytes. */
    public long cachedBytes() {
        blocks.cleanUp();
        return blocks.policy().eviction().orElseThrow().weightedSize().orElseThrow();
    }

    /** What open tables hold themselves, in bytes. */
    public synchronized long pinnedBytes() {
        return pinnedBytes;
    }

    /** Reads of a block that found it here. */
    public long hits() {
        return blocks.stats().hitCount();
    }

    /** Reads of a block that did not find it here. */
    public long misses() {
        return blocks.stats().missCount();
    }

    /** A number for one opening of a table: file numbers may repeat among stores that share a cache. */
    long newTable() {
        return tables.incrementAndGet();
    }

    @Nullable
    Block get(long table, long offset) {
        return blocks.getIfPresent(new Key(table, offset));
    }

    void put(long table, Block block) {
        blocks.put(new Key(table, block.fileOffset()), block);
    }

    /** Drops all blocks of a table. Takes time with the size of the cache. */
    void removeTable(long table) {
        blocks.asMap().keySet().removeIf(key -> key.table == table);
    }

    /** Counts what an open table holds, or with a negative number what it no longer holds. */
    synchronized void pin(long bytes) {
        pinnedBytes += bytes;
        long left = Math.max(budgetBytes / LEAST_SHARE, budgetBytes - pinnedBytes);
        blocks.policy().eviction().orElseThrow().setMaximum(left);
    }
}
