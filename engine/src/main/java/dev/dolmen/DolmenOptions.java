package dev.dolmen;

import dev.dolmen.model.Durability;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a store is opened: {@code DolmenOptions.DEFAULT.withDurability(Durability.OS)}. Options are not kept in the store;
 * they may differ from one opening to the next.
 *
 * <p>What a store keeps in memory: up to three memtables (one being filled, two that wait for their flush or are in it). With
 * the defaults that is 192 MiB; requests under way and compactions come on top. Table files are mapped and read in place: what
 * of them is in memory belongs to the operating system, which keeps as much as it has room for and takes it back when it must.
 *
 * @param durability when a write is acknowledged, unless the request says otherwise; {@link Durability#SYNC} by default
 * @param syncPeriod how often everything is synced although nobody waits for it, which bounds what a power failure can
 *     take from {@link Durability#OS} writes; null, the default, for never
 * @param memtableBytes how much the newest writes may take in memory before they are flushed to a table file, in bytes;
 *     64 MiB by default, because larger ones mean fewer files to merge and longer recovery
 * @param compressed whether items at rest are compressed (LZ4, each by itself with a dictionary of the file's), as they are by
 *     default: all but about the newest four memtables' worth, which is rewritten often. Without it a store takes two to three times the disk space, and reading whole partitions or tables half the
 *     processor time or less. What is there already is rewritten as it is compacted
 * @param clock the time: of requests, of tables' creation, and that by which items expire and request tokens age. The
 *     system's by default; tests give their own
 */
public record DolmenOptions(
        Durability durability,
        @Nullable Duration syncPeriod,
        int memtableBytes,
        boolean compressed,
        InstantSource clock) {

    /** The smallest memtable that makes sense: it must hold an item of 400 KB with its index entries many times over. */
    public static final int LEAST_MEMTABLE_BYTES = 1 << 20;

    public static final DolmenOptions DEFAULT =
            new DolmenOptions(Durability.SYNC, null, 64 << 20, true, InstantSource.system());

    /** @throws IllegalArgumentException naming the option that makes no sense */
    public DolmenOptions {
        Objects.requireNonNull(durability, "durability");
        Objects.requireNonNull(clock, "clock");
        require(syncPeriod == null || syncPeriod.toNanos() > 0, "syncPeriod", syncPeriod);
        require(memtableBytes >= LEAST_MEMTABLE_BYTES, "memtableBytes", memtableBytes);
    }

    private static void require(boolean holds, String option, @Nullable Object value) {
        if (!holds) {
            throw new IllegalArgumentException("impossible " + option + ": " + value);
        }
    }

    public DolmenOptions withDurability(Durability newDurability) {
        return new DolmenOptions(newDurability, syncPeriod, memtableBytes, compressed, clock);
    }

    public DolmenOptions withSyncPeriod(@Nullable Duration newSyncPeriod) {
        return new DolmenOptions(durability, newSyncPeriod, memtableBytes, compressed, clock);
    }

    public DolmenOptions withMemtableBytes(int newMemtableBytes) {
        return new DolmenOptions(durability, syncPeriod, newMemtableBytes, compressed, clock);
    }

    public DolmenOptions withCompressed(boolean newCompressed) {
        return new DolmenOptions(durability, syncPeriod, memtableBytes, newCompressed, clock);
    }

    public DolmenOptions withClock(InstantSource newClock) {
        return new DolmenOptions(durability, syncPeriod, memtableBytes, compressed, newClock);
    }
}
