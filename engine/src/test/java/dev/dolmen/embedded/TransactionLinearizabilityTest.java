package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.embedded.ItemsRegister.Answer;
import dev.dolmen.embedded.ItemsRegister.Call;
import dev.dolmen.history.History;
import dev.dolmen.history.LinearizabilityChecker;
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

/**
 * Real threads that transact on the same few items of two tables, in any order of items, and read them all at once: some
 * order of the calls must explain the whole history, across crashes too. A deadlock ends in the time-out.
 */
@Timeout(300)
class TransactionLinearizabilityTest {

    private static final int THREADS = 4;

    private final SimulatedClock clock = new SimulatedClock();
    private final History<Call, Answer> history = new History<>();

    @Test
    void transactionsAreLinearizable() throws Exception {
        long seed = new Random().nextLong();
        try (EmbeddedItemStore store = Databases.open(new SimulatedDisk(), clock)) {
            runThreads(TransactionClient.open(store), seed, 600);
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
        acrossPowerCuts(200);
    }

    private void acrossPowerCuts(int cuts) throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        SimulatedDisk disk = new SimulatedDisk();
        for (int cut = 0; cut <= cuts; cut++) {
            EmbeddedItemStore store = Databases.open(disk, clock);
            TransactionClient client = TransactionClient.open(store);
            StoreChecker.check(store);
            disk.powerOffAfter(disk.operations() + 20 + random.nextInt(100));
            runThreads(client, random.nextLong(), 100);
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
        assertThat(LinearizabilityChecker.isLinearizable(new ItemsRegister(), history.calls()))
                .as("linearizable, seed %d", seed)
                .isTrue();
    }

    /** Returns when all threads have made their calls, or the power is off. */
    private void runThreads(TransactionClient client, long seed, int calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<?>> runs = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            Random random = new Random(seed + thread);
            runs.add(threads.submit(() -> run(client, random, calls)));
        }
        for (Future<?> run : runs) {
            run.get();
        }
        threads.shutdown();
    }

    private void run(TransactionClient client, Random random, int calls) {
        List<String> seen = new ItemsRegister().initialState();
        for (int i = 0; i < calls; i++) {
            Call call = random.nextInt(3) == 0 ? Call.READ : ItemsRegister.randomTransaction(random, seen);
            if (random.nextInt(20) == 0) {
                Thread.currentThread().interrupt();
            }
            int id = history.begin(call);
            try {
                Answer answer = client.call(call);
                history.end(id, answer);
                seen = call.parts().isEmpty() ? answer.seen() : seen;
            } catch (IOException e) {
                // The power is off: this call stays pending.
                return;
            } finally {
                Thread.interrupted();
            }
        }
    }
}
