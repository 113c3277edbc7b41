package dev.dolmen.lsm;

import static dev.dolmen.lsm.FilledStores.ROWS;
import static dev.dolmen.lsm.FilledStores.deletions;
import static dev.dolmen.lsm.FilledStores.key;
import static dev.dolmen.lsm.TestStores.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.compaction.TombstoneLimits;
import dev.dolmen.lsm.read.Snapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is deleted leaves the disk by time alone, without another write. */
class DeletedDataTest {

    private static final Duration AGE = Duration.ofMillis(TombstoneLimits.DEFAULT.ageMillis());
    private static final Duration REST = AGE.dividedBy(360);

    /** With a log that is large beside the data, as most are. */
    private static final StoreOptions LARGE_LOG =
            FilledStores.OPTIONS.toBuilder().logSegmentBytes(3 << 20).build();

    private final FilledStores stores = new FilledStores();

    private void tendAfter(OrderedStore store, Duration time) throws IOException {
        stores.clock().step(time);
        store.tend();
    }

    /** Something that is written into a filled store. */
    private interface Writing {
        void to(OrderedStore store) throws IOException;
    }

    private void requireGoneWithinMinutes(Writing deletes) throws IOException {
        try (OrderedStore store = stores.open()) {
            stores.fill(store);
            long before = stores.bytesOnDisk();
            deletes.to(store);
            store.tend();
            tendAfter(store, REST);
            tendAfter(store, REST);
            assertThat(stores.bytesOnDisk()).isLessThan(before / 100);
            assertThat(store.statistics().levels()).allMatch(level -> level.files() == 0);
            TestStores.check(store);
        }
    }

    @Test
    void rowsDeletedOneByOneAreGoneWithinMinutes() throws IOException {
        requireGoneWithinMinutes(store -> {
            for (int i = 0; i < ROWS; i++) {
                store.commit(new WriteBatch().delete(key(i)));
            }
        });
    }

    @Test
    void aRangeIsGoneWithinMinutes() throws IOException {
        requireGoneWithinMinutes(store -> store.commit(new WriteBatch().deleteRange(slice("key"), slice("kez"))));
    }

    @Test
    void manySmallRangesAreGoneWithinMinutes() throws IOException {
        requireGoneWithinMinutes(store -> {
            for (int i = 0; i < ROWS; i += 100) {
                store.commit(new WriteBatch().deleteRange(key(i), key(i + 100)));
            }
        });
    }

    @Test
    void aFewDeletedRowsAreGoneWithinTheAge() throws IOException {
        try (OrderedStore store = stores.open()) {
            stores.fill(store);
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
        try (OrderedStore store = stores.open()) {
            stores.fill(store);
            long before = stores.bytesOnDisk();
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
            assertThat(stores.bytesOnDisk()).isLessThan(before / 100);
            TestStores.check(store);
        }
    }

    @Test
    void whatWasDeletedBeforeARestartIsGoneToo() throws IOException {
        long before;
        try (OrderedStore store = stores.open()) {
            stores.fill(store);
            before = stores.bytesOnDisk();
            store.commit(new WriteBatch().deleteRange(slice("key"), slice("kez")));
        }
        try (OrderedStore store = stores.open()) {
            store.tend();
            tendAfter(store, REST);
            assertThat(stores.bytesOnDisk()).isLessThan(before / 100);
        }
    }

    /** More than the segments that may be kept to be written over. */
    private void fillLog(OrderedStore store) throws IOException {
        for (int i = 0; i < 6; i++) {
            stores.fill(store);
        }
    }

    @Test
    void theLogGoesToo() throws IOException {
        try (OrderedStore store = stores.open(LARGE_LOG)) {
            fillLog(store);
            long before = stores.bytesOnDisk();
            store.commit(new WriteBatch().deleteRange(slice("key"), slice("kez")));
            store.tend();
            for (int i = 0; i < 3; i++) {
                tendAfter(store, REST);
            }
            assertThat(stores.bytesOnDisk())
                    .isLessThan(bytesOfAnEmptyStore() + 4_096)
                    .isLessThan(before / 2);
            store.commit(new WriteBatch().put(key(1), key(2)));
            TestStores.check(store);
        }
        try (OrderedStore store = stores.open(LARGE_LOG)) {
            assertThat(TestStores.contents(store, null)).containsOnlyKeys(key(1));
        }
    }

    @Test
    void aFullCompactionLeavesNoLogToBeWrittenOver() throws IOException {
        try (OrderedStore store = stores.open(LARGE_LOG)) {
            fillLog(store);
            store.compact();
            long tables = store.statistics().levels().stream()
                    .mapToLong(level -> level.bytes())
                    .sum();
            assertThat(stores.bytesOnDisk()).isLessThan(tables + bytesOfAnEmptyStore() + 8_192);
            store.commit(new WriteBatch().put(key(1), key(2)));
            TestStores.check(store);
        }
        try (OrderedStore store = stores.open(LARGE_LOG)) {
            assertThat(TestStores.contents(store, null)).hasSize(ROWS).containsEntry(key(1), key(2));
        }
    }

    private static long bytesOfAnEmptyStore() throws IOException {
        FilledStores fresh = new FilledStores();
        try (OrderedStore store = fresh.open(LARGE_LOG)) {
            store.commit(new WriteBatch().put(key(1), Slice.EMPTY));
            return fresh.bytesOnDisk();
        }
    }

    /** A clock that was ahead and is right again must not keep tombstones until it gets there again. */
    @Test
    void aClockThatJumpsBackDelaysNothing() throws IOException {
        try (OrderedStore store = stores.open()) {
            stores.fill(store);
            stores.clock().step(Duration.ofDays(1_000));
            store.commit(new WriteBatch().delete(key(1)));
            store.flush();
            assertThat(deletions(store)).isPositive();
            stores.clock().step(Duration.ofDays(-1_000));
            store.tend();
            assertThat(deletions(store)).isZero();
        }
    }
}
