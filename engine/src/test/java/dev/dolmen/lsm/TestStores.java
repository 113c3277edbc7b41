package dev.dolmen.lsm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.lsm.count.Census;
import dev.dolmen.lsm.count.Weigher;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.Snapshot;
import dev.dolmen.lsm.version.SpaceTotal;
import dev.dolmen.testkit.SimulatedClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Stores so small that a few dozen writes flush, compact and rotate everything, run in one thread. */
final class TestStores {

    static final Path DIRECTORY = Path.of("/store");

    static final StoreOptions TINY = StoreOptions.builder()
            .memtableBytes(1_500)
            .tableBytes(1_000)
            .blockBytes(128)
            .baseLevelBytes(3_000)
            .levelMultiplier(3)
            .level0Files(2, 6, 10)
            .compactionThreads(3)
            .drainedKeys(2)
            .manifestBytes(700)
            .logSegmentBytes(1_024)
            .build();

    private static final int HEAD_BYTES = 6;
    private static final int NO_SPACE = 0;
    private static final int NOT_COUNTED = space(slice("key3"));

    private TestStores() {}

    static OrderedStore open(FileSystem disk) throws IOException {
        return open(disk, TINY);
    }

    static OrderedStore open(FileSystem disk, StoreOptions options) throws IOException {
        return OrderedStore.open(DIRECTORY, options, components(disk, new SimulatedClock()));
    }

    static StoreComponents components(FileSystem disk, SimulatedClock clock) {
        return new StoreComponents(disk, clock, Runnable::run, new Random(42)::nextLong, WEIGHER);
    }

    /** Counts all spaces but one; a value weighs what its first bytes say. */
    static final Weigher WEIGHER = new Weigher() {
        @Override
        public boolean counts(int space) {
            return space != NOT_COUNTED;
        }

        @Override
        public int headBytes() {
            return HEAD_BYTES;
        }

        @Override
        public long weigh(Slice head) {
            return weightOf(head);
        }
    };

    static long weightOf(Slice value) {
        long weight = 1;
        for (int i = 0; i < Math.min(HEAD_BYTES, value.length()); i++) {
            weight = weight * 3 + value.at(i);
        }
        return weight;
    }

    /**
     * What a census says of spaces, which must be what a walk shows.
     *
     * @param contents all that the store shows
     * @param keys of all spaces to look at, besides
     */
    static void checkCensus(OrderedStore store, NavigableMap<Slice, Slice> contents, Collection<Slice> keys)
            throws IOException {
        Map<Integer, SpaceTotal> expected = new TreeMap<>();
        keys.forEach(key -> expected.put(space(key), SpaceTotal.NONE));
        contents.forEach((key, value) -> expected.merge(
                space(key),
                new SpaceTotal(1, weightOf(value)),
                (a, b) -> new SpaceTotal(a.keys() + b.keys(), a.weight() + b.weight())));
        expected.keySet().removeAll(List.of(NO_SPACE, NOT_COUNTED));
        Map<Integer, SpaceTotal> found = new TreeMap<>();
        try (Census census = store.census()) {
            for (int space : expected.keySet()) {
                found.put(space, census.of(space));
            }
            assertThat(census.newestSequenceSeen()).isLessThanOrEqualTo(store.visibleSequence());
        }
        assertThat(found).isEqualTo(expected);
    }

    static int space(Slice key) {
        return key.length() < Integer.BYTES
                ? NO_SPACE
                : ByteBuffer.wrap(key.toByteArray()).getInt();
    }

    static Slice slice(String text) {
        return new Slice(text.getBytes(StandardCharsets.UTF_8));
    }

    /** What a cursor over everything shows, going forward, which must be what it shows going backward. */
    static TreeMap<Slice, Slice> contents(OrderedStore store, @Nullable Snapshot at) throws IOException {
        TreeMap<Slice, Slice> contents = new TreeMap<>();
        try (Cursor cursor = store.cursor(Slice.EMPTY, null, at)) {
            for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                contents.put(copy(cursor.key()), copy(cursor.value()));
            }
            TreeMap<Slice, Slice> backward = new TreeMap<>();
            for (boolean more = cursor.seekToLast(); more; more = cursor.previous()) {
                backward.put(copy(cursor.key()), copy(cursor.value()));
            }
            assertThat(backward).isEqualTo(contents);
        }
        return contents;
    }

    static Slice copy(Slice slice) {
        return new Slice(slice.toByteArray());
    }

    static void deleteRange(NavigableMap<Slice, Slice> model, Slice from, Slice toExclusive) {
        model.subMap(from, true, toExclusive, false).clear();
    }

    /** Order, checksums, directory equals manifest, and nothing pinned but the current view. */
    static void check(OrderedStore store) throws IOException {
        store.verify();
        StoreStatistics statistics = store.statistics();
        assertThat(statistics.openViews()).as("leaked views").isEqualTo(1);
        assertThat(statistics.openSnapshots()).as("leaked snapshots").isZero();
    }
}
