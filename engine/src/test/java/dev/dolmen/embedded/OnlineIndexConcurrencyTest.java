package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.ValidationException;
import dev.dolmen.table.IndexDefinition;
import dev.dolmen.table.ItemCursor;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.Transaction;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Indexes are created, filled and deleted while other threads write and read. */
@Timeout(120)
class OnlineIndexConcurrencyTest {

    private static final String TABLE = "items";
    private static final String INDEX = "by-v";
    private static final int WRITERS = 3;
    private static final int KEYS = 2_000;
    private static final int ROUNDS = 8;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void anIndexFilledAmongWritersIsComplete() throws Exception {
        long seed = new Random().nextLong();
        Random seeds = new Random(seed);
        try (EmbeddedItemStore store =
                Databases.openWithBackground(new SimulatedDisk(), new SimulatedClock(), threads)) {
            TableDefinition table = store.createTable(Writes.table(TABLE)).orElseThrow();
            fill(store, table);
            for (int round = 0; round < ROUNDS; round++) {
                AtomicBoolean stop = new AtomicBoolean();
                List<Future<?>> others = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    long writerSeed = seeds.nextLong();
                    others.add(threads.submit(() -> write(store, new Random(writerSeed), stop)));
                }
                boolean emptied = round == 3;
                others.add(threads.submit(() -> read(store, emptied ? 0 : 1, stop)));
                OnlineIndexes.create(store, TABLE, INDEX);
                if (emptied) {
                    store.clear(table);
                }
                boolean whileFilling = round == 5;
                if (!whileFilling) {
                    store.awaitIndexes(table);
                    assertThat(Objects.requireNonNull(Objects.requireNonNull(store.table(TABLE))
                                            .index(INDEX))
                                    .isActive())
                            .isTrue();
                }
                stop(stop, others);
                if (!whileFilling) {
                    StoreChecker.check(store);
                }
                if (emptied) {
                    // Or there may be nothing in the index when it is read.
                    fill(store, table);
                }
                delete(store, seeds);
                StoreChecker.check(store);
            }
        } catch (AssertionError e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static void fill(EmbeddedItemStore store, TableDefinition table) throws IOException {
        for (int key = 0; key < KEYS; key++) {
            store.apply(Writes.put(table, Writes.item("p" + key % 11, key, "v", key)));
        }
    }

    /** Deletes the index while others write and read. */
    private void delete(EmbeddedItemStore store, Random seeds) throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        long writerSeed = seeds.nextLong();
        List<Future<?>> others = List.of(
                threads.submit(() -> write(store, new Random(writerSeed), stop)),
                threads.submit(() -> read(store, 1, stop)));
        OnlineIndexes.delete(store, TABLE, INDEX);
        stop(stop, others);
    }

    private static void stop(AtomicBoolean stop, List<Future<?>> others) throws Exception {
        stop.set(true);
        for (Future<?> other : others) {
            other.get();
        }
    }

    private static Void write(EmbeddedItemStore store, Random random, AtomicBoolean stop) throws IOException {
        while (!stop.get()) {
            TableDefinition table = Objects.requireNonNull(store.table(TABLE));
            int key = random.nextInt(KEYS);
            int other = (key + 1 + random.nextInt(KEYS - 1)) % KEYS;
            switch (random.nextInt(4)) {
                case 0 -> store.apply(Writes.delete(table, Writes.key("p" + key % 11, key)));
                case 1 ->
                    store.transact(new Transaction(
                            List.of(
                                    Writes.delete(table, Writes.key("p" + key % 11, key)),
                                    Writes.put(table, Writes.item("p" + other % 11, other, "t", other))),
                            null));
                default ->
                    store.apply(Writes.put(
                            table, Writes.item("p" + key % 11, key, "v" + random.nextInt(3), random.nextInt(9) - 1)));
            }
        }
        return null;
    }

    /** An index that can be read at all is there with its entries, up to the end. */
    private static Void read(EmbeddedItemStore store, int atLeast, AtomicBoolean stop) throws IOException {
        while (!stop.get()) {
            TableDefinition table = Objects.requireNonNull(store.table(TABLE));
            IndexDefinition index = table.index(INDEX);
            if (index == null || !index.isActive()) {
                Thread.onSpinWait();
                continue;
            }
            int entries = 0;
            try (ItemCursor cursor = store.scan(table, index, 0, 1, null)) {
                while (cursor.next()) {
                    entries++;
                }
            } catch (ValidationException | ResourceNotFoundException e) {
                // It has just been deleted.
                continue;
            }
            assertThat(entries).isGreaterThanOrEqualTo(atLeast);
        }
        return null;
    }
}
