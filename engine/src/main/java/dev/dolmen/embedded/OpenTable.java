package dev.dolmen.embedded;

import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.table.IndexDefinition;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.TimeToLive;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A table of the catalog, with what is kept in memory of it. Thread-safe. */
final class OpenTable {

    private volatile TableDefinition definition;
    private final int space;
    private volatile @Nullable ExpiryIndex expiry;
    private volatile @Nullable FillingIndex filling;
    private volatile boolean leaving;

    OpenTable(OrderedStore store, TableDefinition definition) throws IOException {
        this.definition = definition;
        this.space = Math.toIntExact(definition.id());
        this.expiry = expiryOf(definition);
        this.filling = FillingIndex.recorded(definition, store);
    }

    TableDefinition definition() {
        return definition;
    }

    /**
     * Requires: the catalog's lock is held, and the change is durable; id, name and key are as they were. When keeping
     * expiry times or an index begins or ends with it, or an index becomes active, every latch is held.
     */
    void setDefinition(TableDefinition changed) {
        if (!Objects.equals(changed.timeToLive(), definition.timeToLive())) {
            expiry = expiryOf(changed);
        }
        definition = changed;
        FillingIndex before = filling;
        FillingIndex after = FillingIndex.of(changed);
        if (before == null
                || after == null
                || before.index().id() != after.index().id()) {
            filling = after;
            endFilling(before);
        }
    }

    private static void endFilling(@Nullable FillingIndex ended) {
        if (ended != null) {
            ended.end();
        }
    }

    /** The index that is being filled; null when there is none. Changed while every latch is held. */
    @Nullable
    FillingIndex filling() {
        return filling;
    }

    /** The index whose filling is still to come to an item; null when there is none. Requires: the item's latch is held. */
    @Nullable
    IndexDefinition unfilled(ItemKey key) {
        FillingIndex current = filling;
        return current != null && current.isStillToCome(key) ? current.index() : null;
    }

    /** Where expiry times are kept; null when they are not. Changed while every latch is held. */
    @Nullable
    ExpiryIndex expiry() {
        return expiry;
    }

    private static @Nullable ExpiryIndex expiryOf(TableDefinition definition) {
        TimeToLive timeToLive = definition.timeToLive();
        return timeToLive == null || !timeToLive.isEnabled() ? null : new ExpiryIndex(timeToLive);
    }

    /** The space of its items. */
    int space() {
        return space;
    }

    /** The space of an index's entries, or of its items. */
    int space(@Nullable IndexDefinition index) {
        if (index == null) {
            return space;
        }
        return index.isLocal() ? Keyspace.indexOf(space, index.id()) : index.id();
    }

    /**
     * The hash whose latch guards an item. With local indexes it is that of the partition, for the size of the item
     * collection is shared by all items in it; otherwise items of one partition may be written at once. Either is among
     * those of {@link KeyLatches#holdPartition}.
     */
    long latchHash(ItemKey key) {
        return definition.hasLocalIndexes()
                ? key.partitionHash()
                : KeyLatches.hash(key.partitionHash(), key.sortHash());
    }

    /** Whether it is being dropped or gone. Set while every latch is held, before the drop is visible. */
    boolean isLeaving() {
        return leaving;
    }

    void setLeaving(boolean isLeaving) {
        leaving = isLeaving;
    }

    /** It has been dropped, durably. */
    void gone() {
        endFilling(filling);
    }
}
