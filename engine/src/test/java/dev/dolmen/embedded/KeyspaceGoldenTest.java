package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.Transaction;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every kind of key and value, byte for byte. A difference means that databases of released versions no longer open:
 * raise {@link KeyspaceFormat#VERSION} and keep reading the old ones. {@code -Drewrite=true} writes the file anew.
 */
class KeyspaceGoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/keyspace-v1/listing.txt");

    @Test
    void aDatabaseHasTheseKeysAndValues() throws IOException {
        StringBuilder listing = new StringBuilder();
        try (EmbeddedItemStore store = Databases.openWithoutBackground(new SimulatedDisk(), new SimulatedClock())) {
            write(store);
            store.orderedStore().flush();
            try (Cursor cursor = store.orderedStore().cursor(Slice.EMPTY, null, null)) {
                for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                    listing.append(hex(cursor.key()))
                            .append(" = ")
                            .append(hex(cursor.value()))
                            .append('\n');
                }
            }
        }
        if (Boolean.getBoolean("rewrite")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, listing, StandardCharsets.UTF_8);
        }
        assertThat(listing.toString()).isEqualTo(Files.readString(GOLDEN, StandardCharsets.UTF_8));
    }

    private static void write(EmbeddedItemStore store) throws IOException {
        TableDefinition dropped = store.createTable(Writes.table("dropped")).orElseThrow();
        store.apply(Writes.put(dropped, Writes.item("a", 1, "v", 1)));
        TableDefinition plain = store.createTable(Writes.table("plain")).orElseThrow();
        TableDefinition indexed =
                store.createTable(Writes.indexedTable("indexed")).orElseThrow();
        store.dropTable("dropped");
        store.apply(Writes.put(plain, Writes.item("a", -1, "v", -1)));
        store.apply(Writes.delete(plain, Writes.key("b", 1), Writes.exists(), Writes.token("refused", "delete")));
        store.apply(Writes.put(indexed, Writes.item("a", 1, "v", 7)));
        store.apply(Writes.put(indexed, Writes.item("a", 1, "w", -1), null, Writes.token("put", "put a")));
        store.changeTable("plain", table -> table.withTags(Map.of("stage", "test")));
        store.transact(new Transaction(
                List.of(Writes.delete(plain, Writes.key("c", 1)), Writes.put(indexed, Writes.item("a", 2, "x", -1))),
                Writes.token("both", "c and a")));
        store.createTable(Writes.table("expiring"));
        TableDefinition expiring = ExpiryTest.enable(store, "expiring", "w");
        store.apply(Writes.put(expiring, Writes.item("a", 1, "v", 1_800_000_000)));
        OnlineIndexes.create(store, "plain", "deleted");
        OnlineIndexes.step(store, "plain");
        OnlineIndexes.delete(store, "plain", "deleted");
        OnlineIndexes.create(store, "expiring", "filled");
        OnlineIndexes.step(store, "expiring");
    }

    private static String hex(Slice bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }
}
