package dev.dolmen.wal;

import static dev.dolmen.wal.LogRun.DIRECTORY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.testkit.PowerLoss;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Power cuts and deaths of the process while several threads append, wait, begin segments and let go of others, all at once.
 * What a seed decides is where the power goes and what is left; how the threads take turns is up to the machine.
 */
@Timeout(600)
class LogThreadsCrashTest {

    private static final int WRITERS = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS + 2);

    @AfterEach
    void stop() {
        threads.shutdown();
    }

    /** One log that is cut, and what was known of it outside. */
    private static final class Run {

        final SimulatedDisk disk = new SimulatedDisk();
        final LogOptions options;
        final AtomicIntegerArray begun = new AtomicIntegerArray(WRITERS);
        final AtomicIntegerArray acknowledged = new AtomicIntegerArray(WRITERS);
        /** Those of each writer from here on are in segments that are needed. */
        final AtomicIntegerArray needed = new AtomicIntegerArray(WRITERS);

        volatile long firstLive = 1;

        Run(LogOptions options) {
            this.options = options;
        }

        void write(Log log, int writer, Random random) throws IOException {
            for (int number = 0; ; number++) {
                byte[] payload = new byte[2 * Integer.BYTES + random.nextInt(300)];
                ByteBuffer.wrap(payload).putInt(writer).putInt(number);
                begun.set(writer, number + 1);
                long end = log.append(new Slice(payload));
                if (random.nextInt(3) == 0) {
                    log.awaitDurable(end);
                    acknowledged.set(writer, number + 1);
                }
            }
        }

        void syncAndRotate(Log log, Random random) throws IOException {
            while (!disk.isPoweredOff()) {
                if (random.nextInt(4) == 0) {
                    log.rotate();
                } else {
                    log.sync();
                }
            }
        }

        void release(Log log) throws IOException {
            while (!disk.isPoweredOff()) {
                long current = log.currentSegment();
                int[] before = new int[WRITERS];
                for (int writer = 0; writer < WRITERS; writer++) {
                    before[writer] = begun.get(writer);
                }
                log.sync(); // whoever needs no more of the log has it elsewhere, durably
                for (int writer = 0; writer < WRITERS; writer++) {
                    needed.set(writer, before[writer]);
                }
                firstLive = current;
                log.releaseBefore(current);
            }
        }

        /** The numbers of each writer's records, which have no gap. */
        List<List<Integer>> recover(SimulatedDisk left) throws IOException {
            List<List<Integer>> shown = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                shown.add(new ArrayList<>());
            }
            Log.open(left, DIRECTORY, options, firstLive, (segment, offset, payload) -> {
                ByteBuffer record = ByteBuffer.wrap(payload.array(), payload.offset(), payload.length());
                List<Integer> numbers = shown.get(record.getInt());
                int number = record.getInt();
                if (!numbers.isEmpty()) {
                    assertThat(number).isEqualTo(numbers.get(numbers.size() - 1) + 1);
                }
                numbers.add(number);
            });
            for (int writer = 0; writer < WRITERS; writer++) {
                List<Integer> numbers = shown.get(writer);
                for (int number = needed.get(writer); number < acknowledged.get(writer); number++) {
                    assertThat(numbers).contains(number);
                }
                assertThat(numbers).allMatch(number -> number < 1_000_000);
            }
            return shown;
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private void run(Run run, Random random) throws Exception {
        Log log = Log.open(run.disk, DIRECTORY, run.options, Log.NO_SEGMENT, (segment, offset, payload) -> {});
        run.disk.powerOffAfter(run.disk.operations() + 1 + random.nextInt(600));
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            Random own = new Random(random.nextLong());
            all.add(start(run, () -> run.write(log, writer, own)));
        }
        Random own = new Random(random.nextLong());
        all.add(start(run, () -> run.syncAndRotate(log, own)));
        all.add(start(run, () -> run.release(log)));
        for (Future<?> thread : all) {
            thread.get();
        }
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

    private void cut(long seed) throws Exception {
        Random random = new Random(seed);
        Run run = new Run(LogRun.options(700 + random.nextInt(3000), 512, random.nextInt(3), seed));
        try {
            run(run, random);
            survives(run, run.disk.afterKill());
            for (int outcome = 0; outcome < 6; outcome++) {
                PowerLoss policy = outcome < 2 ? PowerLoss.values()[outcome] : PowerLoss.RANDOM;
                survives(run, run.disk.afterPowerLoss(policy, random.nextLong()));
            }
        } catch (Exception | AssertionError failure) {
            throw new AssertionError("seed " + seed, failure);
        }
    }

    /** What was shown stays: the recovery wrote anew and synced what was not known to be. */
    private static void survives(Run run, SimulatedDisk left) throws IOException {
        List<List<Integer>> shown = run.recover(left);
        SimulatedDisk again = left.afterPowerLoss(PowerLoss.LOSE_ALL_UNSYNCED, 0);
        assertThat(run.recover(again)).isEqualTo(shown);
    }

    @Test
    void losesNothingThatWasAcknowledged() throws Exception {
        long seed = System.nanoTime();
        for (int i = 0; i < 60; i++) {
            cut(seed + i);
        }
    }

    @Tag("long")
    @Test
    void losesNothingThatWasAcknowledgedInManyRuns() throws Exception {
        long seed = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            cut(seed + i);
        }
    }
}
