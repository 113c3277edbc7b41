package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.item.Item;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Items of the number {@code w} expire while they are written and while their time to live comes and goes. */
@Timeout(120)
class ExpiryConcurrencyTest {

    private static final int WRITERS = 3;
    private static final int ROUNDS = 2_000;

    private final SimulatedDisk disk = new SimulatedDisk();
    private final SimulatedClock clock = new SimulatedClock();
    private final long now = clock.instant().getEpochSecond();

    /** A write by this thread stands still in the middle, its latch held, until it is let go. */
    private volatile @Nullable Thread standing;

    /** A write with a token looks at the clock before it has its latch, and again when it has. */
    private int looks;

    private final CountDownLatch stands = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean done = new AtomicBoolean();
    private EmbeddedItemStore store;
    private TableDefinition table;

    @BeforeEach
    void open() throws IOException {
        store = Databases.open(disk, this::instant);
        store.createTable(Writes.indexedTable("t"));
        table = ExpiryTest.enable(store, "t", "w");
    }

    @AfterEach
    void close() throws IOException {
        threads.shutdownNow();
        StoreChecker.check(store);
        store.close();
    }

    /** Runs the writers to their end, and what else there is as long as they run. */
    private void run(List<Callable<Void>> writers, List<Callable<?>> meanwhile) throws Exception {
        List<Future<?>> others = new ArrayList<>();
        for (Callable<?> task : meanwhile) {
            others.add(threads.submit(() -> {
                while (!done.get()) {
                    task.call();
                }
                return null;
            }));
        }
        List<Future<Void>> running = new ArrayList<>();
        writers.forEach(writer -> running.add(threads.submit(writer)));
        try {
            for (Future<Void> writer : running) {
                writer.get();
            }
        } finally {
            done.set(true);
        }
        for (Future<?> other : others) {
            other.get();
        }
    }

    @Test
    void whatIsRenewedStays() throws Exception {
        List<Callable<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            String partition = "p" + writer;
            writers.add(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    store.apply(Writes.put(table, Writes.item(partition, i % 5, "old", now - 1)));
                    store.apply(Writes.put(table, Writes.item(partition, i % 5, "new", now + 1)));
                    assertThat(store.get(table, Writes.key(partition, i % 5))
                                    .item()
                                    .isEmpty())
                            .isFalse();
                }
                return null;
            });
        }
        run(writers, List.of(store::deleteExpired));
        assertThat(store.statistics(table).items().count()).isEqualTo(WRITERS * 5);
    }

    @Test
    void entriesAreThoseOfTheItemsWhateverComesAndGoes() throws Exception {
        long seed = new Random().nextLong();
        List<Callable<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            Random random = new Random(seed + writer);
            writers.add(() -> {
                for (int i = 0; i < ROUNDS; i++) {
                    write(random);
                }
                return null;
            });
        }
        run(writers, List.of(store::deleteExpired, this::toggle, () -> store.clear(table)));
        if (Objects.requireNonNull(store.table("t")).timeToLive() == null) {
            ExpiryTest.enable(store, "t", "w");
        }
        store.deleteExpired();
        StoreChecker.check(store);
        assertThat(store.deleteExpired()).as("seed %d", seed).isZero();
    }

    private void write(Random random) throws IOException {
        long sort = random.nextInt(20);
        if (random.nextInt(3) == 0) {
            store.apply(Writes.delete(table, Writes.key("p", sort)));
        } else {
            store.apply(Writes.put(table, Writes.item("p", sort, "v", now + random.nextInt(20) - 10)));
        }
    }

    private Instant instant() {
        if (Thread.currentThread() == standing && ++looks > 1) {
            stands.countDown();
            try {
                letGo.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return clock.instant();
    }

    /** Makes a change in the middle of a put, as far as it can be made before the put goes on. */
    private void inTheMiddleOfAPut(Callable<?> change) throws Exception {
        Future<?> put = threads.submit(() -> {
            standing = Thread.currentThread();
            Item item = Writes.item("p", 1, "v", now - 1);
            return store.apply(Writes.put(table, item, null, Writes.token("put", "of an item")));
        });
        stands.await();
        FutureTask<?> changed = new FutureTask<>(change);
        Thread changing = new Thread(changed);
        changing.start();
        while (changing.getState() != Thread.State.WAITING && changing.isAlive()) {
            Thread.onSpinWait();
        }
        letGo.countDown();
        put.get();
        changed.get();
        standing = null;
        StoreChecker.check(store);
    }

    @Test
    void aPutThatBeganBeforeItWasEnabledIsGathered() throws Exception {
        store.changeTable("t", before -> before.withTimeToLive(null));
        inTheMiddleOfAPut(() -> {
            ExpiryTest.enable(store, "t", "w");
            return store.deleteExpired();
        });
        store.deleteExpired();
        assertThat(store.statistics(table).items().count()).isZero();
    }

    @Test
    void aPutThatBeganBeforeItWasDisabledLeavesNoEntry() throws Exception {
        inTheMiddleOfAPut(() -> store.changeTable("t", before -> before.withTimeToLive(null)));
        store.deleteExpired();
        assertThat(store.statistics(table).items().count()).isEqualTo(1);
    }

    private Void toggle() throws IOException {
        store.changeTable("t", before -> before.withTimeToLive(null));
        ExpiryTest.enable(store, "t", "w");
        return null;
    }
}
