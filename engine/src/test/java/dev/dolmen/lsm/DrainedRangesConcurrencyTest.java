package dev.dolmen.lsm;

import static dev.dolmen.lsm.TestStores.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.DiskFileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.lsm.read.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Readers by cursor, who pass drained ranges, see what reads by key see, who know nothing of them; while rows come in and
 * go, mostly at the ends of a queue, sometimes in the drained middle. Writers wait for a few reads now and then, for ranges
 * and the rows behind them are remembered only where several readers come by.
 */
class DrainedRangesConcurrencyTest {

    private static final int ROWS = 120;
    private static final int WRITERS = 2;
    private static final int WRITES = 12_000;
    private static final int WRITES_AT_ONCE = 25;
    private static final int READS_BETWEEN = 8;

    private static final StoreOptions OPTIONS = TestStores.TINY.toBuilder()
            .memtableBytes(60_000)
            .tableBytes(20_000)
            .baseLevelBytes(60_000)
            .logSegmentBytes(100_000)
            .drainedKeys(3)
            .build();

    @TempDir
    private Path directory;

    private final Semaphore reads = new Semaphore(0);

    private static Slice row(int writer, int number) {
        return slice("queue" + writer + (char) ('a' + number / 12) + (char) ('a' + number % 12));
    }

    @Test
    void cursorsSeeWhatReadsByKeySee() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("DrainedRangesConcurrencyTest seed " + seed);
        ExecutorService threads = Executors.newCachedThreadPool();
        ExecutorService background = Executors.newFixedThreadPool(2);
        AtomicBoolean done = new AtomicBoolean();
        try (OrderedStore store = OrderedStore.open(
                directory, OPTIONS, new StoreComponents(new DiskFileSystem(), InstantSource.system(), background))) {
            List<Future<?>> writers = new ArrayList<>();
            List<Future<Integer>> readers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                Random random = new Random(seed + i);
                int writer = i;
                writers.add(threads.submit(() -> write(store, done, writer, random)));
                readers.add(threads.submit(() -> readUntil(store, done, new Random(seed + 100 + writer))));
            }
            for (Future<?> writer : writers) {
                writer.get(120, TimeUnit.SECONDS);
            }
            done.set(true);
            for (Future<Integer> reader : readers) {
                assertThat(reader.get(120, TimeUnit.SECONDS)).isGreaterThan(10);
            }
        } finally {
            done.set(true);
            threads.shutdown();
            background.shutdown();
        }
    }

    private Void write(OrderedStore store, AtomicBoolean done, int writer, Random random) throws Exception {
        int head = 0;
        int tail = 0;
        for (int i = 0; i < WRITES; i++) {
            if (i % WRITES_AT_ONCE == 0) {
                reads.drainPermits();
                while (!reads.tryAcquire(READS_BETWEEN, 100, TimeUnit.MILLISECONDS)) {
                    if (done.get()) {
                        return null;
                    }
                }
            }
            if (tail == ROWS) {
                head = 0;
                tail = 0;
            }
            int choice = random.nextInt(100);
            if (choice < 45) {
                store.commit(new WriteBatch().put(row(writer, tail++), slice("row " + i)));
            } else if (choice < 97) {
                store.commit(new WriteBatch().delete(row(writer, head < tail ? head++ : head)));
            } else {
                store.commit(new WriteBatch().put(row(writer, random.nextInt(ROWS)), slice("out of order " + i)));
            }
        }
        return null;
    }

    private int readUntil(OrderedStore store, AtomicBoolean done, Random random) throws IOException {
        int count = 0;
        try {
            for (; !done.get(); count++) {
                readAll(store, random.nextInt(WRITERS));
                reads.release();
            }
            return count;
        } finally {
            done.set(true);
        }
    }

    private static void readAll(OrderedStore store, int writer) throws IOException {
        try (Snapshot snapshot = store.snapshot()) {
            List<String> expected = byKey(store, writer, snapshot);
            assertThat(forward(store, writer, snapshot)).isEqualTo(expected);
            assertThat(forward(store, writer, snapshot)).isEqualTo(expected);
            assertThat(backward(store, writer, snapshot)).isEqualTo(expected);
            assertThat(first(store, writer, snapshot))
                    .isEqualTo(expected.stream().findFirst());
        }
    }

    private static List<String> byKey(OrderedStore store, int writer, Snapshot at) throws IOException {
        List<String> rows = new ArrayList<>();
        ReadResult result = new ReadResult();
        for (int i = 0; i < ROWS; i++) {
            if (store.get(row(writer, i), at, result)) {
                rows.add(row(writer, i) + "=" + result.value());
            }
        }
        return rows;
    }

    private static Cursor cursor(OrderedStore store, int writer, Snapshot at) throws IOException {
        return store.cursor(slice("queue" + writer), slice("queue" + writer + "~"), at);
    }

    private static List<String> forward(OrderedStore store, int writer, Snapshot at) throws IOException {
        List<String> rows = new ArrayList<>();
        try (Cursor cursor = cursor(store, writer, at)) {
            for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
                rows.add(cursor.key() + "=" + cursor.value());
            }
        }
        return rows;
    }

    private static Optional<String> first(OrderedStore store, int writer, Snapshot at) throws IOException {
        try (Cursor cursor = cursor(store, writer, at)) {
            return cursor.seekToFirst() ? Optional.of(cursor.key() + "=" + cursor.value()) : Optional.empty();
        }
    }

    private static List<String> backward(OrderedStore store, int writer, Snapshot at) throws IOException {
        List<String> rows = new ArrayList<>();
        try (Cursor cursor = cursor(store, writer, at)) {
            for (boolean more = cursor.seekToLast(); more; more = cursor.previous()) {
                rows.add(0, cursor.key() + "=" + cursor.value());
            }
        }
        return rows;
    }
}
