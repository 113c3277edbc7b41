package dev.dolmen.lsm;

import static dev.dolmen.lsm.TestStores.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.count.Census;
import dev.dolmen.lsm.version.FileNames;
import dev.dolmen.lsm.version.SpaceTotal;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is counted, and what becomes of it when a table cannot be read. */
class CensusTest {

    private static final int SPACE = ByteBuffer.wrap("rows".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
            .getInt();
    private static final int OTHER = SPACE + 1;
    private static final StoreOptions OPTIONS =
            StoreOptions.builder().blockBytes(256).logSegmentBytes(1 << 20).build();

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock();

    private OrderedStore open() throws IOException {
        return OrderedStore.open(TestStores.DIRECTORY, OPTIONS, TestStores.components(disk, clock));
    }

    private static Slice key(int number) {
        return slice("rows" + (1000 + number));
    }

    private static void put(OrderedStore store, int from, int to, String value) throws IOException {
        for (int i = from; i < to; i++) {
            store.commit(new WriteBatch().put(key(i), slice(value)));
        }
    }

    private static long count(OrderedStore store) throws IOException {
        try (Census census = store.census()) {
            return census.of(SPACE).keys();
        }
    }

    private Path onlyTable() {
        List<Path> tables = disk.files().stream()
                .filter(file ->
                        FileNames.tableNumber(file.getFileName().toString()).isPresent())
                .toList();
        assertThat(tables).hasSize(1);
        return tables.get(0);
    }

    /** Flips a bit of the first block; flipped again it is as before. */
    private void flip(Path table) throws IOException {
        disk.damage(table).flipBit(100, 3);
    }

    @Test
    void keepsItsMoment() throws IOException {
        try (OrderedStore store = open()) {
            put(store, 0, 100, "a");
            long last = store.commit(new WriteBatch().delete(key(7)));
            try (Census before = store.census()) {
                store.commit(new WriteBatch().deleteRange(slice("rows"), slice("rowt")));
                put(store, 0, 3, "b");
                store.flush();
                store.compact();
                put(store, 3, 5, "b");
                assertThat(before.of(SPACE).keys()).isEqualTo(99);
                assertThat(before.of(OTHER)).isEqualTo(SpaceTotal.NONE);
                assertThat(before.newestSequenceSeen()).isEqualTo(last);
            }
            assertThat(count(store)).isEqualTo(5);
        }
        try (OrderedStore store = open()) {
            assertThat(count(store)).isEqualTo(5);
        }
    }

    @Test
    void restsOnWhatIsInMemoryAlone() throws IOException {
        try (OrderedStore store = open()) {
            put(store, 0, 10, "a");
            store.flush();
            long other = store.commit(new WriteBatch().put(slice("rowt1"), slice("a")));
            try (Census census = store.census()) {
                assertThat(census.of(SPACE).keys()).isEqualTo(10);
                assertThat(census.newestSequenceSeen()).isZero();
                assertThat(census.of(OTHER).keys()).isEqualTo(1);
                assertThat(census.newestSequenceSeen()).isEqualTo(other);
            }
        }
    }

    @Test
    void aTableThatCannotBeReadHoldsUpNoFlush() throws IOException {
        try (OrderedStore store = open()) {
            put(store, 0, 100, "first");
            store.flush();
        }
        Path table = onlyTable();
        flip(table);
        try (OrderedStore store = open()) {
            put(store, 0, 200, "second");
            store.commit(new WriteBatch().put(slice("rowt1"), slice("other")));
            assertThatThrownBy(() -> count(store))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining(table.toString());
            store.flush();
            assertThatThrownBy(() -> count(store))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining(table.toString());
            try (Census census = store.census()) {
                assertThat(census.of(OTHER).keys()).as("of another space").isEqualTo(1);
            }
        }
        flip(table);
        try (OrderedStore store = open()) {
            put(store, 200, 210, "third");
            assertThat(count(store)).as("counted").isEqualTo(210);
        }
        flip(table);
        try (OrderedStore store = open()) {
            assertThat(count(store)).as("settled again").isEqualTo(210);
        }
    }

    @Test
    void whatIsDeletedAsAWholeIsNotRead() throws IOException {
        try (OrderedStore store = open()) {
            put(store, 0, 100, "first");
            store.flush();
        }
        flip(onlyTable());
        try (OrderedStore store = open()) {
            store.commit(new WriteBatch().deleteRange(slice("rows"), slice("rowt")));
            put(store, 0, 3, "second");
            assertThat(count(store)).isEqualTo(3);
            store.flush();
            assertThat(count(store)).isEqualTo(3);
        }
    }
}
