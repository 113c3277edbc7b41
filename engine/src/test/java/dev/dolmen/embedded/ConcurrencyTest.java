package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.model.IdempotentParameterMismatchException;
import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.table.Applied;
import dev.dolmen.table.Found;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What must hold between threads besides the order of calls on one item. */
@Timeout(120)
class ConcurrencyTest {

    private static final int THREADS = 4;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock();
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    private void inAllThreads(Callable<?> task) throws Exception {
        List<Future<?>> runs = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            runs.add(threads.submit(task));
        }
        for (Future<?> run : runs) {
            run.get();
        }
    }

    @Test
    void writesWithOneTokenHappenOnce() throws Exception {
        try (EmbeddedItemStore store = Databases.open(disk, clock)) {
            TableDefinition table = store.createTable(Writes.table("t")).orElseThrow();
            CyclicBarrier together = new CyclicBarrier(THREADS);
            AtomicInteger round = new AtomicInteger();
            AtomicInteger successes = new AtomicInteger();
            for (int i = 0; i < 300; i++) {
                round.set(i);
                store.apply(Writes.put(table, Writes.item("x", i, "v", 1)));
                inAllThreads(() -> {
                    together.await();
                    Applied applied = store.apply(Writes.delete(
                            table,
                            Writes.key("x", round.get()),
                            Writes.exists(),
                            Writes.token("token-" + round, "delete")));
                    return applied.outcome().refusal() == null ? successes.incrementAndGet() : 0;
                });
                assertThat(successes.getAndSet(0)).as("round %d", i).isEqualTo(THREADS);
            }
            assertThat(store.statistics(table).items().count()).isZero();
        }
    }

    @Test
    void ofDifferentWritesWithOneTokenOneHappens() throws Exception {
        try (EmbeddedItemStore store = Databases.open(disk, clock)) {
            TableDefinition table = store.createTable(Writes.table("t")).orElseThrow();
            CyclicBarrier together = new CyclicBarrier(THREADS);
            for (int round = 0; round < 300; round++) {
                String token = "token-" + round;
                AtomicInteger thread = new AtomicInteger(round * THREADS);
                AtomicInteger mismatches = new AtomicInteger();
                inAllThreads(() -> {
                    int mine = thread.getAndIncrement();
                    together.await();
                    try {
                        return store.apply(Writes.put(
                                table, Writes.item("x", mine, "v", 1), null, Writes.token(token, "put " + mine)));
                    } catch (IdempotentParameterMismatchException e) {
                        return mismatches.incrementAndGet();
                    }
                });
                assertThat(mismatches).hasValue(THREADS - 1);
                assertThat(store.statistics(table).items().count()).isEqualTo(round + 1);
            }
        }
    }

    /** A reader of an item that is always there either sees it or is told that there is no table; nothing in between. */
    @Test
    void nobodySeesATableHalfDropped() throws Exception {
        try (EmbeddedItemStore store = Databases.open(disk, clock)) {
            AtomicInteger refused = new AtomicInteger();
            for (int round = 0; round < 60; round++) {
                TableDefinition table = store.createTable(Writes.table("t")).orElseThrow();
                store.apply(Writes.put(table, Writes.item("x", 1, "v", 1)));
                CyclicBarrier together = new CyclicBarrier(THREADS);
                AtomicInteger role = new AtomicInteger();
                inAllThreads(() -> {
                    int mine = role.getAndIncrement();
                    together.await();
                    if (mine == 0) {
                        return store.dropTable("t");
                    }
                    try {
                        for (int i = 0; i < 1_000_000; i++) {
                            if (mine == 1) {
                                store.apply(Writes.put(table, Writes.item("x", 2, "v", 1)));
                            } else {
                                Found found = store.get(table, Writes.key("x", 1));
                                assertThat(found.item().isEmpty()).isFalse();
                            }
                        }
                    } catch (ResourceNotFoundException e) {
                        refused.incrementAndGet();
                    }
                    return null;
                });
                assertThat(store.tableNames()).isEmpty();
                StoreChecker.check(store);
            }
            assertThat(refused).hasValue(60 * (THREADS - 1));
        }
    }

    @Test
    void countsAreExactWhenManyWriteAtOnce() throws Exception {
        try (EmbeddedItemStore store = Databases.open(disk, clock)) {
            TableDefinition table = store.createTable(Writes.indexedTable("t")).orElseThrow();
            AtomicInteger thread = new AtomicInteger();
            inAllThreads(() -> {
                int mine = thread.getAndIncrement();
                for (int i = 0; i < 1_000; i++) {
                    String partition = "p" + i % 5;
                    store.apply(Writes.put(table, Writes.item(partition, mine * 100 + i % 50, "v" + i, i % 3 - 1)));
                    if (i % 4 == 0) {
                        store.apply(Writes.delete(table, Writes.key(partition, mine * 100 + i % 50)));
                    }
                }
                return null;
            });
            StoreChecker.check(store);
        }
    }

    /** Only the latches of the partition are held while its items are counted and deleted. */
    @Test
    void countsAreExactWhenPartitionsAreClearedMeanwhile() throws Exception {
        try (EmbeddedItemStore store = Databases.open(disk, clock)) {
            TableDefinition table = store.createTable(Writes.table("t")).orElseThrow();
            AtomicInteger thread = new AtomicInteger();
            AtomicLong cleared = new AtomicLong();
            inAllThreads(() -> {
                int mine = thread.getAndIncrement();
                for (int i = 0; i < 1_000; i++) {
                    String partition = "p" + i % 3;
                    if (i % 20 == mine) {
                        cleared.addAndGet(
                                Objects.requireNonNull(store.clearPartition(table, AttributeValue.s(partition), 30))
                                        .items());
                    }
                    store.apply(Writes.put(table, Writes.item(partition, i % 40, "v" + i, -1)));
                }
                return null;
            });
            assertThat(cleared).hasPositiveValue();
            StoreChecker.check(store);
        }
    }

    /** Whoever got an answer before or while the store closed finds it true afterwards, power loss or not. */
    @Test
    void closingWhileWritesRunLosesNothingAnswered() throws Exception {
        EmbeddedItemStore store = Databases.open(disk, clock);
        TableDefinition table = store.createTable(Writes.table("t")).orElseThrow();
        Set<Integer> answered = ConcurrentHashMap.newKeySet();
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> writers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            writers.add(threads.submit(() -> {
                try {
                    while (true) {
                        int id = next.getAndIncrement();
                        Applied applied = store.apply(Writes.put(table, Writes.item("x", id, "v", 1)));
                        // Once applied, the answer is owed, whatever is closed meanwhile.
                        store.awaitDurable(applied.restsOn(), null);
                        answered.add(id);
                    }
                } catch (ClosedStoreException e) {
                    return null;
                }
            }));
        }
        while (next.get() < 500 && writers.stream().noneMatch(Future::isDone)) {
            Thread.onSpinWait();
        }
        store.close();
        for (Future<?> writer : writers) {
            writer.get();
        }
        SimulatedDisk left = disk.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 1);
        try (EmbeddedItemStore reopened = Databases.open(left, clock)) {
            requireAll(reopened, table, answered);
            assertThat(reopened.statistics(table).items().count()).isEqualTo(answered.size());
            StoreChecker.check(reopened);
        }
    }

    private static void requireAll(EmbeddedItemStore store, TableDefinition table, Set<Integer> ids)
            throws IOException {
        for (int id : ids) {
            assertThat(store.get(table, Writes.key("x", id)).item().isEmpty())
                    .as("item %d", id)
                    .isFalse();
        }
    }
}
