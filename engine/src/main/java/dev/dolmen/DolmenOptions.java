package dev.dolmen;

import dev.dolmen.embedded.EmbeddedOptions;
import dev.dolmen.lsm.StoreOptions;
import dev.dolmen.model.Durability;
import dev.dolmen.table.Limits;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a store is opened: {@code DolmenOptions.DEFAULT.withDurability(Durability.OS)}. Options are not kept in the store;
 * they may differ from one opening to the next.
 *
 * <p>What a store keeps in memory has one budget: up to three memtables (one being filled, two that wait for their flush or
 * are in it), what open table files need, and with what is left, decoded blocks of compressed files. Requests under way and
 * compactions come on top. Table files are mapped and read in place: what of them is in memory belongs to the operating
 * system, which keeps as much as it has room for and takes it back when it must.
 *
 * @param durability when a write is acknowledged, unless the request says otherwise; {@link Durability#SYNC} by default
 * @param syncPeriod how often everything is synced although nobody waits for it, which bounds what a power failure can
 *     take from {@link Durability#OS} writes; null, the default, for never
 * @param memoryBudget how much of the heap the store may take for all that it keeps in memory, in bytes. By default 256 MiB,
 *     or half of the heap the process may have where that is less
 * @param memtableBytes how much the newest writes may take in memory before they are flushed to a table file, in bytes; a
 *     quarter of the default memory budget by default, 64 MiB in a large heap, because larger ones mean fewer files to merge
 *     and longer recovery. Three of them must fit in the memory budget
 * @param compressed whether items in files are compressed (LZ4, each by itself with a dictionary of the file's), as they are
 *     by default, all but those of a store with no more than four to eight memtables' worth, once queries have had its files
 *     merged. Without it a store takes two to three times the disk space, and reading whole partitions or tables that are
 *     not in memory decoded takes half the processor time or less. What is there already is rewritten as it is compacted
 * @param clock the time: of requests, of tables' creation, and that by which items expire and request tokens age. The
 *     system's by default; tests give their own
 */
public record DolmenOptions(
        Durability durability,
        @Nullable Duration syncPeriod,
        long memoryBudget,
        int memtableBytes,
        boolean compressed,
        InstantSource clock) {

    /** The smallest memtable that makes sense: it must hold an item of 400 KB with its index entries many times over. */
    public static final int LEAST_MEMTABLE_BYTES = 1 << 20;

    /** The one being filled, and two that wait for their flush: more would not help if flushes cannot follow. */
    private static final int MEMTABLES = 3;

    /** A memory budget is that of so many memtables, unless either is said: there is one for files and decoded blocks. */
    private static final int SHARES = MEMTABLES + 1;

    /** The smallest memory budget that makes sense. */
    public static final long LEAST_MEMORY_BUDGET = SHARES * LEAST_MEMTABLE_BYTES;

    /** The base level, which is not compressed while it is the last one, holds so many memtables at least. */
    private static final int LEAST_BASE_LEVEL_MEMTABLES = 4;

    /** And no more than so many, unless those are the least: two thirds of what level 0 brings when it is merged into it. */
    private static final int MOST_BASE_LEVEL_MEMTABLES = 8;

    private static final long DEFAULT_MEMORY_BUDGET =
            defaultMemoryBudget(Runtime.getRuntime().maxMemory());

    /** Nothing acknowledged before it is synced, a quarter of a gigabyte of heap at most, items compressed, the system's clock. */
    public static final DolmenOptions DEFAULT = new DolmenOptions(
            Durability.SYNC,
            null,
            DEFAULT_MEMORY_BUDGET,
            (int) (DEFAULT_MEMORY_BUDGET / SHARES),
            true,
            InstantSource.system());

    /** @param heapBytes how large the heap may become */
    static long defaultMemoryBudget(long heapBytes) {
        return Math.max(LEAST_MEMORY_BUDGET, Math.min(256 << 20, heapBytes / 2));
    }

    /** @throws IllegalArgumentException naming the option that makes no sense */
    public DolmenOptions {
        Objects.requireNonNull(durability, "durability");
        Objects.requireNonNull(clock, "clock");
        require(syncPeriod == null || syncPeriod.toNanos() > 0, "syncPeriod", syncPeriod);
        require(memoryBudget >= LEAST_MEMORY_BUDGET, "memoryBudget", memoryBudget);
        require(memtableBytes >= LEAST_MEMTABLE_BYTES, "memtableBytes", memtableBytes);
        require(memtableBytes <= memoryBudget / MEMTABLES, "memtableBytes", memtableBytes);
    }

    private static void require(boolean holds, String option, @Nullable Object value) {
        if (!holds) {
            throw new IllegalArgumentException("impossible " + option + ": " + value);
        }
    }

    /** These, but with another {@link #durability}. */
    public DolmenOptions withDurability(Durability newDurability) {
        return new DolmenOptions(newDurability, syncPeriod, memoryBudget, memtableBytes, compressed, clock);
    }

    /** These, but with another {@link #syncPeriod}. */
    public DolmenOptions withSyncPeriod(@Nullable Duration newSyncPeriod) {
        return new DolmenOptions(durability, newSyncPeriod, memoryBudget, memtableBytes, compressed, clock);
    }

    /**
     * These, but with another {@link #memoryBudget}. Memtables of more than a quarter of the budget become smaller, so that
     * there is a quarter for the rest.
     */
    public DolmenOptions withMemoryBudget(long newMemoryBudget) {
        int fitting = (int) Math.min(memtableBytes, newMemoryBudget / SHARES);
        return new DolmenOptions(durability, syncPeriod, newMemoryBudget, fitting, compressed, clock);
    }

    /**
     * These, but with other {@link #memtableBytes}. A memory budget of less than four times as much becomes larger: memtables
     * are a part of it.
     */
    public DolmenOptions withMemtableBytes(int newMemtableBytes) {
        long fitting = Math.max(memoryBudget, (long) SHARES * newMemtableBytes);
        return new DolmenOptions(durability, syncPeriod, fitting, newMemtableBytes, compressed, clock);
    }

    /** These, but with items {@link #compressed} or not. */
    public DolmenOptions withCompressed(boolean newCompressed) {
        return new DolmenOptions(durability, syncPeriod, memoryBudget, memtableBytes, newCompressed, clock);
    }

    /** These, but with another {@link #clock}. */
    public DolmenOptions withClock(InstantSource newClock) {
        return new DolmenOptions(durability, syncPeriod, memoryBudget, memtableBytes, compressed, newClock);
    }

    /** These as the layers below take them. */
    EmbeddedOptions embedded() {
        StoreOptions storeOptions = StoreOptions.builder()
                .memoryBudget(memoryBudget)
                .memtableBytes(memtableBytes)
                .baseLevelBytes(baseLevelBytes())
                .compressed(compressed)
                .compactionThreads(Math.max(1, Runtime.getRuntime().availableProcessors() / 2))
                .build();
        return new EmbeddedOptions(storeOptions, durability, syncPeriod, Limits.DYNAMODB);
    }

    /** As large as the store has it by default, where memtables are neither much smaller nor much larger than its own. */
    private long baseLevelBytes() {
        long usual = Math.min(StoreOptions.DEFAULT.baseLevelBytes(), (long) MOST_BASE_LEVEL_MEMTABLES * memtableBytes);
        return Math.max(usual, (long) LEAST_BASE_LEVEL_MEMTABLES * memtableBytes);
    }
}
