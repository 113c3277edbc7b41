package dev.dolmen.lsm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private static final int MIB = 1 << 20;

    private long now;
    private final Throttle throttle = new Throttle(StoreOptions.DEFAULT, () -> now);

    /** Bytes a second that so many threads write at this pressure, in all, when they do nothing else. */
    private double rate(double pressure, int threads, int bytes) {
        long[] readyAt = new long[threads];
        long start = now;
        long admitted = 0;
        while (now - start < TimeUnit.SECONDS.toNanos(2)) {
            for (int i = 0; i < threads; i++) {
                if (readyAt[i] <= now) {
                    readyAt[i] = now + throttle.pauseNanos(pressure, bytes, now);
                    admitted += bytes;
                }
            }
            now += 1_000;
        }
        return admitted / 2.0;
    }

    @Test
    void theRateFallsSmoothlyWithThePressure() {
        double previous = 1e9;
        for (double pressure : new double[] {0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99}) {
            double rate = rate(pressure, 1, 1_000);
            assertThat(rate).as("at " + pressure).isLessThan(previous).isGreaterThan(previous / 12);
            previous = rate;
        }
        assertThat(rate(0.5, 1, 1_000)).isBetween(90e6, 110e6);
        assertThat(rate(1, 1, 1_000)).isBetween(0.9e6, 1.1e6);
    }

    @Test
    void allThreadsShareOneRate() {
        for (int threads : new int[] {1, 2, 8}) {
            assertThat(rate(0.9, threads, 1_000)).as(threads + " threads").isBetween(9e6, 13e6);
        }
    }

    @Test
    void noPauseIsLong() {
        for (int i = 0; i < 100; i++) {
            assertThat(throttle.pauseNanos(1, 16 * MIB, now)).isLessThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(40));
        }
    }

    @Test
    void littlePressureIsNotFelt() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(throttle.pauseNanos(0.05, 1_000, now)).isZero();
            now += 1_000;
        }
    }

    @Test
    void timeThatNobodyUsedIsNotSaved() {
        now += TimeUnit.HOURS.toNanos(1);
        assertThat(rate(0.9, 1, 1_000)).isBetween(9e6, 13e6);
    }

    /** A flush that is under way holds up nobody, until there is no room whatever. */
    @Test
    void writersWaitForAFlushOnlyWhenMemoryIsExhausted() throws IOException {
        Deque<Runnable> notStarted = new ArrayDeque<>();
        StoreOptions options = TestStores.TINY;
        StoreComponents components =
                new StoreComponents(new SimulatedDisk(), new SimulatedClock(), notStarted::add, () -> 42);
        try (OrderedStore store = OrderedStore.open(TestStores.DIRECTORY, options, components)) {
            int rows = 0;
            int rowsSealed = 0;
            while (store.statistics().flushes() == 0) {
                rowsSealed = store.statistics().sealedMemtables() < options.sealedMemtables() ? rows : rowsSealed;
                store.commit(new WriteBatch().put(TestStores.slice("key" + rows++), new Slice(new byte[50])));
            }
            int rowsOfMemtable = rowsSealed / options.sealedMemtables();
            assertThat(rows - rowsSealed).isBetween(3 * rowsOfMemtable / 2, 3 * rowsOfMemtable);
            assertThat(notStarted).isNotEmpty();
            while (!notStarted.isEmpty()) {
                notStarted.remove().run(); // which may schedule more
            }
            assertThat(TestStores.contents(store, null)).hasSize(rows);
            TestStores.check(store);
        }
    }
}
