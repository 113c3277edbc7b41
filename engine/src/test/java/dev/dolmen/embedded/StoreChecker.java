package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.lsm.count.Census;
import dev.dolmen.lsm.encoding.Decoder;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.lsm.version.SpaceTotal;
import dev.dolmen.table.Expiry;
import dev.dolmen.table.IndexDefinition;
import dev.dolmen.table.IndexKey;
import dev.dolmen.table.ItemCursor;
import dev.dolmen.table.PrimaryKey;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.TableStatistics;
import dev.dolmen.table.TimeToLive;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Checks that everything derived from a table's items says what the items say, and that nothing lies outside a table. */
final class StoreChecker {

    private StoreChecker() {}

    static void check(EmbeddedItemStore store) throws IOException {
        for (String name : store.tableNames()) {
            TableDefinition table = store.table(name);
            assertThat(table).isNotNull();
            checkTable(store, table);
        }
        checkNothingElse(store);
        store.orderedStore().verify();
    }

    private static void checkTable(EmbeddedItemStore store, TableDefinition table) throws IOException {
        OpenTable open = new OpenTable(store.orderedStore(), table);
        long count = 0;
        long bytes = 0;
        Map<Slice, Long> collections = new HashMap<>();
        Map<String, TreeMap<Slice, EncodedItem>> expected = new HashMap<>();
        Set<Slice> expiring = new HashSet<>();
        TimeToLive timeToLive = table.timeToLive();
        table.indexes().forEach(index -> expected.put(index.name(), new TreeMap<>()));
        try (ItemCursor items = store.scan(table, null, 0, 1, null)) {
            while (items.next()) {
                EncodedItem item = EncodedItem.of(items.item().toByteArray());
                assertThat(EncodedItem.of(item.decode())).isEqualTo(item);
                count++;
                bytes += item.sizeBytes();
                PrimaryKey primaryKey = table.key().keyOf(item);
                ItemKey key = ItemKey.of(open.space(), primaryKey);
                Slice collection = Keyspace.collection(open.space(), key.partitionHash(), key.partitionKey());
                collections.merge(collection, (long) item.sizeBytes(), Long::sum);
                long second = timeToLive == null ? Expiry.NEVER : Expiry.secondOf(timeToLive, item);
                if (timeToLive != null && second != Expiry.NEVER) {
                    expiring.add(Keyspace.expiry(Keyspace.expiryTimesOf(timeToLive.indexId()), second, key));
                }
                for (IndexDefinition index : table.indexes()) {
                    IndexKey.Values values = index.key().of(item);
                    FillingIndex filling = open.filling();
                    boolean unfilled = filling != null
                            && filling.index().name().equals(index.name())
                            && filling.isStillToCome(key);
                    if (values != null && !unfilled) {
                        EncodedItem projected =
                                index.holdsAll() ? item : item.project(index.heldAttributes(table.key()));
                        expected.get(index.name()).put(key.entryIn(open.space(index), index, values), projected);
                        collections.merge(collection, index.isLocal() ? entryBytes(projected) : 0, Long::sum);
                    }
                }
            }
        }
        TableStatistics statistics = store.statistics(table);
        assertThat(statistics.items()).isEqualTo(new TableStatistics.Counts(count, bytes));
        for (IndexDefinition index : table.indexes()) {
            checkIndex(store, open, index, expected.get(index.name()), statistics);
        }
        checkCollections(store, open, table.hasLocalIndexes() ? collections : Map.of());
        if (timeToLive != null) {
            checkExpiry(store, timeToLive, expiring);
        }
    }

    /** While the times of older items are still being gathered, some may be missing; none is ever there for no item. */
    private static void checkExpiry(EmbeddedItemStore store, TimeToLive timeToLive, Set<Slice> expected)
            throws IOException {
        assertThat(timeToLive.isEnabled()).isTrue();
        int space = Keyspace.expiryTimesOf(timeToLive.indexId());
        Set<Slice> found = new HashSet<>();
        try (Cursor cursor =
                store.orderedStore().cursor(Keyspace.spaceStart(space), Keyspace.spaceStart(space + 1), null)) {
            for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                found.add(new Slice(cursor.key().toByteArray()));
                assertThat(cursor.value()).isEqualTo(Slice.EMPTY);
            }
        }
        if (store.orderedStore().get(Keyspace.expiryProgress(timeToLive.indexId()), null, new ReadResult())) {
            assertThat(expected).containsAll(found);
        } else {
            assertThat(found).isEqualTo(expected);
        }
    }

    /** What the semantics count for an index entry; the checker must not know better than they do. */
    private static long entryBytes(EncodedItem projected) {
        return projected.sizeBytes();
    }

    private static void checkIndex(
            EmbeddedItemStore store,
            OpenTable table,
            IndexDefinition index,
            TreeMap<Slice, EncodedItem> expected,
            TableStatistics statistics)
            throws IOException {
        TreeMap<Slice, EncodedItem> found = new TreeMap<>();
        int space = table.space(index);
        try (Cursor cursor =
                store.orderedStore().cursor(Keyspace.spaceStart(space), Keyspace.spaceStart(space + 1), null)) {
            for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                found.put(
                        new Slice(cursor.key().toByteArray()),
                        EncodedItem.of(cursor.value().toByteArray()));
            }
        }
        assertThat(found).isEqualTo(expected);
        long bytes =
                expected.values().stream().mapToLong(StoreChecker::entryBytes).sum();
        assertThat(statistics.index(index.name())).isEqualTo(new TableStatistics.Counts(expected.size(), bytes));
    }

    private static void checkCollections(EmbeddedItemStore store, OpenTable table, Map<Slice, Long> expected)
            throws IOException {
        Map<Slice, Long> found = new HashMap<>();
        int space = Keyspace.collectionsOf(table.space());
        try (Cursor cursor =
                store.orderedStore().cursor(Keyspace.spaceStart(space), Keyspace.spaceStart(space + 1), null)) {
            for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                found.put(new Slice(cursor.key().toByteArray()), new Decoder(cursor.value()).varint());
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    /** Nothing is counted of tables and indexes that there are no more. */
    private static void checkNothingElseCounts(EmbeddedItemStore store, Set<Long> ids) throws IOException {
        ReadResult next = new ReadResult();
        int end = store.orderedStore().get(Keyspace.nextId(), null, next)
                ? new Decoder(next.value()).u32()
                : Keyspace.FIRST_TABLE_SPACE;
        try (Census census = store.orderedStore().census()) {
            for (int space = Keyspace.FIRST_TABLE_SPACE; space < end; space++) {
                if (Keyspace.holdsItems(space) && !ids.contains((long) space - space % Keyspace.SPACES_PER_TABLE)) {
                    assertThat(census.of(space)).as("space %d", space).isEqualTo(SpaceTotal.NONE);
                }
            }
        }
    }

    /** Whatever lies in the spaces of tables belongs to a table there is, so a dropped one has left nothing. */
    private static void checkNothingElse(EmbeddedItemStore store) throws IOException {
        ReadResult format = new ReadResult();
        assertThat(store.orderedStore().get(Keyspace.format(), null, format)).isTrue();
        Set<Long> ids = new HashSet<>();
        for (String name : store.tableNames()) {
            TableDefinition table = java.util.Objects.requireNonNull(store.table(name));
            ids.add(table.id());
            table.indexes().stream().filter(index -> !index.isLocal()).forEach(index -> ids.add((long) index.id()));
            if (table.timeToLive() != null) {
                ids.add((long) table.timeToLive().indexId());
            }
        }
        checkNothingElseCounts(store, ids);
        Slice from = Keyspace.spaceStart(Keyspace.FIRST_TABLE_SPACE);
        Slice to = Keyspace.spaceStart(Keyspace.TOKEN_SPACES);
        try (Cursor cursor = store.orderedStore().cursor(from, to, null)) {
            for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                long space = new java.math.BigInteger(
                                1, cursor.key().subslice(0, Integer.BYTES).toByteArray())
                        .longValueExact();
                assertThat(ids).contains(space - space % Keyspace.SPACES_PER_TABLE);
            }
        }
    }
}
