package dev.dolmen.lsm;

import static dev.dolmen.lsm.TestStores.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.version.FileNames;
import dev.dolmen.sstable.TableMemory;
import dev.dolmen.sstable.TableReader;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is flushed is compressed, with dictionaries of the tables before. */
class CompressedFlushTest {

    private static final int FLUSHES = 5;
    private static final int ROWS = 8_000;

    private static final StoreOptions OPTIONS =
            StoreOptions.builder().memtableBytes(16 << 20).build();

    private final SimulatedDisk disk = new SimulatedDisk();
    private final TreeMap<Slice, Slice> model = new TreeMap<>();
    private final Random random = new Random(7);

    /** Flushes rows with these names. */
    private void flush(OrderedStore store, String... names) throws IOException {
        for (int i = 0; i < ROWS; i++) {
            StringBuilder row = new StringBuilder();
            for (String name : names) {
                row.append(name).append('=').append(random.nextInt(1_000_000)).append(';');
            }
            Slice key = slice("key-" + random.nextInt(1_000_000));
            Slice value = slice(row.toString());
            store.commit(new WriteBatch().put(key, value));
            model.put(key, value);
        }
        store.flush();
    }

    private void flushPeople(OrderedStore store) throws IOException {
        flush(store, "department", "salary-per-year", "position", "telephone-number", "year-of-birth");
    }

    private int dictionaries() throws IOException {
        int count = 0;
        for (Path file : disk.files()) {
            OptionalLong number = FileNames.tableNumber(file.getFileName().toString());
            if (number.isPresent()) {
                try (TableReader reader = TableReader.open(disk, file, number.getAsLong(), new TableMemory(0))) {
                    count += reader.dictionaries().count();
                }
            }
        }
        return count;
    }

    private void check(OrderedStore store) throws IOException {
        TestStores.check(store);
        assertThat(TestStores.contents(store, null)).isEqualTo(model);
    }

    @Test
    void dictionariesGoFromFlushToFlushAndIntoTheMerge() throws IOException {
        try (OrderedStore store = TestStores.open(disk, OPTIONS)) {
            flushPeople(store);
            int own = dictionaries();
            assertThat(own).as("of the first table").isEqualTo(2);
            long first = store.statistics().flushedBytes();
            for (int i = 1; i < FLUSHES; i++) {
                flushPeople(store);
            }
            assertThat(dictionaries()).as("one for each of the others").isEqualTo(own + FLUSHES - 1);
            assertThat(store.statistics().flushedBytes()).isLessThan(FLUSHES * first);
            check(store);
            store.compact();
            assertThat(dictionaries()).as("after the merge").isEqualTo(own);
            check(store);
        }
    }
}
