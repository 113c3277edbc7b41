package dev.dolmen.lsm;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;

/** Stores with some thousand rows on several levels, one after the other on the same disk, run in one thread. */
final class FilledStores {

    static final int ROWS = 6_000;

    static final StoreOptions OPTIONS = StoreOptions.builder()
            .memtableBytes(100_000)
            .tableBytes(50_000)
            .baseLevelBytes(200_000)
            .levelMultiplier(4)
            .logSegmentBytes(2_048)
            .manifestBytes(4_096)
            .build();

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock();
    private final Random random = new Random(7);

    /** Their clock, which moves only by hand. */
    SimulatedClock clock() {
        return clock;
    }

    OrderedStore open() throws IOException {
        return open(OPTIONS);
    }

    OrderedStore open(StoreOptions options) throws IOException {
        return OrderedStore.open(TestStores.DIRECTORY, options, TestStores.components(disk, clock));
    }

    /** @param number from 0 to {@link #ROWS} - 1 */
    static Slice key(int number) {
        return TestStores.slice("key" + (100_000 + number));
    }

    /** Puts all rows, in no order, with values that nothing makes smaller. */
    void fill(OrderedStore store) throws IOException {
        for (int i = 0; i < ROWS; i++) {
            byte[] value = new byte[300];
            random.nextBytes(value);
            store.commit(new WriteBatch().put(key(i * 7 % ROWS), new Slice(value)));
        }
    }

    /** What all files take. */
    long bytesOnDisk() throws IOException {
        long bytes = 0;
        for (Path file : disk.files()) {
            bytes += disk.size(file);
        }
        return bytes;
    }

    /** The tombstones in tables, of keys and of ranges. */
    static long deletions(OrderedStore store) throws IOException {
        return store.statistics().levels().stream()
                .mapToLong(level -> level.tombstones() + level.rangeTombstones())
                .sum();
    }
}
