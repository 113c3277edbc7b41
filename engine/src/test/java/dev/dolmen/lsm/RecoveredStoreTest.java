package dev.dolmen.lsm;

import static dev.dolmen.lsm.TestStores.slice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.DiskFileSystem;
import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store does with what recovery found in its log. */
class RecoveredStoreTest {

    private static final byte[] VALUE = new byte[300];

    static {
        Arrays.fill(VALUE, (byte) 'v');
    }

    private static final StoreOptions SMALL = StoreOptions.builder()
            .memtableBytes(200_000)
            .sealedMemtables(1)
            .logSegmentBytes(30_000)
            .build();

    private static final StoreOptions LESS_MEMORY = TestStores.TINY.toBuilder()
            .memtableBytes(400)
            .sealedMemtables(1)
            .memoryBudget(2_000)
            .build();

    private final SimulatedClock clock = new SimulatedClock();
    private final ReadResult read = new ReadResult();

    @TempDir
    private Path directory;

    private OrderedStore open(StoreOptions options) throws IOException {
        return OrderedStore.open(directory, options, TestStores.components(new DiskFileSystem(), clock));
    }

    private static void put(OrderedStore store, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            store.commit(new WriteBatch().put(slice("key" + (100_000 + i)), new Slice(VALUE)));
        }
    }

    private static int count(OrderedStore store) throws IOException {
        int count = 0;
        try (Cursor cursor = store.cursor(Slice.EMPTY, null, null)) {
            for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                assertThat(cursor.value()).isEqualTo(new Slice(VALUE));
                count++;
            }
        }
        return count;
    }

    @Test
    void whatIsLessThanAMemtableIsNotFlushedByOpening() throws IOException {
        for (int opened = 0; opened < 5; opened++) {
            try (OrderedStore store = open(SMALL)) {
                assertThat(count(store)).isEqualTo(60 * opened);
                put(store, 60 * opened, 60 * opened + 60);
                assertThat(store.statistics().flushes()).isZero();
            }
        }
        try (OrderedStore store = open(SMALL)) {
            assertThat(store.statistics().sealedMemtables()).isEqualTo(1);
            put(store, 300, 700);
            assertThat(store.statistics().flushes()).isEqualTo(1);
            assertThat(store.statistics().sealedMemtables()).isZero();
            assertThat(count(store)).isEqualTo(700);
            TestStores.check(store);
        }
    }

    @Test
    void tombstonesThatWereRecoveredAreFlushedInTime() throws IOException {
        try (OrderedStore store = open(SMALL)) {
            put(store, 0, 10);
            store.flush();
            store.commit(new WriteBatch().deleteRange(slice("key"), slice("kez")));
        }
        try (OrderedStore store = open(SMALL)) {
            store.tend();
            assertThat(store.statistics().flushes()).isZero();
            clock.step(Duration.ofHours(2));
            store.tend();
            assertThat(store.statistics().flushes()).isEqualTo(1);
            assertThat(store.statistics().sealedMemtables()).isZero();
        }
    }

    @Test
    void whatIsOnlyReadIsFlushedOnceReadsHavePaidForIt() throws IOException {
        try (OrderedStore store = open(SMALL)) {
            put(store, 0, 100);
        }
        try (OrderedStore store = open(SMALL)) {
            for (int i = 0; i < 10_000; i++) {
                assertThat(store.get(slice("key" + (100_000 + i % 100)), null, read))
                        .isTrue();
            }
            store.tend();
            assertThat(store.statistics().flushes())
                    .as("so little that no flush is worth it")
                    .isZero();
            for (int i = 0; i < 70_000; i++) {
                store.get(slice("key" + (100_000 + i % 100)), null, read);
            }
            assertThat(store.statistics().flushes()).as("nobody waits for it").isZero();
            store.tend();
            assertThat(store.statistics().flushes()).isEqualTo(1);
            assertThat(store.statistics().sealedMemtables()).isZero();
            assertThat(count(store)).isEqualTo(100);
        }
    }

    /** The segments that it reads are let go, and the log goes on: what they held must not change under it. */
    @Test
    void aCursorOutlivesTheFlushOfWhatItReads() throws IOException {
        try (OrderedStore store = open(SMALL)) {
            put(store, 0, 500);
        }
        try (OrderedStore store = open(SMALL)) {
            int count = 0;
            try (Cursor cursor = store.cursor(Slice.EMPTY, null, null)) {
                for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                    if (count == 100) {
                        store.flush();
                        put(store, 1_000, 1_800);
                        store.flush();
                        store.tend();
                    }
                    assertThat(cursor.value()).isEqualTo(new Slice(VALUE));
                    count++;
                }
            }
            assertThat(count).isEqualTo(500);
            assertThat(store.get(slice("key100499"), null, read)).isTrue();
            Slice held = read.value();
            store.compact();
            assertThat(held).isEqualTo(new Slice(VALUE));
        }
    }

    @Test
    void aStoreOpensWithinASmallerBudgetThanItWasWrittenWith() throws IOException {
        try (OrderedStore store = open(SMALL.toBuilder()
                .memtableBytes(40_000_000)
                .logSegmentBytes(1 << 20)
                .build())) {
            put(store, 0, 20_000);
        }
        StoreOptions smaller = SMALL.toBuilder()
                .memtableBytes(60_000)
                .memoryBudget(120_000)
                .logSegmentBytes(1 << 20)
                .build();
        try (OrderedStore store = open(smaller)) {
            StoreStatistics statistics = store.statistics();
            assertThat(statistics.levels().get(0).files()).isPositive();
            assertThat(statistics.memtableBytes()).isLessThanOrEqualTo(statistics.memoryBudget());
            assertThat(count(store)).isEqualTo(20_000);
            put(store, 20_000, 20_500);
            assertThat(count(store)).isEqualTo(20_500);
            TestStores.check(store);
        }
        try (OrderedStore store = open(smaller)) {
            assertThat(count(store)).isEqualTo(20_500);
        }
    }

    /** A page of the log that changes after it was read, as when it comes back from a failing disk. */
    @Test
    void damageToARecoveredRecordIsNeverShownNorFlushed() throws IOException {
        try (OrderedStore store = open(SMALL)) {
            put(store, 0, 100);
        }
        try (OrderedStore store = open(SMALL)) {
            Path segment = RottenFile.of(directory, ".wal", VALUE);
            clock.step(Duration.ofSeconds(59));
            store.tend();
            assertThat(store.get(slice("key100000"), null, read)).as("trusted").isTrue();
            clock.step(Duration.ofSeconds(1));
            store.tend();
            assertThatThrownBy(() -> store.get(slice("key100000"), null, read))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining(segment.toString());
            assertThat(store.get(slice("key100099"), null, read)).isTrue();
            assertThatThrownBy(store::verify)
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining(segment.toString());
            assertThatThrownBy(store::flush).isInstanceOf(CorruptFileException.class);
            assertThat(store.statistics().levels().get(0).files()).isZero();
        }
    }

    /** The keys are read once more to be sorted, from pages that may have left memory meanwhile. */
    @Test
    void aLogThatCannotBeReadAgainWhileItIsSortedIsAFailureOfThatOpening() throws IOException {
        try (OrderedStore store = open(SMALL)) {
            for (int i = 80; i > 0; i--) {
                put(store, i, i + 1);
            }
        }
        Path copy = directory.resolve("copy");
        DiskFileSystem disk = new DiskFileSystem();
        Map<Path, Integer> openings = new HashMap<>();
        FileSystem losing = (FileSystem) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {FileSystem.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(disk, arguments);
                        if (method.getName().equals("openForReading")
                                && arguments[0].toString().endsWith(".wal")
                                && openings.merge((Path) arguments[0], 1, Integer::sum) == 2) {
                            lose((Path) arguments[0], copy);
                        }
                        return result;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
        assertThatThrownBy(() -> OrderedStore.open(directory, SMALL, TestStores.components(losing, clock)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("0000000001.wal")
                .hasCauseInstanceOf(InternalError.class);
        Files.move(copy, directory.resolve("log/0000000001.wal"), StandardCopyOption.REPLACE_EXISTING);
        try (OrderedStore store = open(SMALL)) {
            assertThat(count(store)).isEqualTo(80);
        }
    }

    /** Takes pages away from a file that is mapped. */
    private static void lose(Path file, Path copy) throws IOException {
        Files.copy(file, copy);
        try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
            cut.setLength(4096);
        }
    }

    /** Writes a store whose log is more than a recovery with {@link #LESS_MEMORY} may have in memory. */
    private static TreeMap<Slice, Slice> write(SimulatedDisk disk) throws IOException {
        TreeMap<Slice, Slice> expected = new TreeMap<>();
        OrderedStore written = TestStores.open(
                disk, TestStores.TINY.toBuilder().memtableBytes(100_000).build());
        for (int i = 0; i < 60; i++) {
            Slice key = slice("key" + i % 40);
            Slice value = slice("value" + i);
            WriteBatch batch = new WriteBatch().put(key, value).put(slice("running"), value);
            expected.put(key, value);
            expected.put(slice("running"), value);
            if (i % 20 == 7) {
                batch.deleteRange(slice("key1"), slice("key2"));
                TestStores.deleteRange(expected, slice("key1"), slice("key2"));
            }
            store(written, batch, i % 3 == 0);
        }
        return expected;
    }

    /** Without room for the tables it would write, a recovery takes more memory; without room for anything it fails. */
    @Test
    void aFullDiskNeitherLosesAnythingNorFillsUpByTrying() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        TreeMap<Slice, Slice> expected = write(disk);
        long used = bytes(disk);
        int failed = 0;
        int overBudget = 0;
        int withinBudget = 0;
        for (long room = 0; withinBudget == 0; room += 64) {
            SimulatedDisk full = disk.afterKill();
            full.setCapacityBytes(used + room);
            SimulatedDisk left = full;
            OrderedStore store = openOnAFullDisk(full);
            if (store != null) {
                assertThat(TestStores.contents(store, null)).isEqualTo(expected);
                if (store.statistics().sealedMemtables() > LESS_MEMORY.sealedMemtables()) {
                    overBudget++;
                } else {
                    withinBudget++;
                }
                full.setCapacityBytes(1 << 30);
                store.flush();
                assertThat(store.statistics().sealedMemtables()).isZero();
                assertThat(TestStores.contents(store, null)).isEqualTo(expected);
                TestStores.check(store);
                store.close();
                left = full.afterPowerLoss(PowerLoss.RANDOM, room);
            } else {
                failed++;
                full.setCapacityBytes(1 << 30);
            }
            try (OrderedStore reopened = TestStores.open(left, LESS_MEMORY)) {
                assertThat(TestStores.contents(reopened, null))
                        .as("room for %d", room)
                        .isEqualTo(expected);
            }
        }
        assertThat(failed).isPositive();
        assertThat(overBudget).isPositive();
    }

    /** Tries again and again, which must not take more room each time; null when there is too little. */
    private static @Nullable OrderedStore openOnAFullDisk(SimulatedDisk full) throws IOException {
        long before = 0;
        for (int attempt = 0; attempt < 4; attempt++) {
            try {
                return TestStores.open(full, LESS_MEMORY);
            } catch (IOException noRoom) {
                assertThat(noRoom)
                        .hasMessageContaining("No space left on device")
                        .hasMessageContaining("/store");
                assertThat(full.open()).isEmpty();
                if (attempt > 1) {
                    assertThat(bytes(full)).as("after attempt %d", attempt).isLessThanOrEqualTo(before);
                }
                before = bytes(full);
            }
        }
        return null;
    }

    private static long bytes(SimulatedDisk disk) throws IOException {
        long bytes = 0;
        for (Path file : disk.files()) {
            bytes += disk.content(file).length;
        }
        return bytes;
    }

    /** Recovery that has to write tables is cut after each of its changes, and the next one, too. */
    @Test
    void everyCutInARecoveryThatWritesTablesRecovers() throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        TreeMap<Slice, Slice> expected = write(disk);
        boolean finished = false;
        for (long cut = 1; !finished; cut++) {
            SimulatedDisk recovering = disk.afterKill();
            recovering.powerOffAfter(recovering.operations() + cut);
            try {
                OrderedStore store = TestStores.open(recovering, LESS_MEMORY);
                assertThat(store.statistics().flushes()
                                + store.statistics().levels().get(0).files())
                        .isPositive();
                finished = true;
            } catch (IOException expectedCut) {
                assertThat(recovering.isPoweredOff()).as("%s", expectedCut).isTrue();
                PowerLoss policy = PowerLoss.values()[(int) (cut % PowerLoss.values().length)];
                requireAll(recovering.afterPowerLoss(policy, cut), LESS_MEMORY, expected, "cut " + cut + " " + policy);
                requireAll(recovering.afterKill(), LESS_MEMORY, expected, "cut " + cut + " killed");
            }
        }
    }

    private static void store(OrderedStore store, WriteBatch batch, boolean durable) throws IOException {
        long sequence = store.commit(batch);
        if (durable) {
            store.awaitDurable(sequence);
        }
    }

    /** What was in the page cache only may be gone after a power cut, but what recovery showed once is there. */
    private static void requireAll(
            SimulatedDisk left, StoreOptions options, TreeMap<Slice, Slice> expected, String where) throws IOException {
        TreeMap<Slice, Slice> shown;
        OrderedStore store = TestStores.open(left, options);
        shown = TestStores.contents(store, null);
        TestStores.check(store);
        assertThat(shown.size()).as(where).isGreaterThan(20);
        if (where.endsWith("killed")) {
            assertThat(shown).as(where).isEqualTo(expected);
        }
        SimulatedDisk again = left.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 0);
        try (OrderedStore reopened = TestStores.open(again, options)) {
            assertThat(TestStores.contents(reopened, null)).as(where).isEqualTo(shown);
        }
    }
}
