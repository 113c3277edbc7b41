package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.StoreComponents;
import dev.dolmen.lsm.count.Census;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.lsm.read.Snapshot;
import dev.dolmen.lsm.version.SpaceTotal;
import dev.dolmen.model.Durability;
import dev.dolmen.table.Applied;
import dev.dolmen.table.AppliedTransaction;
import dev.dolmen.table.Cleared;
import dev.dolmen.table.EntryKey;
import dev.dolmen.table.Found;
import dev.dolmen.table.IndexDefinition;
import dev.dolmen.table.ItemAddress;
import dev.dolmen.table.ItemCursor;
import dev.dolmen.table.ItemStore;
import dev.dolmen.table.KeyRange;
import dev.dolmen.table.PrimaryKey;
import dev.dolmen.table.RequestToken;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.TableStatistics;
import dev.dolmen.table.Transaction;
import dev.dolmen.table.Write;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tables in a directory of this machine: the seam over the {@link OrderedStore}.
 *
 * <p>A write: encode key → latch → read the current item, if it matters → decide → one batch → commit → unlatch; the caller
 * then waits until it is durable, alone or, with {@link #whenDurable}, together with thousands. Where everything lies is told
 * by {@link Keyspace} and "Keyspace" in {@code FORMAT.md}.
 *
 * <p>Locks, in this order: the catalog's lock, then {@link KeyLatches} in ascending order; the store's own come last, and
 * nothing waits for the disk's sync with a latch held, save when closing. Thread-safe. An interrupt changes nothing.
 */
public final class EmbeddedItemStore implements ItemStore {

    private final OrderedStore store;
    private final Durability durability;
    private final KeyLatches latches;
    private final Catalog catalog;
    private final RequestTokens tokens;
    private final ItemWriter writer;
    private final Transactions transactions;
    private final RangeDeletes rangeDeletes;
    private final Acknowledgements acknowledgements;
    private final IndexFilling indexFilling;
    private final ExpirySweeper expirySweeper;
    private final ExpirySchedule expirySchedule;
    private final InstantSource clock;

    private final ThreadLocal<Scratch> scratches = ThreadLocal.withInitial(Scratch::new);

    private final @Nullable PeriodicSync periodicSync;
    private final @Nullable Upkeep upkeep;

    /** Set with every latch held; a write that holds its latch and does not see it is still waited for. */
    private volatile boolean closed;

    private EmbeddedItemStore(
            OrderedStore store, Path directory, EmbeddedOptions options, EmbeddedComponents components)
            throws IOException {
        this.store = store;
        this.durability = options.durability();
        this.latches = new KeyLatches();
        this.clock = components.clock();
        KeyspaceFormat.check(store, directory);
        this.catalog = Catalog.open(store, latches);
        this.tokens = RequestTokens.open(store, latches, components.clock());
        this.writer = new ItemWriter(store, tokens, options.limits());
        this.transactions = new Transactions(store, catalog, latches, tokens, options.limits(), () -> closed);
        this.rangeDeletes = new RangeDeletes(store, catalog, latches, () -> closed);
        this.indexFilling = new IndexFilling(store, catalog, latches, components.background(), () -> closed);
        this.acknowledgements = new Acknowledgements(store::awaitDurable, components.acknowledgements());
        this.expirySweeper = new ExpirySweeper(
                store, catalog::withExpiry, this::apply, new ExpiryBackfill(store, latches, () -> closed));
        this.expirySchedule =
                new ExpirySchedule(expirySweeper, components.background(), components.clock(), components.timer());
        this.periodicSync = options.syncPeriod() == null
                ? null
                : PeriodicSync.start(
                        store,
                        options.syncPeriod(),
                        Objects.requireNonNull(components.timer(), "a sync period needs a timer"));
        this.upkeep =
                components.timer() == null ? null : Upkeep.start(components.timer(), store::tend, indexFilling::resume);
    }

    /**
     * Opens the database in a directory, which is made when it is not there. Recovers from any crash first.
     *
     * @throws dev.dolmen.io.DirectoryLockedException when it is open already, here or in another process
     * @throws dev.dolmen.io.CorruptFileException when data is damaged; nothing is changed then
     * @throws dev.dolmen.io.UnsupportedFormatException when a newer release wrote it
     */
    public static EmbeddedItemStore open(Path directory, EmbeddedOptions options, EmbeddedComponents components)
            throws IOException {
        OrderedStore store = OrderedStore.open(
                directory,
                options.store(),
                new StoreComponents(components.fileSystem(), components.clock(), components.background())
                        .withWeigher(new ItemWeigher()));
        try {
            EmbeddedItemStore opened = new EmbeddedItemStore(store, directory, options, components);
            opened.expirySchedule.adapt();
            opened.catalog.withFilling().forEach(opened.indexFilling::begin);
            return opened;
        } catch (IOException | RuntimeException | Error e) {
            try {
                store.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    /** The store below, for statistics, checkpoints and checks. Writing to it directly breaks what is promised here. */
    public OrderedStore orderedStore() {
        return store;
    }

    /** What fills the indexes that are added to tables. */
    IndexFilling indexFilling() {
        return indexFilling;
    }

    /** A table with what is kept in memory of it; null when there is none of that name. */
    @Nullable
    OpenTable open(String name) {
        return catalog.open(name);
    }

    @Override
    public Optional<TableDefinition> createTable(TableDefinition definition) throws IOException {
        return catalog.create(definition);
    }

    @Override
    public @Nullable TableDefinition table(String name) {
        return catalog.table(name);
    }

    @Override
    public List<String> tableNames() {
        return catalog.names();
    }

    @Override
    public @Nullable TableDefinition changeTable(String name, UnaryOperator<TableDefinition> change)
            throws IOException {
        TableDefinition changed = catalog.change(name, change);
        OpenTable table = catalog.open(name);
        if (table != null) {
            indexFilling.begin(table);
        }
        if (changed != null && changed.timeToLive() == null) {
            expirySweeper.awaitStep();
        }
        expirySchedule.adapt();
        return changed;
    }

    @Override
    public void awaitIndexes(TableDefinition definition) throws IOException {
        OpenTable table = catalog.require(definition);
        for (FillingIndex filling = table.filling(); filling != null; filling = table.filling()) {
            // What has failed is attempted again, for somebody waits.
            indexFilling.begin(table);
            filling.awaitEnd();
        }
        catalog.requireStaying(table);
    }

    @Override
    public @Nullable TableDefinition dropTable(String name) throws IOException {
        TableDefinition dropped = catalog.drop(name);
        expirySchedule.adapt();
        return dropped;
    }

    @Override
    public TableStatistics statistics(TableDefinition definition) throws IOException {
        OpenTable table = catalog.require(definition);
        TableStatistics.Counts items;
        Map<String, TableStatistics.Counts> indexes = new HashMap<>();
        long restsOn;
        try (Census census = store.census()) {
            items = counts(census.of(table.space()));
            for (IndexDefinition index : table.definition().indexes()) {
                indexes.put(index.name(), counts(census.of(table.space(index))));
            }
            restsOn = census.newestSequenceSeen();
        }
        catalog.requireStaying(table);
        awaitDurable(restsOn, null);
        return new TableStatistics(items, indexes);
    }

    private static TableStatistics.Counts counts(SpaceTotal total) {
        return new TableStatistics.Counts(total.keys(), total.weight());
    }

    @Override
    public @Nullable Item item(TableDefinition definition, AttributeValue partition, @Nullable AttributeValue sort)
            throws IOException {
        OpenTable table = catalog.require(definition);
        Scratch scratch = scratches.get();
        ReadResult read = scratch.result();
        find(table.space(), partition, sort, scratch);
        long restsOn = read.sequence();
        Slice value = read.value();
        Item item =
                read.found() ? EncodedItem.view(value.array(), value.offset(), value.length(), scratch.places()) : null;
        read.clear();
        catalog.requireStaying(table);
        awaitDurable(restsOn, null);
        return item;
    }

    @Override
    public Found get(TableDefinition definition, PrimaryKey key) throws IOException {
        OpenTable table = catalog.require(definition);
        Scratch scratch = scratches.get();
        find(table.space(), key.partition(), key.sort(), scratch);
        Found found = found(scratch.result());
        scratch.result().clear();
        catalog.requireStaying(table);
        return found;
    }

    /** Reads an item into the result. By itself, so that what calls it is small and is compiled into its callers. */
    private void find(int space, AttributeValue partition, @Nullable AttributeValue sort, Scratch scratch)
            throws IOException {
        ItemKey.write(space, partition, sort, scratch.key());
        store.get(scratch.keySlice(), null, scratch.result());
    }

    @Override
    public Applied apply(Write write) throws IOException {
        try {
            return decideAndWrite(write);
        } catch (RefusalOfWhatWasRead refused) {
            throw refused.onceDurable(store);
        }
    }

    private Applied decideAndWrite(Write write) throws IOException {
        RequestToken token = write.token();
        if (token != null) {
            tokens.upkeep();
        }
        Scratch scratch = scratches.get();
        while (true) {
            OpenTable table = catalog.require(write.table());
            ItemKey key = ItemKey.of(table.space(), write.key(), scratch.key());
            long latch = table.latchHash(key);
            KeyLatches.Held held =
                    token == null ? latches.hold(latch) : latches.hold(latch, RequestTokens.latchHash(token));
            try {
                if (closed) {
                    throw new ClosedStoreException();
                }
                if (!table.isLeaving()) {
                    return writer.write(table, key, write, scratch.result(), scratch.batch());
                }
            } finally {
                held.close();
                scratch.clear();
            }
            // The table is being dropped. Whether it will be is known once the drop is over, which needs our latch.
            catalog.requireStaying(table);
        }
    }

    @Override
    public AppliedTransaction transact(Transaction transaction) throws IOException {
        try {
            return transactions.write(transaction);
        } catch (RefusalOfWhatWasRead refused) {
            throw refused.onceDurable(store);
        }
    }

    @Override
    public List<Found> getAll(List<ItemAddress> addresses) throws IOException {
        return transactions.read(addresses);
    }

    @Override
    public Cleared clear(TableDefinition table) throws IOException {
        return rangeDeletes.clear(table);
    }

    @Override
    public @Nullable Cleared clearPartition(TableDefinition table, AttributeValue partition, int limit)
            throws IOException {
        return rangeDeletes.clearPartition(table, partition, limit);
    }

    @Override
    public ItemCursor range(
            TableDefinition definition,
            @Nullable IndexDefinition index,
            KeyRange range,
            boolean forward,
            @Nullable EntryKey exclusiveStart)
            throws IOException {
        OpenTable table = catalog.require(definition);
        KeyBounds bounds = KeyBounds.of(table.space(index), range);
        return walk(table, index, bounds, forward, exclusiveStart);
    }

    @Override
    public ItemCursor scan(
            TableDefinition definition,
            @Nullable IndexDefinition index,
            int segment,
            int totalSegments,
            @Nullable EntryKey exclusiveStart)
            throws IOException {
        OpenTable table = catalog.require(definition);
        KeyBounds bounds = KeyBounds.ofSegment(table.space(index), segment, totalSegments);
        return walk(table, index, bounds, true, exclusiveStart);
    }

    @Override
    public boolean isInSegment(
            TableDefinition definition, @Nullable IndexDefinition index, int segment, int totalSegments, EntryKey entry)
            throws IOException {
        OpenTable table = catalog.require(definition);
        return KeyBounds.ofSegment(table.space(index), segment, totalSegments).contains(storeKey(table, index, entry));
    }

    private ItemCursor walk(
            OpenTable table,
            @Nullable IndexDefinition index,
            KeyBounds all,
            boolean forward,
            @Nullable EntryKey exclusiveStart)
            throws IOException {
        KeyBounds bounds = exclusiveStart == null ? all : all.past(storeKey(table, index, exclusiveStart), forward);
        if (bounds.isEmpty()) {
            return new StoredItems(null, forward, scratches.get().places(), null);
        }
        Snapshot moment = index == null || index.holdsAll() ? null : store.snapshot();
        Cursor cursor = null;
        try {
            cursor = store.cursor(bounds.from(), bounds.to(), moment);
            // The cursor stays at its moment: if the table is not leaving by now, it was whole at that moment.
            catalog.requireStaying(table, index);
            return new StoredItems(
                    cursor,
                    forward,
                    scratches.get().places(),
                    moment == null
                            ? null
                            : new StoredItems.Base(
                                    store,
                                    moment,
                                    table.space(),
                                    table.definition().key()));
        } catch (IOException | RuntimeException | Error e) {
            if (cursor != null) {
                cursor.close();
            }
            if (moment != null) {
                moment.close();
            }
            throw e;
        }
    }

    private static Slice storeKey(OpenTable table, @Nullable IndexDefinition index, EntryKey entry) {
        ItemKey base = ItemKey.of(table.space(), entry.base());
        return index == null
                ? base.store()
                : base.entryIn(table.space(index), index, Objects.requireNonNull(entry.index(), "no key of the index"));
    }

    @Override
    public void awaitDurable(long restsOn, @Nullable Durability override) throws IOException {
        if (mustSync(override)) {
            store.awaitDurable(restsOn);
        }
    }

    @Override
    public CompletableFuture<Void> whenDurable(long restsOn, @Nullable Durability override) {
        // What is durable already, as almost everything that is read, needs no other thread.
        if (!mustSync(override) || restsOn <= store.durableSequence()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> future = new CompletableFuture<>();
        acknowledgements.give(restsOn, new Acknowledgements.Answer() {
            @Override
            public void durable() {
                future.complete(null);
            }

            @Override
            public void failed(Throwable cause) {
                future.completeExceptionally(cause);
            }
        });
        return future;
    }

    private boolean mustSync(@Nullable Durability override) {
        return (override == null ? durability : override) == Durability.SYNC;
    }

    /** For what is answered from memory: everything else finds out by itself. */
    public void requireOpen() throws ClosedStoreException {
        if (closed) {
            throw new ClosedStoreException();
        }
    }

    /**
     * Deletes what has expired, now. With a timer the store does so by itself about once a second.
     *
     * @return how many items
     */
    public long deleteExpired() throws IOException {
        return expirySweeper.look(clock.instant());
    }

    /**
     * Stops. Writes that hold their latch are done first, and everything done is synced; later calls throw
     * {@link ClosedStoreException}. Whoever still waits for a write done before gets its answer. Does nothing when it is
     * closed already.
     */
    @Override
    public void close() throws IOException {
        if (periodicSync != null) {
            periodicSync.stop();
        }
        if (upkeep != null) {
            upkeep.stop();
        }
        expirySchedule.stop();
        try {
            catalog.close(this::syncForTheLastTime);
            indexFilling.stop();
        } finally {
            store.close();
        }
    }

    /** Requires: the catalog's lock is held. */
    private void syncForTheLastTime() throws IOException {
        KeyLatches.Held all = latches.holdAll();
        try {
            if (!closed) {
                closed = true;
                store.awaitDurable(store.visibleSequence());
            }
        } finally {
            all.close();
        }
    }

    static Found found(ReadResult read) {
        Slice value = read.value();
        return new Found(value.array(), value.offset(), value.length(), read.sequence());
    }

    static EncodedItem item(boolean found, ReadResult read) {
        Slice value = read.value();
        return found ? EncodedItem.of(value.array(), value.offset(), value.length()) : EncodedItem.EMPTY;
    }
}
