package dev.dolmen.lsm;

import static dev.dolmen.lsm.TestStores.DIRECTORY;
import static dev.dolmen.lsm.TestStores.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.Snapshot;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is deleted leaves the disk by time alone, without another write. */
class DeletedDataTest {

    private static final int ROWS = 6_000;

    private static final StoreOptions OPTIONS = StoreOptions.builder()
            .memtableBytes(100_000)
            .tableBytes(50_000)
            .baseLevelBytes(200_000)
            .levelMultiplier(4)
            .logSegmentBytes(2_048)
            .manifestBytes(4_096)
            .build();
    private static final Duration REST = Duration.ofMillis(OPTIONS.tombstoneAgeMillis() / 360);
    private static final Duration AGE = Duration.ofMillis(OPTIONS.tombstoneAgeMillis());

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock();
    private final Random random = new Random(7);

    private OrderedStore open() throws IOException {
        return OrderedStore.open(DIRECTORY, OPTIONS, TestStores.components(disk, clock));
    }

    private static Slice key(int number) {
        return slice("key" + (100_000 + number));
    }

    private void fill(OrderedStore store) throws IOException {
        for (int i = 0; i < ROWS; i++) {
            byte[] value = new byte[300];
            random.nextBytes(value);
            store.commit(new WriteBatch().put(key(i * 7 % ROWS), new Slice(value)));
        }
    }

    private long bytesOnDisk() throws IOException {
        return bytesOn(disk);
    }

    private static long bytesOn(SimulatedDisk disk) throws IOException {
        long bytes = 0;
        for (Path file : disk.files()) {
            bytes += disk.size(file);
        }
        return bytes;
    }

    private void tendAfter(OrderedStore store, Duration time) throws IOException {
        clock.step(time);
        store.tend();
    }

    private static long deletions(OrderedStore store) throws IOException {
        return store.statistics().levels().stream()
                .mapToLong(level -> level.tombstones() + level.rangeTombstones())
                .sum();
    }

    @Test
    void rowsDeletedOneByOneAreGoneWithinMinutes() throws IOException {
        try (OrderedStore store = open()) {
            fill(store);
            long before = bytesOnDisk();
            for (int i = 0; i < ROWS; i++) {
                store.commit(new WriteBatch().delete(key(i)));
            }
            store.tend();
            tendAfter(store, REST);
            tendAfter(store, REST);
            assertThat(bytesOnDisk()).isLessThan(before / 100);
            assertThat(store.statistics().levels()).allMatch(level -> level.files() == 0);
            TestStores.check(store);
        }
    }

    @Test
    void aRangeIsGoneWithinMinutes() throws IOException {
        try (OrderedStore store = open()) {
            fill(store);
            long before = bytesOnDisk();
            store.commit(new WriteBatch().deleteRange(slice("key"), slice("kez")));
            store.tend();
            tendAfter(store, REST);
            tendAfter(store, REST);
            assertThat(bytesOnDisk()).isLessThan(before / 100);
            TestStores.check(store);
        }
    }

    @Test
    void manySmallRangesAreGoneWithinMinutes() throws IOException {
        try (OrderedStore store = open()) {
            fill(store);
            long before = bytesOnDisk();
            for (int i = 0; i < ROWS; i += 100) {
                store.commit(new WriteBatch().deleteRange(key(i), key(i + 100)));
            }
            store.tend();
            tendAfter(store, REST);
            tendAfter(store, REST);
            assertThat(bytesOnDisk()).isLessThan(before / 100);
            TestStores.check(store);
        }
    }

    @Test
    void aFewDeletedRowsAreGoneWithinTheAge() throws IOException {
        try (OrderedStore store = open()) {
            fill(store);
            store.flush();
            for (int i = 0; i < ROWS; i += 500) {
                store.commit(new WriteBatch().delete(key(i)));
            }
            store.flush();
            TreeMap<Slice, Slice> contents = TestStores.contents(store, null);
            assertThat(deletions(store)).isPositive();
            tendAfter(store, AGE.minusMillis(1));
            assertThat(deletions(store)).as("not for so few").isPositive();
            tendAfter(store, Duration.ofMillis(1));
            assertThat(deletions(store)).isZero();
            assertThat(TestStores.contents(store, null)).isEqualTo(contents).hasSize(ROWS - ROWS / 500);
            TestStores.check(store);
        }
    }

    @Test
    void aSnapshotHoldsWhatItSeesUntilItIsClosed() throws IOException {
        try (OrderedStore store = open()) {
            fill(store);
            long before = bytesOnDisk();
            TreeMap<Slice, Slice> contents = TestStores.contents(store, null);
            try (Snapshot snapshot = store.snapshot()) {
                for (int i = 0; i < ROWS; i++) {
                    store.commit(new WriteBatch().delete(key(i)));
                }
                tendAfter(store, Duration.ZERO);
                tendAfter(store, AGE);
                tendAfter(store, AGE);
                assertThat(TestStores.contents(store, snapshot)).isEqualTo(contents);
            }
            tendAfter(store, AGE);
            assertThat(bytesOnDisk()).isLessThan(before / 100);
            TestStores.check(store);
        }
    }

    @Test
    void whatWasDeletedBeforeARestartIsGoneToo() throws IOException {
        long before;
        try (OrderedStore store = open()) {
            fill(store);
            before = bytesOnDisk();
            store.commit(new WriteBatch().deleteRange(slice("key"), slice("kez")));
        }
        try (OrderedStore store = open()) {
            store.tend();
            tendAfter(store, REST);
            assertThat(bytesOnDisk()).isLessThan(before / 100);
        }
    }

    /** Without a clock that moves: what every scan has to go through is not waited with. */
    @Test
    void rowsThatScansPassAgainAndAgainAreGoneAtOnce() throws IOException {
        try (OrderedStore store = open()) {
            fill(store);
            store.compact();
            for (int i = 0; i < ROWS; i += 2) {
                store.commit(new WriteBatch().delete(key(i)));
            }
            long flushes = store.statistics().flushes();
            TreeMap<Slice, Slice> contents = TestStores.contents(store, null);
            for (int i = 0; i < 4; i++) {
                assertThat(TestStores.contents(store, null)).isEqualTo(contents).hasSize(ROWS / 2);
            }
            assertThat(store.statistics().flushes()).isGreaterThan(flushes);
            assertThat(deletions(store)).isZero();
            long compactions = store.statistics().compactions();
            assertThat(TestStores.contents(store, null)).isEqualTo(contents);
            assertThat(store.statistics().compactions()).isEqualTo(compactions);
            TestStores.check(store);
        }
    }

    /** On level 0 and, once they have been moved to where there is nothing to merge them with, below. */
    @Test
    void aFewThatScansPassAgainAndAgainAreGoneInTheEnd() throws IOException {
        try (OrderedStore store = open()) {
            fill(store);
            store.compact();
            for (int i = 0; i < ROWS; i++) {
                if (i % 50 == 0) {
                    store.commit(new WriteBatch().delete(key(i)));
                } else if (i % 5 == 0) {
                    store.commit(new WriteBatch().put(key(i), key(i)));
                }
            }
            store.flush();
            int scans = 0;
            while (deletions(store) > 0) {
                scan(store);
                assertThat(++scans)
                        .as("scans, each of 120 tombstones, until 1,200 and then 7,200 were passed")
                        .isLessThan(80);
            }
            assertThat(scans).isGreaterThan(5);
            assertThat(TestStores.contents(store, null)).hasSize(ROWS - ROWS / 50);
            TestStores.check(store);
        }
    }

    private static void scan(OrderedStore store) throws IOException {
        try (Cursor cursor = store.cursor(Slice.EMPTY, null, null)) {
            boolean more = cursor.seekToFirst();
            while (more) {
                more = cursor.next();
            }
        }
    }

    /** Nothing deleted here; but scans pay for level 0 likewise. */
    @Test
    void level0IsMergedOnceThatHasCostScansAsMuch() throws IOException {
        try (OrderedStore store = open()) {
            fill(store);
            store.compact();
            for (int i = 0; i < ROWS; i += 50) {
                store.commit(new WriteBatch().put(key(i), key(i)));
            }
            store.flush();
            int scans = 0;
            while (store.statistics().levels().get(0).files() > 0) {
                scan(store);
                assertThat(++scans)
                        .as("scans of 6,000 rows, of which one look is after 65,536")
                        .isLessThan(12);
            }
            assertThat(scans).isGreaterThan(9);
            TestStores.check(store);
        }
    }

    /** Those who ask for little have found their place in each of its tables every time. */
    @Test
    void level0ThatManyQueriesSearchIsMerged() throws IOException {
        try (OrderedStore store = open()) {
            fill(store);
            store.compact();
            for (int i = 0; i < ROWS; i += 50) {
                store.commit(new WriteBatch().put(key(i), key(i)));
            }
            store.flush();
            int queries = 0;
            while (store.statistics().levels().get(0).files() > 0) {
                try (Cursor cursor = store.cursor(key(ROWS / 2), key(ROWS / 2 + 10), null)) {
                    assertThat(cursor.seekToFirst()).isTrue();
                }
                assertThat(++queries)
                        .as("13 each for a seek in one table and a row, of which one look is after 65,536")
                        .isLessThan(65_536 / 13 + 2);
            }
            assertThat(queries).isGreaterThan(6_000 * 8 / 13);
            TestStores.check(store);
        }
    }

    @Test
    void aSnapshotThatKeepsThemIsNotRewrittenForInVain() throws IOException {
        try (OrderedStore store = open()) {
            fill(store);
            store.flush();
            try (Snapshot snapshot = store.snapshot()) {
                for (int i = 0; i < ROWS; i += 2) {
                    store.commit(new WriteBatch().delete(key(i)));
                }
                for (int i = 0; i < 20; i++) {
                    TestStores.contents(store, null);
                }
                long compactions = store.statistics().compactions();
                for (int i = 0; i < 20; i++) {
                    TestStores.contents(store, null);
                }
                assertThat(store.statistics().compactions()).isEqualTo(compactions);
                assertThat(TestStores.contents(store, snapshot)).hasSize(ROWS);
            }
            for (int i = 0; i < 4; i++) {
                assertThat(TestStores.contents(store, null)).hasSize(ROWS / 2);
            }
            assertThat(deletions(store)).isZero();
        }
    }

    /** With a log that is large beside the data, as most are. */
    @Test
    void theLogGoesToo() throws IOException {
        StoreOptions options = OPTIONS.toBuilder().logSegmentBytes(3 << 20).build();
        try (OrderedStore store = OrderedStore.open(DIRECTORY, options, TestStores.components(disk, clock))) {
            for (int i = 0; i < 6; i++) {
                fill(store);
            }
            long before = bytesOnDisk();
            store.commit(new WriteBatch().deleteRange(slice("key"), slice("kez")));
            store.tend();
            for (int i = 0; i < 3; i++) {
                tendAfter(store, REST);
            }
            assertThat(bytesOnDisk())
                    .isLessThan(bytesOfAnEmptyStore(options) + 4_096)
                    .isLessThan(before / 2);
            store.commit(new WriteBatch().put(key(1), key(2)));
            TestStores.check(store);
        }
        try (OrderedStore store = OrderedStore.open(DIRECTORY, options, TestStores.components(disk, clock))) {
            assertThat(TestStores.contents(store, null)).containsOnlyKeys(key(1));
        }
    }

    @Test
    void aFullCompactionLeavesNoLogToBeWrittenOver() throws IOException {
        StoreOptions options = OPTIONS.toBuilder().logSegmentBytes(3 << 20).build();
        try (OrderedStore store = OrderedStore.open(DIRECTORY, options, TestStores.components(disk, clock))) {
            for (int i = 0; i < 6; i++) {
                fill(store);
            }
            store.compact();
            long tables = store.statistics().levels().stream()
                    .mapToLong(level -> level.bytes())
                    .sum();
            assertThat(bytesOnDisk()).isLessThan(tables + bytesOfAnEmptyStore(options) + 8_192);
            store.commit(new WriteBatch().put(key(1), key(2)));
            TestStores.check(store);
        }
        try (OrderedStore store = OrderedStore.open(DIRECTORY, options, TestStores.components(disk, clock))) {
            assertThat(TestStores.contents(store, null)).hasSize(ROWS).containsEntry(key(1), key(2));
        }
    }

    private long bytesOfAnEmptyStore(StoreOptions options) throws IOException {
        SimulatedDisk fresh = new SimulatedDisk();
        try (OrderedStore store = OrderedStore.open(DIRECTORY, options, TestStores.components(fresh, clock))) {
            store.commit(new WriteBatch().put(key(1), Slice.EMPTY));
            return bytesOn(fresh);
        }
    }

    /** A clock that was ahead and is right again must not keep tombstones until it gets there again. */
    @Test
    void aClockThatJumpsBackDelaysNothing() throws IOException {
        try (OrderedStore store = open()) {
            fill(store);
            clock.step(Duration.ofDays(1_000));
            store.commit(new WriteBatch().delete(key(1)));
            store.flush();
            assertThat(deletions(store)).isPositive();
            clock.step(Duration.ofDays(-1_000));
            store.tend();
            assertThat(deletions(store)).isZero();
        }
    }
}
