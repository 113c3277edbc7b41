package dev.dolmen.lsm;

import static dev.dolmen.lsm.TestStores.slice;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Power cuts and deaths of the process while several threads write, flushes, compactions and syncs run in the background, and
 * cuts again while the next process recovers. What a seed decides is where the power goes and what is left; how the threads
 * take turns is up to the machine.
 */
@Timeout(900)
class ThreadsPowerCutTest {

    private static final int WRITERS = 4;
    private static final int KEYS = 12;

    private static final StoreOptions LESS_MEMORY =
            TestStores.TINY.toBuilder().memtableBytes(300).sealedMemtables(1).build();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdown();
    }

    /** A disk whose power fails, and what the writers were told before. */
    private static final class Run {

        final SimulatedDisk disk = new SimulatedDisk();
        final AtomicIntegerArray begun = new AtomicIntegerArray(WRITERS);
        final AtomicIntegerArray acknowledged = new AtomicIntegerArray(WRITERS);
    }

    private static Slice key(int writer, int number) {
        return slice("writer" + writer + "/key" + number % KEYS);
    }

    private static Slice counter(int writer) {
        return slice("writer" + writer + "/~counter");
    }

    /** Each batch puts two keys, every fifth deletes a range of them, and all tell their number under one more. */
    private static WriteBatch batch(int writer, int number) {
        WriteBatch batch = new WriteBatch();
        if (number % 5 == 4) {
            batch.deleteRange(slice("writer" + writer + "/key1"), slice("writer" + writer + "/key2"));
        }
        batch.put(key(writer, number), value(number));
        batch.put(key(writer, 7 * number + 3), value(number));
        if (number % 3 == 0) {
            batch.delete(key(writer, number + 1));
        }
        return batch.put(counter(writer), slice(Integer.toString(number + 1)));
    }

    private static Slice value(int number) {
        return slice("value " + number + "-".repeat(number % 60));
    }

    /** What a writer's keys are after so many batches. */
    private static TreeMap<Slice, Slice> state(int writer, int batches) {
        TreeMap<Slice, Slice> state = new TreeMap<>();
        for (int number = 0; number < batches; number++) {
            if (number % 5 == 4) {
                TestStores.deleteRange(state, slice("writer" + writer + "/key1"), slice("writer" + writer + "/key2"));
            }
            state.put(key(writer, number), value(number));
            state.put(key(writer, 7 * number + 3), value(number));
            if (number % 3 == 0) {
                state.remove(key(writer, number + 1));
            }
            state.put(counter(writer), slice(Integer.toString(number + 1)));
        }
        return state;
    }

    private static void write(Run run, OrderedStore store, int writer, Random random) throws IOException {
        for (int number = 0; ; number++) {
            run.begun.set(writer, number + 1);
            long sequence = store.commit(batch(writer, number));
            if (random.nextInt(4) == 0) {
                store.awaitDurable(sequence);
                run.acknowledged.set(writer, number + 1);
            }
        }
    }

    private static void tend(Run run, OrderedStore store, Random random) throws IOException {
        while (!run.disk.isPoweredOff()) {
            int choice = random.nextInt(20);
            if (choice == 0) {
                store.compact();
            } else if (choice < 4) {
                store.flush();
            } else {
                store.tend();
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private Future<?> start(Run run, Work work) {
        return threads.submit(() -> {
            try {
                work.run();
            } catch (IOException end) {
                assertThat(run.disk.isPoweredOff()).as("ended by %s", end).isTrue();
            }
            return null;
        });
    }

    private void writeUntilCut(Run run, Random random) throws Exception {
        StoreComponents components =
                new StoreComponents(run.disk, new SimulatedClock(), threads, new Random(random.nextLong())::nextLong);
        OrderedStore store = OrderedStore.open(TestStores.DIRECTORY, TestStores.TINY, components);
        run.disk.powerOffAfter(run.disk.operations() + 1 + random.nextInt(1_500));
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            Random own = new Random(random.nextLong());
            all.add(start(run, () -> write(run, store, writer, own)));
        }
        Random own = new Random(random.nextLong());
        all.add(start(run, () -> tend(run, store, own)));
        for (Future<?> thread : all) {
            thread.get();
        }
        try {
            store.close();
        } catch (IOException end) {
            assertThat(run.disk.isPoweredOff()).isTrue();
        }
    }

    /** Every writer's keys are what they were after some batch of its, no earlier than the last it was told of. */
    private static TreeMap<Slice, Slice> check(Run run, OrderedStore store) throws IOException {
        TreeMap<Slice, Slice> expected = new TreeMap<>();
        ReadResult read = new ReadResult();
        for (int writer = 0; writer < WRITERS; writer++) {
            int batches = store.get(counter(writer), null, read)
                    ? Integer.parseInt(new String(read.value().toByteArray(), StandardCharsets.UTF_8))
                    : 0;
            assertThat(batches)
                    .as("batches of writer %d", writer)
                    .isBetween(run.acknowledged.get(writer), run.begun.get(writer));
            expected.putAll(state(writer, batches));
        }
        assertThat(TestStores.contents(store, null)).isEqualTo(expected);
        TestStores.check(store);
        return expected;
    }

    private static void survives(Run run, SimulatedDisk left, Random random) throws IOException {
        StoreOptions options = random.nextBoolean() ? TestStores.TINY : LESS_MEMORY;
        SimulatedDisk cutAgain = left.afterKill();
        cutAgain.powerOffAfter(cutAgain.operations() + 1 + random.nextInt(40));
        TreeMap<Slice, Slice> shownBefore = null;
        try {
            shownBefore = check(run, TestStores.open(cutAgain, options));
        } catch (IOException cut) {
            assertThat(cutAgain.isPoweredOff()).as("%s", cut).isTrue();
        }
        SimulatedDisk twice = random.nextBoolean()
                ? cutAgain.afterKill()
                : cutAgain.afterPowerLoss(PowerLoss.RANDOM, random.nextLong());
        TreeMap<Slice, Slice> shown = check(run, TestStores.open(twice, options));
        if (shownBefore != null) {
            assertThat(shown).as("shown by the recovery before").isEqualTo(shownBefore);
        }
        SimulatedDisk thrice = twice.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 0);
        try (OrderedStore store = TestStores.open(thrice, options)) {
            assertThat(check(run, store)).as("shown once, shown again").isEqualTo(shown);
            store.compact();
            assertThat(check(run, store)).isEqualTo(shown);
        }
    }

    private void cut(long seed) {
        Random random = new Random(seed);
        Run run = new Run();
        try {
            writeUntilCut(run, random);
            survives(run, run.disk.afterKill(), random);
            for (int outcome = 0; outcome < 4; outcome++) {
                PowerLoss policy = outcome == 0 ? PowerLoss.LOSE_ALL_UNSYNCED : PowerLoss.RANDOM;
                survives(run, run.disk.afterPowerLoss(policy, random.nextLong()), random);
            }
        } catch (Exception | AssertionError failure) {
            throw new AssertionError("seed " + seed, failure);
        }
    }

    @Test
    void losesNothingThatWasAcknowledged() {
        long seed = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            cut(seed + i);
        }
    }

    @Tag("long")
    @Test
    void losesNothingThatWasAcknowledgedInManyRuns() {
        long seed = System.nanoTime();
        for (int i = 0; i < 300; i++) {
            cut(seed + i);
        }
    }
}
