package dev.dolmen.benchmarks.workload;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.data.Tally;
import dev.dolmen.benchmarks.peer.Peer;
import java.util.SplittableRandom;

/** Reads all rows of partitions chosen at random. */
final class PartitionQuery implements Workload {

    @Override
    public String name() {
        return "query";
    }

    @Override
    public String description() {
        return "All 100 rows of a partition, in the order of their sort keys";
    }

    @Override
    public String unit() {
        return "query";
    }

    @Override
    public Goal goal() {
        return Goal.of(6);
    }

    @Override
    public Start start() {
        return Start.LOADED;
    }

    @Override
    public Client client(Subject subject, int thread, int threads) {
        Peer peer = subject.peer();
        DataSet dataSet = subject.dataSet();
        Tally tally = new Tally();
        SplittableRandom random = new SplittableRandom(thread);
        return () -> {
            long partition = random.nextLong(dataSet.partitions());
            Row from = subject.rows().place(dataSet.firstOf(partition));
            return () -> {
                tally.clear();
                // One more than there are: the store must find out that the partition ends.
                peer.query(from, dataSet.rowsPerPartition() + 1, tally);
                tally.requireRange(from.number(), dataSet.rowsIn(partition));
                return 1;
            };
        };
    }
}
