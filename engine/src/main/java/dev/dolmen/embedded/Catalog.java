package dev.dolmen.embedded;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.OrderedStore;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.encoding.Decoder;
import dev.dolmen.lsm.encoding.Encoder;
import dev.dolmen.lsm.encoding.MalformedEncodingException;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.ValidationException;
import dev.dolmen.table.IndexDefinition;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.TimeToLive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The tables there are: in memory, and as records in the store that say the same.
 *
 * <p>A table enters memory once its creation is durable and leaves memory once its drop is durable, so nothing said from
 * memory can be undone by a crash. Ids come from a counter that is raised in the batch that uses them: never twice, not
 * even after a crash, so whatever is left of a dropped table has no way back.
 *
 * <p>Dropping takes every latch and marks the table before it commits: a write that holds its latch is either done by
 * then or sees the mark. A read that may have met the drop half way looks at the mark after it has read. Whoever sees
 * the mark waits for the catalog's lock, under which the drop becomes durable, and then knows.
 *
 * <p>Locks: the catalog's, then the latches. Thread-safe.
 */
final class Catalog {

    private static final String NOT_FOUND = "Requested resource not found";

    private final OrderedStore store;
    private final KeyLatches latches;
    private final DefinitionRecords records;
    private final TimeToLiveSwitch timeToLive;
    private final IndexSwitch indexes;
    private final ReentrantLock changing = new ReentrantLock();
    private final ConcurrentHashMap<String, OpenTable> tables = new ConcurrentHashMap<>();

    /** Guarded by the lock. */
    private boolean closed;

    private Catalog(OrderedStore store, KeyLatches latches) {
        this.store = store;
        this.latches = latches;
        this.records = new DefinitionRecords(store, latches);
        this.timeToLive = new TimeToLiveSwitch(records);
        this.indexes = new IndexSwitch(store, latches, records);
    }

    /** Reads the tables there are. Requires: the keyspace's format has been checked. */
    static Catalog open(OrderedStore store, KeyLatches latches) throws IOException {
        Catalog catalog = new Catalog(store, latches);
        try (Cursor cursor = store.cursor(Keyspace.table(Slice.EMPTY), Keyspace.tablesEnd(), null)) {
            for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                TableDefinition table = DefinitionRecords.decode(cursor.value());
                catalog.tables.put(table.name(), new OpenTable(store, table));
            }
        }
        for (OpenTable table : catalog.tables.values()) {
            catalog.timeToLive.finish(table);
            catalog.indexes.finish(table);
        }
        return catalog;
    }

    /** The table of that name, or null. */
    @Nullable
    OpenTable open(String name) {
        return tables.get(name);
    }

    @Nullable
    TableDefinition table(String name) {
        OpenTable table = tables.get(name);
        return table == null ? null : table.definition();
    }

    /** The tables that keep expiry times. */
    List<OpenTable> withExpiry() {
        return tables.values().stream().filter(table -> table.expiry() != null).toList();
    }

    /** The tables of which an index is being filled. */
    List<OpenTable> withFilling() {
        return tables.values().stream().filter(table -> table.filling() != null).toList();
    }

    List<String> names() {
        return tables.keySet().stream().sorted().toList();
    }

    /**
     * The table of this definition.
     *
     * @throws ResourceNotFoundException when it has been dropped, though another of its name may have been created
     */
    OpenTable require(TableDefinition definition) throws IOException {
        OpenTable table = tables.get(definition.name());
        if (table == null || table.definition().id() != definition.id()) {
            throw new ResourceNotFoundException(NOT_FOUND);
        }
        requireStaying(table);
        return table;
    }

    /**
     * Returns when the table is not being dropped: to be called after reading from it, before answering. Requires: no
     * latch is held.
     *
     * @throws ResourceNotFoundException when it has been dropped; that is durable then
     */
    void requireStaying(OpenTable table) throws IOException {
        if (!table.isLeaving()) {
            return;
        }
        changing.lock();
        try {
            if (tables.get(table.definition().name()) != table) {
                throw new ResourceNotFoundException(NOT_FOUND);
            }
            if (table.isLeaving()) {
                // The drop was committed but could not be made durable: this throws what that threw.
                store.awaitDurable(store.visibleSequence());
                throw new ResourceNotFoundException(NOT_FOUND);
            }
        } finally {
            changing.unlock();
        }
    }

    /**
     * Returns when an index of the table is not being deleted: to be called after reading from it, before answering.
     *
     * @throws ValidationException when it has been deleted
     */
    void requireStaying(OpenTable table, @Nullable IndexDefinition index) throws IOException {
        requireStaying(table);
        if (index == null || index.isLocal()) {
            return;
        }
        IndexDefinition current = table.definition().index(index.name());
        // That it is being deleted is durable before anyone sees it.
        if (current == null || current.id() != index.id() || !current.isKept()) {
            throw new ValidationException("The table does not have the specified index: " + index.name());
        }
    }

    Optional<TableDefinition> create(TableDefinition definition) throws IOException {
        changing.lock();
        try {
            requireOpen();
            if (tables.containsKey(definition.name())) {
                return Optional.empty();
            }
            int id = nextId();
            int next = id + Keyspace.SPACES_PER_TABLE;
            List<IndexDefinition> indexes = new ArrayList<>();
            for (IndexDefinition index : definition.indexes()) {
                indexes.add(index.isLocal() ? index : index.withId(next));
                next += index.isLocal() ? 0 : Keyspace.SPACES_PER_TABLE;
            }
            TableDefinition created = definition.withIds(id, indexes);
            WriteBatch batch = new WriteBatch();
            batch.put(Keyspace.nextId(), new Encoder(8).u32(next).slice());
            records.write(created, batch);
            tables.put(created.name(), new OpenTable(store, created));
            return Optional.of(created);
        } finally {
            changing.unlock();
        }
    }

    private int nextId() throws IOException {
        ReadResult record = new ReadResult();
        if (!store.get(Keyspace.nextId(), null, record)) {
            return Keyspace.FIRST_TABLE_SPACE;
        }
        int next = new Decoder(record.value()).u32();
        if (next < Keyspace.FIRST_TABLE_SPACE || next % Keyspace.SPACES_PER_TABLE != 0) {
            throw new MalformedEncodingException(0, "impossible next table id " + Integer.toUnsignedString(next));
        }
        return next;
    }

    /** The id of a new block, which the batch takes. */
    private int takeId(WriteBatch batch) throws IOException {
        int id = nextId();
        batch.put(
                Keyspace.nextId(),
                new Encoder(Integer.BYTES).u32(id + Keyspace.SPACES_PER_TABLE).slice());
        return id;
    }

    @Nullable
    TableDefinition change(String name, UnaryOperator<TableDefinition> change) throws IOException {
        changing.lock();
        try {
            requireOpen();
            OpenTable table = tables.get(name);
            if (table == null || table.isLeaving()) {
                return null;
            }
            timeToLive.finish(table);
            TableDefinition before = indexes.finish(table);
            TableDefinition changed = change.apply(before);
            if (before.timeToLive() == null && changed.timeToLive() != null) {
                WriteBatch batch = new WriteBatch();
                return timeToLive.enable(table, changed, takeId(batch), batch);
            }
            if (before.timeToLive() != null && changed.timeToLive() == null) {
                return timeToLive.disable(table, changed);
            }
            if (!IndexSwitch.missing(changed, before).isEmpty()) {
                WriteBatch batch = new WriteBatch();
                return indexes.create(table, changed, takeId(batch), batch);
            }
            List<IndexDefinition> gone = IndexSwitch.missing(before, changed);
            if (!gone.isEmpty()) {
                return indexes.delete(table, changed, gone);
            }
            records.write(changed, new WriteBatch());
            table.setDefinition(changed);
            return changed;
        } finally {
            changing.unlock();
        }
    }

    /** An index has been filled; does nothing when it or its table has gone meanwhile. */
    void activate(OpenTable table, FillingIndex filling) throws IOException {
        changing.lock();
        try {
            requireOpen();
            if (!table.isLeaving() && table.filling() == filling) {
                indexes.activate(table, filling);
            }
        } finally {
            changing.unlock();
        }
    }

    @Nullable
    TableDefinition drop(String name) throws IOException {
        changing.lock();
        try {
            requireOpen();
            OpenTable table = tables.get(name);
            if (table == null) {
                return null;
            }
            long sequence = table.isLeaving() ? store.visibleSequence() : commitDrop(table);
            store.awaitDurable(sequence);
            tables.remove(name);
            table.gone();
            return table.definition();
        } finally {
            changing.unlock();
        }
    }

    /** Requires: the lock is held. When this throws, the table is as it was. */
    private long commitDrop(OpenTable table) throws IOException {
        WriteBatch batch = new WriteBatch();
        DefinitionRecords.delete(table.definition(), batch);
        deleteEverythingOf(table, batch);
        KeyLatches.Held all = latches.holdAll();
        boolean committed = false;
        try {
            table.setLeaving(true);
            long sequence = store.commit(batch);
            committed = true;
            return sequence;
        } finally {
            table.setLeaving(committed);
            all.close();
        }
    }

    /** Adds range tombstones over all that lies in the store because of a table, save its record. */
    static void deleteEverythingOf(OpenTable table, WriteBatch batch) {
        deleteBlock(table.space(), batch);
        for (IndexDefinition index : table.definition().indexes()) {
            if (!index.isLocal()) {
                deleteBlock(table.space(index), batch);
            }
        }
        TimeToLive timeToLive = table.definition().timeToLive();
        if (timeToLive != null) {
            deleteBlock(timeToLive.indexId(), batch);
        }
    }

    static void deleteBlock(int space, WriteBatch batch) {
        batch.deleteRange(Keyspace.spaceStart(space), Keyspace.spaceStart(space + Keyspace.SPACES_PER_TABLE));
    }

    /** What is left to do once no table is being created or dropped, and none will be. */
    interface Closing {
        void run() throws IOException;
    }

    /** Lets no table be created or dropped any more, and then does the rest of closing, under the lock. */
    void close(Closing rest) throws IOException {
        changing.lock();
        try {
            closed = true;
            rest.run();
        } finally {
            changing.unlock();
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new ClosedStoreException();
        }
    }
}
