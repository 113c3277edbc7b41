package dev.dolmen.lsm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.read.Cursor;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Which values a cursor's caller may keep without a copy. */
class KeptValuesTest {

    private static final int ROWS = 50;

    private final FilledStores stores = new FilledStores();

    private static void put(OrderedStore store, int from, int step) throws IOException {
        for (int i = from; i < ROWS; i += step) {
            store.commit(new WriteBatch().put(FilledStores.key(i), new Slice(new byte[600 + i])));
        }
    }

    /** Walks over all rows forward, and returns how many values may be kept. */
    private static int kept(OrderedStore store) throws IOException {
        int kept = 0;
        try (Cursor cursor = store.cursor(Slice.EMPTY, null, null)) {
            for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                if (cursor.isValueKept()) {
                    kept++;
                    assertThat(cursor.value().array()).hasSize(cursor.value().length());
                }
            }
        }
        return kept;
    }

    @Test
    void longOnesOfATableOnceTheyHaveBeenRead() throws IOException {
        try (OrderedStore store = stores.open()) {
            put(store, 0, 1);
            assertThat(kept(store)).as("in a memtable").isZero();
            store.flush();
            kept(store);
            assertThat(kept(store)).isEqualTo(ROWS);
            put(store, 0, 2);
            assertThat(kept(store)).as("half of them in a memtable").isEqualTo(ROWS / 2);
        }
    }

    @Test
    void noneThatAWalkBackwardHasCopied() throws IOException {
        try (OrderedStore store = stores.open()) {
            put(store, 0, 1);
            store.flush();
            kept(store);
            try (Cursor cursor = store.cursor(Slice.EMPTY, null, null)) {
                for (boolean more = cursor.seekToLast(); more; more = cursor.previous()) {
                    assertThat(cursor.isValueKept()).isFalse();
                }
                assertThat(cursor.seekToFirst()).isTrue();
                assertThat(cursor.isValueKept()).isTrue();
            }
        }
    }

    /** Short ones share their block's array with others. */
    @Test
    void noShortOnesOfManyTables() throws IOException {
        try (OrderedStore store = stores.open()) {
            stores.fill(store);
            store.compact();
            assertThat(store.statistics().levels().stream().mapToInt(level -> level.files()))
                    .as("tables of one level")
                    .anyMatch(files -> files > 1);
            for (int i = 0; i < 3; i++) {
                assertThat(kept(store)).isZero();
            }
        }
    }

    /** It is kept on the heap by itself; what the cursor comes to from there is not. */
    @Test
    void thatOfTheRowBehindADrainedRange() throws IOException {
        try (OrderedStore store =
                stores.open(FilledStores.OPTIONS.toBuilder().drainedKeys(2).build())) {
            // So many that a compaction does not pay for a few cursors.
            for (int i = 0; i < 20 * ROWS; i++) {
                store.commit(new WriteBatch().put(FilledStores.key(i), TestStores.slice("short")));
            }
            for (int i = 0; i < ROWS / 2; i++) {
                store.commit(new WriteBatch().delete(FilledStores.key(i)));
            }
            for (int i = 0; i < 10; i++) {
                firstIsKept(store);
            }
            assertThat(firstIsKept(store)).as("the head row").isTrue();
            try (Cursor cursor = store.cursor(Slice.EMPTY, null, null)) {
                assertThat(cursor.seekToFirst()).isTrue();
                assertThat(cursor.next()).isTrue();
                assertThat(cursor.isValueKept()).as("the next one").isFalse();
                assertThat(cursor.previous()).isTrue();
                assertThat(cursor.isValueKept()).as("walked to").isFalse();
            }
        }
    }

    private static boolean firstIsKept(OrderedStore store) throws IOException {
        try (Cursor cursor = store.cursor(Slice.EMPTY, null, null)) {
            assertThat(cursor.seekToFirst()).isTrue();
            return cursor.isValueKept();
        }
    }
}
