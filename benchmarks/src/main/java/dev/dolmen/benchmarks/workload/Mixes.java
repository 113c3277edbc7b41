package dev.dolmen.benchmarks.workload;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.data.Tally;
import dev.dolmen.benchmarks.data.Zipf;
import dev.dolmen.benchmarks.goal.Goal;
import dev.dolmen.benchmarks.workload.Workload.Definition;
import dev.dolmen.benchmarks.workload.Workload.Start;
import java.util.PrimitiveIterator;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** The mixes of the Yahoo! Cloud Serving Benchmark: rows by Zipf's law, reads or short scans among updates or inserts. */
final class Mixes {

    private static final int LONGEST_SCAN = 100;

    static final Workload A = mix("ycsb-a", "Half gets, half updates, by Zipf's law")
            .toReach(Goal.p50(3.5), Goal.cpu(3.5))
            .run(share -> getsAndUpdates(share, 0.5));

    static final Workload B = mix("ycsb-b", "95 % gets, 5 % updates, by Zipf's law")
            .toReach(Goal.p50(3.5), Goal.cpu(3.5))
            .run(share -> getsAndUpdates(share, 0.95));

    static final Workload E = mix("ycsb-e", "95 % scans of 1 to 100 rows, 5 % inserts")
            .toReach(Goal.p50(5.4), Goal.cpu(5.4))
            .run(share -> scansAndInserts(share, 0.95));

    private Mixes() {}

    static Workload updatesByThreads(String name, int threads) {
        return mix(name, "Half gets, half updates, by Zipf's law, by several threads")
                .threads(threads)
                .run(share -> getsAndUpdates(share, 0.5));
    }

    private static Definition mix(String name, String description) {
        return Workload.named(name, description).on(Start.LOADED);
    }

    private static Client getsAndUpdates(Share share, double gets) {
        SplittableRandom random = share.random();
        Zipf zipf = zipf(share, random);
        return mixed(
                share, random, gets, () -> Reads.get(share, row(share, zipf)), () -> Puts.put(share, row(share, zipf)));
    }

    private static Client scansAndInserts(Share share, double scans) {
        SplittableRandom random = share.random();
        Zipf zipf = zipf(share, random);
        Tally tally = new Tally();
        // New rows begin new partitions: those of the data set stay as long as they are.
        DataSet dataSet = share.dataSet();
        PrimitiveIterator.OfLong inserts = share.numbersFrom(dataSet.firstOf(dataSet.partitions()));
        return mixed(
                share,
                random,
                scans,
                () -> Reads.query(share, row(share, zipf), random.nextInt(1, LONGEST_SCAN + 1), tally),
                () -> Puts.put(share, inserts.nextLong()));
    }

    private static Client mixed(
            Share share, SplittableRandom random, double reads, Supplier<Operation> read, Supplier<Operation> write) {
        return share.forever(() -> (random.nextDouble() < reads ? read : write).get());
    }

    private static Zipf zipf(Share share, SplittableRandom random) {
        return new Zipf(Math.max(2, share.dataSet().rows()), random);
    }

    private static long row(Share share, Zipf zipf) {
        return Math.min(zipf.next(), share.dataSet().rows() - 1);
    }
}
