package dev.dolmen.benchmarks;

import dev.dolmen.item.Item;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Reads of items chosen at random, of items chosen among a few, and of items that are not there. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ReadBenchmark extends OpenPeer {

    private static final int COUNT = 200_000;
    private static final int HOT = 1_000;

    @Override
    boolean sync() {
        return false;
    }

    @Override
    void fill() throws Exception {
        for (int i = 0; i < COUNT; i++) {
            store.put(Items.item(i, bytes));
        }
    }

    @Benchmark
    public Item getUniform() throws Exception {
        return there(ThreadLocalRandom.current().nextInt(COUNT));
    }

    @Benchmark
    public Item getHot() throws Exception {
        return there(ThreadLocalRandom.current().nextInt(HOT));
    }

    private Item there(int number) throws Exception {
        Item item = store.get(Items.id(number));
        if (item == null) {
            throw new AssertionError("item " + number + " is not there");
        }
        return item;
    }

    @Benchmark
    public boolean getMissing() throws Exception {
        if (store.get(Items.id(COUNT + ThreadLocalRandom.current().nextInt(COUNT))) != null) {
            throw new AssertionError("an item that nobody put");
        }
        return true;
    }
}
