package dev.dolmen.lsm;

import static dev.dolmen.lsm.TestStores.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.read.RangeTotal;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Totals of ranges whose keys lie in several sources, more of them than there is room for at first. */
class RangeTotalTest {

    private static final int MOST = 1 << 9;

    private final SimulatedDisk disk = new SimulatedDisk();

    private static Slice key(int number) {
        return slice("rows" + (10_000 + number));
    }

    /** Each third key is written anew in another source, each seventh deleted there, and new ones come between. */
    @ParameterizedTest
    @ValueSource(ints = {100, 127, 128, 129, 200, 255, 256, 257, 400, 511, 512, 513, 600})
    void countsEachKeyOnce(int keys) throws IOException {
        TreeMap<Slice, Slice> model = new TreeMap<>();
        try (OrderedStore store = OrderedStore.open(
                TestStores.DIRECTORY,
                StoreOptions.builder().blockBytes(256).build(),
                TestStores.components(disk, new SimulatedClock()))) {
            for (int source = 0; source < 3; source++) {
                for (int i = source % 2; i < keys; i += source == 1 ? 3 : 2) {
                    WriteBatch batch = new WriteBatch();
                    if (source > 0 && i % 7 == 0) {
                        store.commit(batch.delete(key(i)));
                        model.remove(key(i));
                    } else {
                        Slice value = slice("value" + source + i);
                        store.commit(batch.put(key(i), value));
                        model.put(key(i), value);
                    }
                }
                for (int i = 0; source == 0 && i < keys; i++) {
                    store.commit(new WriteBatch().put(key(i), slice("first" + i)));
                    model.put(key(i), slice("first" + i));
                }
                if (source < 2) {
                    store.flush();
                }
            }
            RangeTotal total = store.total(key(0), key(keys), MOST);
            if (keys > MOST) {
                assertThat(total).isNull();
                return;
            }
            assertThat(total).isNotNull();
            assertThat(total.keys()).isEqualTo(model.size());
            assertThat(total.weight())
                    .isEqualTo(model.values().stream()
                            .mapToLong(TestStores::weightOf)
                            .sum());
        }
    }
}
