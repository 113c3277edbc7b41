package dev.dolmen.benchmarks.workload;

import static dev.dolmen.benchmarks.workload.Workload.Trait.ANSWERS_ARE_KEPT;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.data.Permutation;
import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.data.Rows;
import dev.dolmen.benchmarks.data.Tally;
import dev.dolmen.benchmarks.goal.Goal;
import dev.dolmen.benchmarks.outcome.Measure;
import dev.dolmen.benchmarks.peer.Peer;
import dev.dolmen.benchmarks.workload.Workload.Definition;
import dev.dolmen.benchmarks.workload.Workload.Start;
import java.util.SplittableRandom;

/** Gets and queries of a loaded store. */
final class Reads {

    private static final int SEED = 3;
    private static final int HOT_ROWS = 1000;

    /** Less than the smallest object there is: not one for each get. */
    private static final double GARBAGE_BYTES = 15;

    static final Workload HOT = gets("get-hot", "Gets of a thousand rows")
            .having(ANSWERS_ARE_KEPT)
            .toReach(Goal.p50(6), Goal.cpu(6), Goal.atMost(GARBAGE_BYTES, Measure.GARBAGE))
            .run(share -> getsOf(Math.min(HOT_ROWS, share.dataSet().rows()), share));

    static final Workload UNIFORM = gets("get-uniform", "Gets of any row")
            .toReach(Goal.p50(3.3), Goal.cpu(3.3))
            .run(Reads::getsOfAny);

    static final Workload MISSING = gets("get-missing", "Gets of rows that are not there")
            .toReach(Goal.p50(1.2), Goal.cpu(1.2))
            .run(Reads::getsOfNone);

    static final Workload QUERY = Workload.named(
                    "query", "All 100 rows of a partition, in the order of their sort keys")
            .counting("query")
            .on(Start.LOADED)
            .toReach(Goal.p50(6), Goal.cpu(6))
            .run(Reads::queriesOfPartitions);

    private Reads() {}

    static Workload uniformByThreads(String name, int threads) {
        return gets(name, "Gets of any row by several threads").threads(threads).run(Reads::getsOfAny);
    }

    private static Definition gets(String name, String description) {
        return Workload.named(name, description).counting("get").on(Start.LOADED);
    }

    private static Client getsOfAny(Share share) {
        return getsOf(share.dataSet().rows(), share);
    }

    /** Of so many rows, which lie anywhere. */
    private static Client getsOf(long rows, Share share) {
        Permutation scatter = new Permutation(share.dataSet().rows(), SEED);
        SplittableRandom random = share.random();
        return share.forever(() -> get(share, scatter.at(random.nextLong(rows))));
    }

    /** Of places between rows that there are. */
    private static Client getsOfNone(Share share) {
        SplittableRandom random = share.random();
        Peer peer = share.peer();
        return share.forever(() -> {
            Row place = share.rows().placeBeside(random.nextLong(share.dataSet().rows()));
            return () -> {
                Checks.same(peer.get(place), Rows.ABSENT, "row got");
                return 1;
            };
        });
    }

    static Operation get(Share share, long number) {
        Peer peer = share.peer();
        Row place = share.rows().place(number);
        return () -> {
            Checks.same(peer.get(place), number, "row got");
            return 1;
        };
    }

    private static Client queriesOfPartitions(Share share) {
        DataSet dataSet = share.dataSet();
        SplittableRandom random = share.random();
        Tally tally = new Tally();
        // One more than there are: the store must find out that the partition ends.
        int limit = dataSet.rowsPerPartition() + 1;
        return share.forever(() -> query(share, dataSet.firstOf(random.nextLong(dataSet.partitions())), limit, tally));
    }

    /** Of so many rows of a partition from this one on, or of as many as there are. */
    static Operation query(Share share, long first, int limit, Tally tally) {
        Peer peer = share.peer();
        DataSet dataSet = share.dataSet();
        Row from = share.rows().place(first);
        long rest = dataSet.rowsIn(dataSet.partitionOf(first)) - dataSet.sortOf(first);
        long expected = Math.min(limit, rest);
        return () -> {
            tally.clear();
            peer.query(from, limit, tally);
            tally.requireRange(first, expected);
            return 1;
        };
    }
}
