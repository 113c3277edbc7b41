package dev.dolmen.lsm;

import static dev.dolmen.lsm.TestStores.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a store takes of the heap stays within its budget, and no answer depends on how large that is. */
class MemoryBudgetTest {

    private static final int KEYS = 2_000;

    private static final StoreOptions OPTIONS = StoreOptions.builder()
            .memtableBytes(40_000)
            .sealedMemtables(1)
            .tableBytes(60_000)
            .blockBytes(500)
            .baseLevelBytes(100_000)
            .levelMultiplier(3)
            .level0Files(2, 6, 10)
            .logSegmentBytes(50_000)
            .build();

    private static final long MEMTABLES = 2 * 40_000;

    private static OrderedStore open(SimulatedDisk disk, long tablesBudget) throws IOException {
        return TestStores.open(
                disk, OPTIONS.toBuilder().memoryBudget(MEMTABLES + tablesBudget).build());
    }

    private static Slice key(int number) {
        return slice("key" + (10_000 + number));
    }

    private static Slice value(Random random) {
        return slice("a value that looks like all the others, number " + random.nextInt(100_000)
                + " of them, and of about this length".repeat(1 + random.nextInt(3)));
    }

    /** A store with this budget, beside what must be in it. */
    private static final class Run implements AutoCloseable {

        private final SimulatedDisk disk = new SimulatedDisk();
        private final long tablesBudget;
        private OrderedStore store;
        private final ReadResult result = new ReadResult();

        private Run(long tablesBudget) throws IOException {
            this.tablesBudget = tablesBudget;
            store = MemoryBudgetTest.open(disk, tablesBudget);
        }

        private void requireWithinBudget() throws IOException {
            StoreStatistics now = store.statistics();
            assertThat(now.memoryBudget()).isEqualTo(MEMTABLES + tablesBudget);
            long room = Math.max(0, now.memoryBudget() - now.memtableBytes() - now.openTableBytes());
            assertThat(now.cachedBytes()).isBetween(0L, room);
        }

        private void get(TreeMap<Slice, Slice> model, Slice key) throws IOException {
            assertThat(store.get(key, null, result)).isEqualTo(model.containsKey(key));
            if (result.found()) {
                assertThat(result.value()).isEqualTo(model.get(key));
            }
        }

        private void walk(TreeMap<Slice, Slice> model, Slice from, int most) throws IOException {
            var expected = model.tailMap(from).entrySet().iterator();
            try (Cursor cursor = store.cursor(from, null, null)) {
                boolean more = cursor.seekToFirst();
                for (int i = 0; i < most && expected.hasNext(); i++, more = cursor.next()) {
                    var entry = expected.next();
                    assertThat(more).isTrue();
                    assertThat(cursor.key()).isEqualTo(entry.getKey());
                    assertThat(cursor.value()).isEqualTo(entry.getValue());
                }
            }
        }

        private void reopen() throws IOException {
            close();
            store = MemoryBudgetTest.open(disk, tablesBudget);
        }

        @Override
        public void close() throws IOException {
            TestStores.check(store);
            store.close();
        }
    }

    /** With few decoded blocks, with a few more, with about half of all, with all. */
    @Property(tries = 25)
    void answersDoNotDependOnIt(@ForAll long seed) throws IOException {
        try (Run least = new Run(0);
                Run few = new Run(20_000);
                Run half = new Run(200_000);
                Run all = new Run(10_000_000)) {
            Run[] runs = {least, few, half, all};
            Random random = new Random(seed);
            TreeMap<Slice, Slice> model = new TreeMap<>();
            for (int i = 0; i < 150; i++) {
                step(random, model, runs);
                for (Run run : runs) {
                    run.requireWithinBudget();
                }
            }
            for (Run run : runs) {
                assertThat(TestStores.contents(run.store, null)).isEqualTo(model);
            }
        }
    }

    private static void step(Random random, TreeMap<Slice, Slice> model, Run... runs) throws IOException {
        int kind = random.nextInt(40);
        // Some keys are used much more than others.
        int first = random.nextInt(random.nextBoolean() ? KEYS : KEYS / 20);
        WriteBatch batch = new WriteBatch();
        if (kind < 10) {
            for (int i = 0; i < 50; i++) {
                Slice key = key((first + i * (1 + kind)) % KEYS);
                Slice value = value(random);
                batch.put(key, value);
                model.put(key, value);
            }
        } else if (kind < 12) {
            Slice to = key(first + 1 + random.nextInt(100));
            batch.deleteRange(key(first), to);
            TestStores.deleteRange(model, key(first), to);
        }
        int walked = 1 + random.nextInt(200);
        for (Run run : runs) {
            if (kind < 12) {
                run.store.commit(batch);
            } else if (kind < 24) {
                for (int i = 0; i < 50; i++) {
                    run.get(model, key((first + i * kind % 7) % KEYS));
                }
            } else if (kind < 34) {
                run.walk(model, key(first), walked);
            } else if (kind < 36) {
                run.store.flush();
            } else if (kind < 38) {
                run.store.compact();
            } else if (kind < 39) {
                run.reopen();
            }
        }
    }

    private static void fill(OrderedStore store) throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < KEYS; i++) {
            store.commit(new WriteBatch().put(key(i), value(random)));
        }
    }

    private static void scan(OrderedStore store) throws IOException {
        try (Cursor cursor = store.cursor(Slice.EMPTY, null, null)) {
            for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                assertThat(cursor.value().length()).isPositive();
            }
        }
    }

    /** For as long as the store remembers what memtables needed. */
    private static void restForMinutes(OrderedStore store, SimulatedClock clock) throws IOException {
        for (int minute = 0; minute < 2; minute++) {
            clock.step(Duration.ofMinutes(1));
            store.tend();
        }
    }

    @Example
    void whatADroppedTableHadDecodedIsGivenUp() throws IOException {
        try (OrderedStore store = open(new SimulatedDisk(), 10_000_000)) {
            fill(store);
            store.compact();
            assertThat(store.statistics().cachedBytes()).isZero();
            scan(store);
            assertThat(store.statistics().cachedBytes()).isGreaterThan(200_000);
            store.commit(new WriteBatch().deleteRange(key(0), key(KEYS)));
            store.compact();
            assertThat(store.statistics().cachedBytes()).isZero();
            assertThat(store.statistics().cacheEvictions()).isZero();
        }
    }

    /** Flushes are kept from running, so that writers fill more memtables than there is room for. */
    @Example
    void decodedBlocksMakeRoomForMemtables() throws IOException {
        Queue<Runnable> background = new ArrayDeque<>();
        SimulatedDisk disk = new SimulatedDisk();
        SimulatedClock clock = new SimulatedClock();
        StoreComponents components = new StoreComponents(disk, clock, background::add, () -> 42);
        StoreOptions options =
                OPTIONS.toBuilder().memoryBudget(MEMTABLES + 300_000).build();
        try (OrderedStore store = OrderedStore.open(TestStores.DIRECTORY, options, components)) {
            fill(store);
            store.compact();
            restForMinutes(store, clock);
            scan(store);
            scan(store);
            long cached = store.statistics().cachedBytes();
            assertThat(cached).isGreaterThan(200_000);
            Random random = new Random(1);
            long most = 0;
            for (int i = 0; i < 700; i++) {
                store.commit(new WriteBatch().put(key(i), value(random)));
                StoreStatistics now = store.statistics();
                most = Math.max(most, now.memtableBytes());
                assertThat(now.memtableBytes() + now.openTableBytes() + now.cachedBytes())
                        .isLessThanOrEqualTo(options.memoryBudget());
            }
            assertThat(most).isGreaterThan(MEMTABLES);
            assertThat(store.statistics().cachedBytes()).isLessThan(cached);
            while (!background.isEmpty()) {
                background.remove().run();
            }
        }
    }

    /** What the memtables of a loaded store had is lent to blocks once a minute has passed without a write. */
    @Example
    void decodedBlocksHaveWhatMemtablesDoNotNeed() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        SimulatedClock clock = new SimulatedClock();
        StoreComponents components = new StoreComponents(disk, clock, Runnable::run, () -> 42);
        StoreOptions options =
                OPTIONS.toBuilder().memoryBudget(MEMTABLES + 40_000).build();
        try (OrderedStore store = OrderedStore.open(TestStores.DIRECTORY, options, components)) {
            fill(store);
            store.compact();
            scan(store);
            scan(store);
            long whileWritten = store.statistics().cachedBytes();
            // Each memtable is flushed as soon as it is full, so there was never more than one.
            assertThat(whileWritten).isBetween(1L, options.memoryBudget() - options.memtableBytes());
            restForMinutes(store, clock);
            scan(store);
            scan(store);
            long atRest = store.statistics().cachedBytes();
            assertThat(atRest).isGreaterThan(options.memoryBudget() - MEMTABLES / 2);
            store.commit(new WriteBatch().put(key(0), slice("new")));
            assertThat(store.statistics().cachedBytes()).isGreaterThan(atRest - MEMTABLES / 4);
        }
    }

    @Example
    void memtablesMustFit() {
        assertThatThrownBy(() -> OPTIONS.toBuilder().memoryBudget(MEMTABLES - 1).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("impossible memoryBudget: 79999");
    }
}
