package dev.dolmen.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/** Deletes on a condition that holds: every item once, in another order than they were put. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 7)
@Fork(1)
public class ConditionalDeleteBenchmark extends OpenPeer {

    private static final int COUNT = 50_000;
    private static final int STRIDE = 7_919;

    private long first;

    @Override
    boolean sync() {
        return false;
    }

    @Setup(Level.Iteration)
    public void refill() throws Exception {
        first += COUNT;
        for (long i = first; i < first + COUNT; i++) {
            store.put(Items.item(i, bytes));
        }
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void conditionalDelete() throws Exception {
        long at = 0;
        for (int i = 0; i < COUNT; i++) {
            at = (at + STRIDE) % COUNT;
            if (!store.deleteIfInactive(Items.id(first + at))) {
                throw new AssertionError("item " + (first + at) + " was not there");
            }
        }
    }
}
