package dev.dolmen;

import dev.dolmen.model.Durability;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a store is opened.
 *
 * @param durability when a write is acknowledged, unless the request says otherwise; {@link Durability#SYNC} by default
 * @param syncPeriod how often everything is synced although nobody waits for it, which bounds what a power failure can
 *     take from {@link Durability#OS} writes; null, the default, for never
 * @param memtableBytes how much the newest writes may take in memory before they are flushed to a table, in bytes; 64 MiB
 *     by default. Some such memtables may wait for their flush
 * @param blockCacheBytes how much of the tables' blocks is kept in memory, in bytes; 64 MiB by default
 */
public record DolmenOptions(
        Durability durability, @Nullable Duration syncPeriod, int memtableBytes, long blockCacheBytes) {

    public static final DolmenOptions DEFAULT = new DolmenOptions(Durability.SYNC, null, 64 << 20, 64L << 20);

    public DolmenOptions {
        Objects.requireNonNull(durability, "durability");
    }

    public DolmenOptions withDurability(Durability newDurability) {
        return new DolmenOptions(newDurability, syncPeriod, memtableBytes, blockCacheBytes);
    }

    public DolmenOptions withSyncPeriod(@Nullable Duration newSyncPeriod) {
        return new DolmenOptions(durability, newSyncPeriod, memtableBytes, blockCacheBytes);
    }

    public DolmenOptions withMemtableBytes(int newMemtableBytes) {
        return new DolmenOptions(durability, syncPeriod, newMemtableBytes, blockCacheBytes);
    }

    public DolmenOptions withBlockCacheBytes(long newBlockCacheBytes) {
        return new DolmenOptions(durability, syncPeriod, memtableBytes, newBlockCacheBytes);
    }
}
