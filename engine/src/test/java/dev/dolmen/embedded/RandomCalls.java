package dev.dolmen.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * Random calls to a store by several threads at once, one in twenty of them interrupted: on a disk that keeps its power, or
 * with the power cut again and again. What the calls are, and what is to be held of their answers, is the caller's; {@link
 * #toString} tells the seed.
 */
final class RandomCalls {

    private static final int THREADS = 4;

    /** One thread's. */
    @FunctionalInterface
    interface Caller {
        /** Makes one call. When it throws, nobody knows whether the call was done. */
        void call(Random random) throws IOException;
    }

    /** What is called of a store that has just been opened. */
    @FunctionalInterface
    interface Opening {
        /** Makes the tables that are not there yet; a caller for each thread. */
        Supplier<Caller> callers(EmbeddedItemStore store) throws IOException;
    }

    private final SimulatedClock clock = new SimulatedClock();
    private final long seed = new Random().nextLong();

    /** @param calls of each thread */
    void run(Opening opening, int calls) throws IOException {
        SimulatedDisk disk = new SimulatedDisk();
        try (EmbeddedItemStore store = Databases.open(disk, clock)) {
            inAllThreads(opening.callers(store), disk, seed, calls);
            StoreChecker.check(store);
        }
    }

    /**
     * Opens the store one time more than the power is cut.
     *
     * @param most so many changes of the disk, and twenty more, are made at most before a cut
     * @param calls of each thread between two cuts, if the power lasts
     */
    void acrossPowerCuts(Opening opening, int cuts, int most, int calls) throws IOException {
        Random random = new Random(seed);
        SimulatedDisk disk = new SimulatedDisk();
        for (int cut = 0; cut <= cuts; cut++) {
            EmbeddedItemStore store = Databases.open(disk, clock);
            Supplier<Caller> callers = opening.callers(store);
            StoreChecker.check(store);
            disk.powerOffAfter(disk.operations() + 20 + random.nextInt(most));
            inAllThreads(callers, disk, random.nextLong(), calls);
            disk.powerOff();
            SimulatedDisk left = disk.afterPowerLoss(PowerLoss.RANDOM, random.nextLong());
            closeWithoutPower(store);
            disk = left;
        }
    }

    private static void closeWithoutPower(EmbeddedItemStore store) {
        try {
            store.close();
        } catch (IOException e) {
            assertThat(e).isNotNull();
        }
    }

    /** Returns when all threads have made their calls, or the power is off. */
    private void inAllThreads(Supplier<Caller> callers, SimulatedDisk disk, long runSeed, int calls) {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> runs = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                Random random = new Random(runSeed + thread);
                runs.add(threads.submit(() -> make(callers.get(), disk, random, calls)));
            }
            for (Future<?> run : runs) {
                run.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(toString(), e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError(toString(), e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void make(Caller caller, SimulatedDisk disk, Random random, int calls) {
        for (int i = 0; i < calls; i++) {
            if (random.nextInt(20) == 0) {
                Thread.currentThread().interrupt();
            }
            try {
                caller.call(random);
            } catch (IOException e) {
                // Where the power goes the calls end, and this one stays pending. Nothing else may end them.
                if (!disk.isPoweredOff()) {
                    throw new AssertionError("unexpected", e);
                }
                return;
            } finally {
                Thread.interrupted();
            }
        }
    }

    @Override
    public String toString() {
        return "seed " + seed;
    }
}
