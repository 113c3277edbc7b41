package dev.dolmen.benchmarks.workload;

import static dev.dolmen.benchmarks.workload.Workload.Trait.COLD;
import static dev.dolmen.benchmarks.workload.Workload.Trait.KEEPS_ALL_ROWS;
import static dev.dolmen.benchmarks.workload.Workload.Trait.PUTS_ROWS;
import static dev.dolmen.benchmarks.workload.Workload.Trait.SETTLES;
import static dev.dolmen.benchmarks.workload.Workload.Trait.SYNCED;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.data.Permutation;
import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.goal.Goal;
import dev.dolmen.benchmarks.outcome.Measure;
import dev.dolmen.benchmarks.peer.Peer;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.workload.Workload.Definition;
import java.util.function.LongUnaryOperator;

/** Puts into a store that is empty at first. */
final class Puts {

    private static final int SEED = 11;
    private static final int OVERWRITE_EVERY = 5;
    private static final double LONGEST_WAIT_MICROS = 100_000;
    private static final double HEAP_BYTES = 1 << 30;

    static final Workload FORWARD = inOrder("fill-seq", "Puts in the order of the keys")
            .toReach(Goal.p50(3.5), Goal.cpu(2))
            .run(share -> share.each(share.dataSet().rows(), number -> put(share, number)));

    static final Workload BACKWARD = inOrder("fill-backward", "Puts in the reverse order of the keys")
            .run(share -> share.each(
                    share.dataSet().rows(),
                    position -> put(share, share.dataSet().rows() - 1 - position)));

    static final Workload RANDOM = random("fill-random", "Puts in random order, every fifth of a row that is there")
            .toReach(Goal.p50(3.5), Goal.cpu(2.5), Goal.times(1, Measure.WRITTEN))
            .run(Puts::inRandomOrder);

    static final Workload LONG = random(
                    "long-load", "2 GB in random order: does a put have to wait, does memory suffice?")
            .having(COLD)
            .wantingBytes(Workloads.LARGE_BYTES)
            .toReach(Goal.atMost(LONGEST_WAIT_MICROS, Measure.LONGEST), Goal.atMost(HEAP_BYTES, Measure.HEAP))
            .run(Puts::inRandomOrder);

    static final Workload DURABLE =
            durable(1).toReach(Goal.p50(1.7), Goal.cpu(1.7)).run(Puts::ofNewRows);

    static final Workload DURABLE_SHARED =
            durable(8).toReach(Goal.p50(2), Goal.cpu(4)).run(Puts::ofNewRows);

    private Puts() {}

    static Workload randomByThreads(String name, int threads) {
        return random(name, "Puts in random order by several threads")
                .threads(threads)
                .run(Puts::inRandomOrder);
    }

    static Workload durableByThreads(String name, int threads) {
        return durable(threads).run(Puts::ofNewRows);
    }

    private static Definition inOrder(String name, String description) {
        return Workload.named(name, description)
                .counting("put")
                .having(PUTS_ROWS, KEEPS_ALL_ROWS, SETTLES)
                .ending(DataSet::rows)
                .leaving(Checks::allRows);
    }

    private static Definition random(String name, String description) {
        return inOrder(name, description).ending(Puts::randomPuts);
    }

    private static Definition durable(int threads) {
        return Workload.named(
                        "put-sync-" + threads,
                        "Puts that return when they are on stable storage; "
                                + (threads == 1 ? "1 thread" : threads + " threads that may share a sync"))
                .counting("put")
                .having(PUTS_ROWS, SYNCED)
                .forPeers(PeerKind::syncs)
                .threads(threads);
    }

    private static long randomPuts(DataSet dataSet) {
        return dataSet.rows() + dataSet.rows() / (OVERWRITE_EVERY - 1);
    }

    private static Client inRandomOrder(Share share) {
        LongUnaryOperator numbers = randomNumbers(share.dataSet().rows());
        return share.each(randomPuts(share.dataSet()), position -> put(share, numbers.applyAsLong(position)));
    }

    /** Which row is put at which position: each once, and every so many puts one that is there. */
    private static LongUnaryOperator randomNumbers(long rows) {
        Permutation permutation = new Permutation(rows, SEED);
        return position -> {
            long fresh = position - position / OVERWRITE_EVERY;
            boolean overwrites = position % OVERWRITE_EVERY == OVERWRITE_EVERY - 1;
            return permutation.at(overwrites ? Math.floorMod(position * SEED, fresh) : fresh);
        };
    }

    private static Client ofNewRows(Share share) {
        return share.each(Long.MAX_VALUE, number -> put(share, number));
    }

    static Operation put(Share share, long number) {
        Peer peer = share.peer();
        Row row = share.rows().row(number);
        return () -> {
            peer.put(row);
            return 1;
        };
    }
}
