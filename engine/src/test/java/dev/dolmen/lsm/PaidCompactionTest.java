package dev.dolmen.lsm;

import static dev.dolmen.lsm.FilledStores.ROWS;
import static dev.dolmen.lsm.FilledStores.deletions;
import static dev.dolmen.lsm.FilledStores.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.Snapshot;
import java.io.IOException;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Once cursors have paid for a compaction it is done, without a clock that moves. */
class PaidCompactionTest {

    private final FilledStores stores = new FilledStores();

    @Test
    void rowsThatScansPassAgainAndAgainAreGoneAtOnce() throws IOException {
        try (OrderedStore store = stores.open()) {
            stores.fill(store);
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
        try (OrderedStore store = stores.open()) {
            stores.fill(store);
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

    /** All rows at the bottom, and newer versions of some in one table on level 0. */
    private void fillWithAFewReplaced(OrderedStore store) throws IOException {
        stores.fill(store);
        store.compact();
        for (int i = 0; i < ROWS; i += 50) {
            store.commit(new WriteBatch().put(key(i), key(i)));
        }
        store.flush();
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
        try (OrderedStore store = stores.open()) {
            fillWithAFewReplaced(store);
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
        try (OrderedStore store = stores.open()) {
            fillWithAFewReplaced(store);
            int queries = 0;
            while (store.statistics().levels().get(0).files() > 0) {
                try (Cursor cursor = store.cursor(key(ROWS / 2), key(ROWS / 2 + 10), null)) {
                    assertThat(cursor.seekToFirst()).isTrue();
                }
                assertThat(++queries)
                        .as("33 each for a seek in one table and a row, of which one look is after 65,536")
                        .isLessThan(65_536 / 33 + 2);
            }
            assertThat(queries).isGreaterThan(65_536 / 33 - 2);
            TestStores.check(store);
        }
    }

    @Test
    void aSnapshotThatKeepsThemIsNotRewrittenForInVain() throws IOException {
        try (OrderedStore store = stores.open()) {
            stores.fill(store);
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
}
