package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.embedded.ItemRegister.Answer;
import dev.dolmen.embedded.ItemRegister.Call;
import dev.dolmen.embedded.ItemRegister.Kind;
import dev.dolmen.history.History;
import dev.dolmen.history.LinearizabilityChecker;
import dev.dolmen.table.PrimaryKey;
import dev.dolmen.table.TableDefinition;
import dev.dolmen.table.Writes;
import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real threads on a few hot keys: every history must be explained by some order of its calls, across crashes too. */
@Timeout(300)
class LinearizabilityTest {

    private static final int THREADS = 4;
    private static final int KEYS = 3;

    private final SimulatedClock clock = new SimulatedClock();
    private final List<History<Call, Answer>> histories = new ArrayList<>();

    LinearizabilityTest() {
        for (int i = 0; i < KEYS; i++) {
            histories.add(new History<>());
        }
    }

    @Test
    void callsOnHotKeysAreLinearizable() throws Exception {
        long seed = new Random().nextLong();
        SimulatedDisk disk = new SimulatedDisk();
        try (EmbeddedItemStore store = Databases.open(disk, clock)) {
            TableDefinition plain = store.createTable(Writes.table("t")).orElseThrow();
            runThreads(store, plain, seed, 1_500);
            StoreChecker.check(store);
        }
        check(seed);
    }

    @Test
    void callsOnHotKeysOfAnIndexedTableAreLinearizable() throws Exception {
        long seed = new Random().nextLong();
        SimulatedDisk disk = new SimulatedDisk();
        try (EmbeddedItemStore store = Databases.open(disk, clock)) {
            TableDefinition table = store.createTable(Writes.indexedTable("t")).orElseThrow();
            runThreads(store, table, seed, 1_000);
            StoreChecker.check(store);
        }
        check(seed);
    }

    @Test
    void andSoTheyAreAcrossPowerCuts() throws Exception {
        acrossPowerCuts(10);
    }

    @Test
    @Tag("long")
    void andSoTheyAreAcrossManyPowerCuts() throws Exception {
        acrossPowerCuts(300);
    }

    private void acrossPowerCuts(int cuts) throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        SimulatedDisk disk = new SimulatedDisk();
        for (int cut = 0; cut <= cuts; cut++) {
            EmbeddedItemStore store = Databases.open(disk, clock);
            TableDefinition table = store.table("t");
            if (table == null) {
                table = store.createTable(Writes.indexedTable("t")).orElseThrow();
            }
            StoreChecker.check(store);
            disk.powerOffAfter(disk.operations() + 20 + random.nextInt(200));
            runThreads(store, table, random.nextLong(), 200);
            disk.powerOff();
            SimulatedDisk left = disk.afterPowerLoss(PowerLoss.RANDOM, random.nextLong());
            closeWithoutPower(store);
            disk = left;
        }
        check(seed);
    }

    private static void closeWithoutPower(EmbeddedItemStore store) {
        try {
            store.close();
        } catch (IOException e) {
            assertThat(e).isNotNull();
        }
    }

    private void check(long seed) {
        for (History<Call, Answer> history : histories) {
            assertThat(LinearizabilityChecker.isLinearizable(new ItemRegister(), history.calls()))
                    .as("linearizable, seed %d", seed)
                    .isTrue();
        }
    }

    /** Returns when all threads have made their calls, or the power is off. */
    private void runThreads(EmbeddedItemStore store, TableDefinition table, long seed, int calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> runs = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(seed + thread);
            runs.add(threads.submit(() -> run(new ItemClient(store, table), random, calls)));
        }
        for (Future<?> run : runs) {
            run.get();
        }
        threads.shutdown();
    }

    private void run(ItemClient client, Random random, int calls) {
        for (int i = 0; i < calls; i++) {
            int k = random.nextInt(KEYS);
            PrimaryKey key = Writes.key("hot", k);
            Call call = call(random);
            if (random.nextInt(20) == 0) {
                Thread.currentThread().interrupt();
            }
            int id = histories.get(k).begin(call);
            try {
                histories.get(k).end(id, client.call(key, call, null));
            } catch (IOException e) {
                // The power is off: this call stays pending.
                return;
            } finally {
                Thread.interrupted();
            }
        }
    }

    private static Call call(Random random) {
        Kind kind = Kind.values()[random.nextInt(Kind.values().length)];
        String value = "v" + random.nextInt(6);
        String expected = "v" + random.nextInt(6);
        return switch (kind) {
            case GET, DELETE, DELETE_IF_VALUE -> new Call(kind, "", expected);
            case PUT, PUT_IF_ABSENT, PUT_IF_VALUE -> new Call(kind, value, expected);
        };
    }
}
