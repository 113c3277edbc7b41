package dev.dolmen.lsm;

import static dev.dolmen.lsm.TestStores.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.RangeTotal;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.lsm.read.Snapshot;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;

/** The store equals a sorted map under random operations. */
class OrderedStoreProperties {

    private static final int KEYS = 60;

    enum Kind {
        PUT,
        PUT_LARGE,
        DELETE,
        DELETE_RANGE,
        BATCH,
        GET,
        WALK,
        HEAD,
        COUNT,
        CENSUS,
        FLUSH,
        COMPACT,
        SNAPSHOT,
        CLOSE_SNAPSHOT,
        REOPEN
    }

    /** One step; what {@code a} and {@code b} mean depends on the kind. */
    record Step(Kind kind, int a, int b) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> kinds = Arbitraries.frequencyOf(
                Tuple.of(40, Arbitraries.of(Kind.PUT)),
                Tuple.of(2, Arbitraries.of(Kind.PUT_LARGE)),
                Tuple.of(15, Arbitraries.of(Kind.DELETE)),
                Tuple.of(6, Arbitraries.of(Kind.DELETE_RANGE)),
                Tuple.of(10, Arbitraries.of(Kind.BATCH)),
                Tuple.of(10, Arbitraries.of(Kind.GET)),
                Tuple.of(8, Arbitraries.of(Kind.WALK)),
                Tuple.of(8, Arbitraries.of(Kind.HEAD)),
                Tuple.of(8, Arbitraries.of(Kind.COUNT)),
                Tuple.of(8, Arbitraries.of(Kind.CENSUS)),
                Tuple.of(
                        12, Arbitraries.of(Kind.FLUSH, Kind.COMPACT, Kind.SNAPSHOT, Kind.CLOSE_SNAPSHOT, Kind.REOPEN)));
        Arbitrary<Integer> numbers = Arbitraries.integers().between(0, KEYS - 1).withoutEdgeCases();
        return Combinators.combine(kinds, numbers, numbers)
                .as(Step::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(400);
    }

    @Property(tries = 150)
    void equalsASortedMap(@ForAll("steps") List<Step> steps) throws IOException {
        run(steps);
    }

    @Tag("long")
    @Property(tries = 20_000)
    void equalsASortedMapForLong(@ForAll("steps") List<Step> steps) throws IOException {
        run(steps);
    }

    private static void run(List<Step> steps) throws IOException {
        try (Run run = new Run()) {
            for (Step step : steps) {
                run.step(step);
            }
            run.checkAll();
        }
    }

    private static Slice key(int number) {
        return slice("key" + (char) ('0' + number / 10) + (char) ('0' + number % 10));
    }

    private static final class Run implements AutoCloseable {

        private final SimulatedDisk disk = new SimulatedDisk();
        private OrderedStore store = TestStores.open(disk);
        private final TreeMap<Slice, Slice> model = new TreeMap<>();
        private final List<Map.Entry<Snapshot, TreeMap<Slice, Slice>>> snapshots = new ArrayList<>();
        private final ReadResult result = new ReadResult();
        private int version;

        private Run() throws IOException {}

        void step(Step step) throws IOException {
            switch (step.kind) {
                case PUT -> put(new WriteBatch(), key(step.a), value(step.b), true);
                case PUT_LARGE -> put(new WriteBatch(), key(step.a), value(step.b * 100), true);
                case DELETE -> {
                    store.commit(new WriteBatch().delete(key(step.a)));
                    model.remove(key(step.a));
                }
                case DELETE_RANGE -> store.commit(deleteRange(new WriteBatch(), step));
                case BATCH -> batch(step);
                case GET -> get(key(step.a));
                case WALK -> walk(step);
                case HEAD -> head(step);
                case COUNT -> count(step);
                case CENSUS -> checkCensus();
                case FLUSH -> store.flush();
                case COMPACT -> store.compact();
                case SNAPSHOT -> snapshots.add(Map.entry(store.snapshot(), new TreeMap<>(model)));
                case CLOSE_SNAPSHOT -> {
                    if (!snapshots.isEmpty()) {
                        checkAndClose(snapshots.remove(step.a % snapshots.size()));
                    }
                }
                case REOPEN -> {
                    close();
                    store = TestStores.open(disk);
                    assertThat(store.durableSequence()).isEqualTo(store.visibleSequence());
                }
            }
        }

        private void checkCensus() throws IOException {
            TestStores.checkCensus(
                    store,
                    model,
                    IntStream.range(0, KEYS)
                            .mapToObj(OrderedStoreProperties::key)
                            .toList());
        }

        private Slice value(int length) {
            return slice("v" + version++ + "x".repeat(length));
        }

        private WriteBatch put(WriteBatch batch, Slice key, Slice value, boolean commit) throws IOException {
            batch.put(key, value);
            model.put(key, value);
            if (commit) {
                store.commit(batch);
            }
            return batch;
        }

        private WriteBatch deleteRange(WriteBatch batch, Step step) {
            Slice from = key(Math.min(step.a, step.b));
            Slice to = key(Math.max(step.a, step.b) + 1);
            TestStores.deleteRange(model, from, to);
            return batch.deleteRange(from, to);
        }

        private void batch(Step step) throws IOException {
            WriteBatch batch = new WriteBatch();
            put(batch, key(step.a), value(1), false);
            deleteRange(batch, step);
            put(batch, key(step.b), value(2), false);
            put(batch, key((step.a + step.b) % KEYS), value(3), false);
            store.commit(batch);
        }

        private void get(Slice key) throws IOException {
            assertThat(store.get(key, null, result)).isEqualTo(model.containsKey(key));
            if (result.found()) {
                assertThat(result.value()).isEqualTo(model.get(key));
                assertThat(result.sequence()).isPositive();
            }
            assertThat(result.sequence()).isLessThanOrEqualTo(store.visibleSequence());
        }

        /** Goes to and fro in a part of the keys, at a snapshot or now. */
        private void walk(Step step) throws IOException {
            Slice from = key(Math.min(step.a, step.b) / 2);
            Slice to = key(Math.max(step.a, step.b) + 1);
            boolean now = snapshots.isEmpty() || step.a % 2 == 0;
            Map.Entry<Snapshot, TreeMap<Slice, Slice>> at = now ? null : snapshots.get(step.b % snapshots.size());
            NavigableMap<Slice, Slice> part = (at == null ? model : at.getValue()).subMap(from, true, to, false);
            try (Cursor cursor = store.cursor(from, to, at == null ? null : at.getKey())) {
                Slice target = key((step.a + 7 * step.b) % KEYS);
                boolean forward = step.b % 3 > 0;
                boolean found = forward ? cursor.seek(target) : cursor.seekBefore(target);
                Map.Entry<Slice, Slice> expected = forward ? part.ceilingEntry(target) : part.lowerEntry(target);
                for (int i = 0; expected != null; i++) {
                    assertThat(found).isTrue();
                    assertThat(cursor.key()).isEqualTo(expected.getKey());
                    assertThat(cursor.value()).isEqualTo(expected.getValue());
                    assertThat(cursor.newestSequenceSeen()).isGreaterThanOrEqualTo(cursor.sequence());
                    boolean next = (step.a >> i % 6 & 1) == 0;
                    expected = next ? part.higherEntry(expected.getKey()) : part.lowerEntry(expected.getKey());
                    found = next ? cursor.next() : cursor.previous();
                    if (i > 30) {
                        return;
                    }
                }
                assertThat(found).isFalse();
            }
        }

        /** Looks so often at the first row of a part of the keys that it is remembered where those before it are dead. */
        private void head(Step step) throws IOException {
            Slice from = key(Math.min(step.a, step.b));
            Slice to = key(step.a % 3 == 0 ? Math.max(step.a, step.b) : KEYS - 1);
            NavigableMap<Slice, Slice> part = model.subMap(from, true, to, false);
            Map.Entry<Slice, Slice> first = part.firstEntry();
            for (int i = 0; i < 6; i++) {
                try (Cursor cursor = store.cursor(from, to, null)) {
                    assertThat(cursor.seekToFirst()).isEqualTo(first != null);
                    assertThat(cursor.isValid()).isEqualTo(first != null);
                    if (first != null) {
                        requireAt(cursor, first);
                        Map.Entry<Slice, Slice> second = part.higherEntry(first.getKey());
                        assertThat(i % 2 == 0 ? cursor.next() : cursor.previous())
                                .isEqualTo(i % 2 == 0 && second != null);
                        if (cursor.isValid()) {
                            requireAt(cursor, second);
                        }
                    }
                }
            }
        }

        private void requireAt(Cursor cursor, Map.Entry<Slice, Slice> expected) throws IOException {
            assertThat(cursor.key()).isEqualTo(expected.getKey());
            assertThat(cursor.value()).isEqualTo(expected.getValue());
            assertThat(cursor.newestSequenceSeen()).isGreaterThanOrEqualTo(cursor.sequence());
            assertThat(store.get(cursor.key(), null, result)).isTrue();
            assertThat(cursor.sequence()).isEqualTo(result.sequence());
        }

        /** With room for all keys of the range, or for some of them. */
        private void count(Step step) throws IOException {
            Slice from = key(Math.min(step.a, step.b));
            Slice to = key(Math.max(step.a, step.b) + 1);
            NavigableMap<Slice, Slice> part = model.subMap(from, true, to, false);
            int most = 1 << (step.a + step.b) % 8;
            RangeTotal total = store.total(from, to, most);
            if (total == null) {
                assertThat(most).isLessThan(KEYS);
                return;
            }
            assertThat(total.keys()).isEqualTo(part.size());
            assertThat(total.weight())
                    .isEqualTo(part.values().stream()
                            .mapToLong(TestStores::weightOf)
                            .sum());
            try (Cursor cursor = store.cursor(from, to, null)) {
                for (boolean valid = cursor.seekToFirst(); valid; valid = cursor.next()) {
                    assertThat(cursor.sequence()).isLessThanOrEqualTo(total.newestSequenceSeen());
                }
            }
        }

        private void checkAndClose(Map.Entry<Snapshot, TreeMap<Slice, Slice>> snapshot) throws IOException {
            try (Snapshot at = snapshot.getKey()) {
                assertThat(TestStores.contents(store, at)).isEqualTo(snapshot.getValue());
                for (int i = 0; i < KEYS; i++) {
                    boolean found = store.get(key(i), at, result);
                    assertThat(found ? result.value() : null)
                            .isEqualTo(snapshot.getValue().get(key(i)));
                }
            }
        }

        void checkAll() throws IOException {
            for (int i = 0; i < KEYS; i++) {
                get(key(i));
            }
            assertThat(TestStores.contents(store, null)).isEqualTo(model);
            checkCensus();
            while (!snapshots.isEmpty()) {
                checkAndClose(snapshots.remove(0));
            }
            TestStores.check(store);
        }

        @Override
        public void close() throws IOException {
            while (!snapshots.isEmpty()) {
                checkAndClose(snapshots.remove(0));
            }
            TestStores.check(store);
            store.close();
            assertThat(disk.open()).isEmpty();
        }
    }
}
