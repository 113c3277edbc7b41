package dev.dolmen.lsm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/** How much compactions write for what was put, counted in bytes of tables, in stores of one thread. */
class WriteAmplificationTest {

    private static final int VALUE_BYTES = 80;
    private static final int ENTRY_BYTES = 8 + VALUE_BYTES;

    /** About 150 entries fill a memtable. */
    private static final StoreOptions OPTIONS = StoreOptions.builder()
            .memtableBytes(20_000)
            .tableBytes(20_000)
            .blockBytes(1_000)
            .baseLevelBytes(500_000)
            .logSegmentBytes(50_000)
            .compressed(false)
            .build();

    private final SimulatedDisk disk = new SimulatedDisk();
    private final TreeMap<Slice, Slice> model = new TreeMap<>();

    private void put(OrderedStore store, int key, Random random) throws IOException {
        byte[] value = new byte[VALUE_BYTES];
        random.nextBytes(value);
        store.commit(new WriteBatch().put(key(key), new Slice(value)));
        model.put(key(key), new Slice(value));
    }

    private static Slice key(int number) {
        return new Slice(ByteBuffer.allocate(8).putLong(number).array());
    }

    private void put(OrderedStore store, int count, IntUnaryOperator keys, long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < count; i++) {
            put(store, keys.applyAsInt(i), random);
        }
    }

    private void check(OrderedStore store) throws IOException {
        TestStores.check(store);
        assertThat(TestStores.contents(store, null)).isEqualTo(model);
    }

    private interface Puts {
        void run() throws IOException;
    }

    /** Bytes that compactions write for each byte put. */
    private static double compactedForEachOf(OrderedStore store, int puts, Puts what) throws IOException {
        long before = store.statistics().compactedBytes();
        what.run();
        return (store.statistics().compactedBytes() - before) / ((double) puts * ENTRY_BYTES);
    }

    @Test
    void whatIsOverwrittenAgainAndAgainDoesNotHaveTheRestRewritten() throws IOException {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        try (OrderedStore store = TestStores.open(disk, OPTIONS)) {
            put(store, 5_000, i -> i * 7_919 % 5_000, seed);
            store.compact();
            Random hot = new Random(seed);
            int puts = 15_000;
            // A tenth of the puts go anywhere, the others to fifty keys: of a memtable little is left to flush.
            double compacted = compactedForEachOf(
                    store,
                    puts,
                    () -> put(
                            store,
                            puts,
                            i -> hot.nextInt(10) == 0 ? hot.nextInt(5_000) : hot.nextInt(50) * 100,
                            seed + 1));
            assertThat(compacted).isLessThan(0.6);
            check(store);
        }
    }

    @Test
    void whatIsPutInOrderIsMovedNotRewritten() throws IOException {
        try (OrderedStore store = TestStores.open(disk, OPTIONS)) {
            int puts = 5_000;
            double compacted = compactedForEachOf(store, puts, () -> put(store, puts, i -> i, 1));
            assertThat(compacted).isZero();
            check(store);
        }
    }

    @Test
    void level0NeverHasMoreTablesThanItMay() throws IOException {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (OrderedStore store = TestStores.open(disk, OPTIONS)) {
            put(store, 5_000, i -> i, seed);
            for (int round = 0; round < 100; round++) {
                // As small as a table may be, or as large as a memtable lets it.
                int puts = random.nextInt(20) == 0 ? 150 : 1 + random.nextInt(5);
                put(store, puts, i -> random.nextInt(5_000), seed + round);
                if (random.nextInt(10) == 0) {
                    Slice key = key(random.nextInt(5_000));
                    store.commit(new WriteBatch().delete(key));
                    model.remove(key);
                }
                store.flush();
                assertThat(store.statistics().levels().get(0).files())
                        .as("tables on level 0")
                        .isLessThan(OPTIONS.level0CompactionFiles());
            }
            check(store);
        }
    }
}
