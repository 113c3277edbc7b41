package dev.dolmen.benchmarks.workload;

import static dev.dolmen.benchmarks.workload.Workload.Trait.COLD;
import static dev.dolmen.benchmarks.workload.Workload.Trait.COMPACTS;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.data.Permutation;
import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.data.Rows;
import dev.dolmen.benchmarks.goal.Goal;
import dev.dolmen.benchmarks.outcome.Measure;
import dev.dolmen.benchmarks.peer.Peer;
import dev.dolmen.benchmarks.workload.Workload.Definition;
import dev.dolmen.benchmarks.workload.Workload.Start;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/**
 * Deletes from a loaded store, in random order, each place once. Half of what is there, but for one: what is left can be
 * looked at. They are measured as RocksDB's were when the goals were set: the deletes alone, with the background work they
 * meet.
 */
final class Deletes {

    private static final int SEED = 13;
    private static final double DISK_LEFT = 0.01;

    static final Workload CONDITIONAL = ofRows("cond-delete", "Deletes if the status is \"inactive\"", Rows::isInactive)
            .toReach(Goal.p50(4), Goal.cpu(4))
            .run(share -> rows(share, number -> deleteIfInactive(share, number)));

    static final Workload PLAIN = ofRows("delete", "Deletes without a condition", number -> true)
            .toReach(Goal.p50(3.5), Goal.cpu(3.5))
            .run(share -> rows(share, number -> delete(share, number)));

    static final Workload PARTITION = deletes("delete-partition", "Deletes of all 100 rows of a partition")
            .counting("partition")
            .ending(dataSet -> half(dataSet.partitions()))
            .leaving(Deletes::verifyPartitions)
            .toReach(Goal.p50(5), Goal.cpu(5))
            .run(Deletes::partitions);

    static final Workload ALL = deletes(
                    "delete-all", "Deletes of 2 GB, row by row, then compacted: is the space given back?")
            .having(COLD, COMPACTS)
            .wantingBytes(Workloads.LARGE_BYTES)
            .ending(DataSet::rows)
            .leaving(Checks::noRows)
            .toReach(Goal.atMost(DISK_LEFT, Measure.DISK_LEFT))
            .run(share ->
                    scattered(share, share.dataSet().rows(), share.dataSet().rows(), n -> delete(share, n)));

    private Deletes() {}

    static Workload conditionalByThreads(String name, int threads) {
        return ofRows(name, "Deletes if the status is \"inactive\" by several threads", Rows::isInactive)
                .threads(threads)
                .run(share -> rows(share, number -> deleteIfInactive(share, number)));
    }

    private static Definition deletes(String name, String description) {
        return Workload.named(name, description).counting("delete").on(Start.LOADED);
    }

    /** @param deleted which of the rows tried are deleted */
    private static Definition ofRows(String name, String description, LongPredicate deleted) {
        return deletes(name, description)
                .ending(dataSet -> half(dataSet.rows()))
                .leaving(subject -> verifyRows(subject, deleted));
    }

    private static long half(long places) {
        return Math.max(1, places / 2);
    }

    private static Client rows(Share share, LongFunction<Operation> operation) {
        long rows = share.dataSet().rows();
        return scattered(share, rows, half(rows), operation);
    }

    private static Client partitions(Share share) {
        DataSet dataSet = share.dataSet();
        return scattered(
                share,
                dataSet.partitions(),
                half(dataSet.partitions()),
                partition -> deletePartition(share, dataSet.firstOf(partition)));
    }

    /** An operation at each of the first {@code tried} of all places, in random order. */
    private static Client scattered(Share share, long places, long tried, LongFunction<Operation> operation) {
        Permutation order = new Permutation(places, SEED);
        return share.each(tried, position -> operation.apply(order.at(position)));
    }

    private static Operation delete(Share share, long number) {
        Peer peer = share.peer();
        Row place = share.rows().place(number);
        return () -> {
            peer.delete(place);
            return 1;
        };
    }

    private static Operation deleteIfInactive(Share share, long number) {
        Peer peer = share.peer();
        Row place = share.rows().place(number);
        boolean inactive = Rows.isInactive(number);
        return () -> {
            if (peer.deleteIfInactive(place) != inactive) {
                throw new AssertionError("row " + number + " is inactive: " + inactive);
            }
            return 1;
        };
    }

    private static Operation deletePartition(Share share, long first) {
        Peer peer = share.peer();
        Row place = share.rows().place(first);
        return () -> {
            peer.deletePartition(place);
            return 1;
        };
    }

    private static void verifyRows(Subject subject, LongPredicate deleted) throws Exception {
        long rows = subject.dataSet().rows();
        Permutation order = new Permutation(rows, SEED);
        long count = rows;
        long sum = rows * (rows - 1) / 2;
        for (long position = 0; position < half(rows); position++) {
            long number = order.at(position);
            if (deleted.test(number)) {
                count--;
                sum -= number;
            }
        }
        Checks.rows(subject, count, sum);
    }

    private static void verifyPartitions(Subject subject) throws Exception {
        DataSet dataSet = subject.dataSet();
        Permutation order = new Permutation(dataSet.partitions(), SEED);
        long count = dataSet.rows();
        long sum = dataSet.rows() * (dataSet.rows() - 1) / 2;
        for (long position = 0; position < half(dataSet.partitions()); position++) {
            long partition = order.at(position);
            int rows = dataSet.rowsIn(partition);
            count -= rows;
            sum -= (2 * dataSet.firstOf(partition) + rows - 1) * rows / 2;
        }
        Checks.rows(subject, count, sum);
    }
}
