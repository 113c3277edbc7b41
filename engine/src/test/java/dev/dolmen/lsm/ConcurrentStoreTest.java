package dev.dolmen.lsm;

import static dev.dolmen.lsm.TestStores.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.DiskFileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.count.Census;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.lsm.read.Snapshot;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real threads on the real disk. */
class ConcurrentStoreTest {

    private static final int WRITERS = 4;
    private static final int KEYS = 200;
    private static final int ROUNDS = 12;

    private static final StoreOptions SMALL = TestStores.TINY.toBuilder()
            .memtableBytes(40_000)
            .tableBytes(20_000)
            .baseLevelBytes(60_000)
            .logSegmentBytes(50_000)
            .build();

    @TempDir
    private Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ExecutorService background = Executors.newFixedThreadPool(2);

    @AfterEach
    void stop() {
        threads.shutdownNow();
        background.shutdown();
    }

    private OrderedStore open() throws IOException {
        return OrderedStore.open(
                directory,
                SMALL,
                new StoreComponents(new DiskFileSystem(), InstantSource.system(), background)
                        .withWeigher(TestStores.WEIGHER));
    }

    private static Slice key(int writer, int number, String half) {
        return slice(half + writer + (char) ('a' + number / 26) + (char) ('a' + number % 26));
    }

    /** Writes both halves of each key in one batch, the same value in both, larger from round to round. */
    private static void write(OrderedStore store, int writer, int round, boolean durable) throws IOException {
        Random random = new Random(1_000L * writer + round);
        for (int i = 0; i < KEYS; i++) {
            Slice value = slice((char) ('a' + round) + "x".repeat(random.nextInt(60)));
            WriteBatch batch = new WriteBatch();
            int kind = random.nextInt(16);
            if (kind == 0) {
                batch.deleteRange(key(writer, i, "left"), key(writer, i + 3, "left"))
                        .deleteRange(key(writer, i, "right"), key(writer, i + 3, "right"));
            } else if (kind < 3) {
                batch.delete(key(writer, i, "left")).delete(key(writer, i, "right"));
            } else {
                batch.put(key(writer, i, "left"), value).put(key(writer, i, "right"), value);
            }
            long sequence = store.commit(batch);
            if (durable && i % 16 == 0) {
                store.awaitDurable(sequence);
                assertThat(store.durableSequence()).isGreaterThanOrEqualTo(sequence);
            }
        }
    }

    /** Nobody ever sees half a batch, by key or by cursor, at a snapshot or now. */
    private static int readUntil(OrderedStore store, AtomicBoolean done, int seed) throws IOException {
        Random random = new Random(seed);
        ReadResult result = new ReadResult();
        int reads = 0;
        while (!done.get()) {
            int writer = random.nextInt(WRITERS);
            int number = random.nextInt(KEYS);
            try (Snapshot snapshot = store.snapshot()) {
                boolean found = store.get(key(writer, number, "left"), snapshot, result);
                Slice left = result.value();
                assertThat(store.get(key(writer, number, "right"), snapshot, result))
                        .isEqualTo(found);
                assertThat(result.value()).isEqualTo(left);
            }
            if (reads % 50 == 0) {
                compareHalves(store, writer);
                compareTotals(store);
            }
            reads++;
        }
        return reads;
    }

    private static void compareHalves(OrderedStore store, int writer) throws IOException {
        try (Snapshot snapshot = store.snapshot()) {
            assertThat(half(store, snapshot, "left" + writer)).isEqualTo(half(store, snapshot, "right" + writer));
        }
    }

    /** They are spaces of their own, and every batch does the same to both. */
    private static void compareTotals(OrderedStore store) throws IOException {
        try (Census census = store.census()) {
            assertThat(census.of(TestStores.space(slice("left"))))
                    .isEqualTo(census.of(TestStores.space(slice("righ"))));
        }
    }

    private static List<String> half(OrderedStore store, Snapshot at, String prefix) throws IOException {
        List<String> rows = new ArrayList<>();
        try (Cursor cursor = store.cursor(slice(prefix), slice(prefix + "~"), at)) {
            for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                String key = new String(cursor.key().toByteArray(), StandardCharsets.UTF_8);
                rows.add(key.substring(prefix.length()) + "=" + TestStores.copy(cursor.value()));
            }
        }
        return rows;
    }

    private <T> List<Future<T>> start(int count, IntFunction<Callable<T>> work) {
        List<Future<T>> futures = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            futures.add(threads.submit(work.apply(i)));
        }
        return futures;
    }

    private static <T> List<T> join(List<Future<T>> futures) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get(60, TimeUnit.SECONDS));
        }
        return results;
    }

    @Test
    void writersAndReadersDisturbNobody() throws Exception {
        try (OrderedStore store = open()) {
            AtomicBoolean done = new AtomicBoolean();
            List<Future<Integer>> readers = start(2, reader -> () -> readUntil(store, done, reader));
            List<Future<Void>> writers = start(WRITERS, writer -> () -> {
                for (int round = 0; round < ROUNDS; round++) {
                    write(store, writer, round, true);
                }
                return null;
            });
            try {
                join(writers);
            } finally {
                done.set(true);
            }
            assertThat(join(readers)).allMatch(reads -> reads > 0);
            store.compact();
            checkAtRest(store);
            assertThat(store.statistics().flushes()).isGreaterThan(5);
        }
        checkLastRound();
    }

    /** Background work pins views too, so it has to end first; from here on writers do it themselves. */
    private void checkAtRest(OrderedStore store) throws IOException, InterruptedException {
        background.shutdown();
        assertThat(background.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        TestStores.checkCensus(store, TestStores.contents(store, null), List.of(key(0, 0, "left"), key(0, 0, "right")));
        TestStores.check(store);
    }

    /** What one thread alone would have left. */
    private void checkLastRound() throws IOException {
        try (OrderedStore store = open();
                OrderedStore expected = TestStores.open(new SimulatedDisk())) {
            for (int writer = 0; writer < WRITERS; writer++) {
                write(expected, writer, ROUNDS - 1, false);
            }
            assertThat(TestStores.contents(store, null)).isEqualTo(TestStores.contents(expected, null));
        }
    }

    /** Interrupts in the middle of everything, caller threads and background threads alike. */
    @Test
    void interruptsAreHarmless() throws Exception {
        try (OrderedStore store = open()) {
            AtomicBoolean done = new AtomicBoolean();
            List<Thread> writing = new ArrayList<>();
            List<Future<Void>> writers = start(WRITERS, writer -> () -> {
                synchronized (writing) {
                    writing.add(Thread.currentThread());
                }
                for (int round = 0; round < ROUNDS; round++) {
                    write(store, writer, round, true);
                }
                return null;
            });
            Future<Void> interrupter = threads.submit(() -> {
                while (!done.get()) {
                    synchronized (writing) {
                        writing.forEach(Thread::interrupt);
                    }
                    Thread.onSpinWait();
                }
                return null;
            });
            try {
                join(writers);
            } finally {
                done.set(true);
            }
            interrupter.get(60, TimeUnit.SECONDS);
            checkAtRest(store);
        }
        checkLastRound();
    }

    /** Closing under running calls: each ends well or says that the store is closed, and what ended well is kept. */
    @Test
    void closingUnderRunningCallsLosesNothing() throws Exception {
        Slice[] before = new Slice[WRITERS];
        Arrays.fill(before, Slice.EMPTY);
        for (int round = 0; round < 10; round++) {
            OrderedStore store = open();
            long start = store.durableSequence();
            int lastRound = round;
            List<Future<Integer>> writers = start(WRITERS, writer -> () -> {
                int written = 0;
                try {
                    while (true) {
                        Slice value = slice(lastRound + "/" + (written + 1));
                        store.awaitDurable(store.commit(new WriteBatch().put(key(writer, 0, "count"), value)));
                        written++;
                    }
                } catch (ClosedStoreException closed) {
                    return written;
                }
            });
            AtomicBoolean done = new AtomicBoolean();
            Future<Void> reader = threads.submit(() -> {
                try {
                    readUntil(store, done, lastRound);
                } catch (ClosedStoreException closed) {
                    done.set(true);
                }
                return null;
            });
            while (store.durableSequence() < start + 200 && !writers.get(0).isDone()) {
                Thread.onSpinWait();
            }
            store.close();
            reader.get(60, TimeUnit.SECONDS);
            List<Integer> written = join(writers);
            try (OrderedStore reopened = open()) {
                ReadResult result = new ReadResult();
                for (int writer = 0; writer < WRITERS; writer++) {
                    reopened.get(key(writer, 0, "count"), null, result);
                    int acknowledged = written.get(writer);
                    assertThat(result.value())
                            .as("writer %s after %s", writer, written)
                            .isIn(
                                    acknowledged == 0 ? before[writer] : slice(round + "/" + acknowledged),
                                    slice(round + "/" + (acknowledged + 1)));
                    before[writer] = TestStores.copy(result.value());
                }
            }
        }
    }
}
