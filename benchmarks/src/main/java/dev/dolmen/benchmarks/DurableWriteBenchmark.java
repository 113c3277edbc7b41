package dev.dolmen.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** Writes that wait until they are on stable storage. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DurableWriteBenchmark extends OpenPeer {

    private final AtomicLong next = new AtomicLong();

    @Override
    boolean sync() {
        return true;
    }

    @Benchmark
    @Threads(1)
    public void durablePut1Thread() throws Exception {
        store.put(Items.item(next.getAndIncrement(), bytes));
    }

    @Benchmark
    @Threads(8)
    public void durablePut8Threads() throws Exception {
        store.put(Items.item(next.getAndIncrement(), bytes));
    }
}
