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
}
