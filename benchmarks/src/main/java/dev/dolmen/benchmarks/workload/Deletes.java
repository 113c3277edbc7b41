package dev.dolmen.benchmarks.workload;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.data.Permutation;
import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.data.Rows;
import dev.dolmen.benchmarks.data.Tally;
import dev.dolmen.benchmarks.peer.Peer;
import org.jspecify.annotations.Nullable;

/** Deletes rows, in random order, each place once. */
final class Deletes implements Workload {

    /** How. */
    enum Manner {
        /** Whatever is there. */
        PLAIN,
        /** If the status is "inactive", as it is in three of four rows. */
        CONDITIONAL,
        /** All rows of a partition at once. */
        PARTITION
    }

    private static final int SEED = 13;

    private final String name;
    private final String description;
    private final Goal goal;
    private final Manner manner;

    Deletes(String name, String description, Goal goal, Manner manner) {
        this.name = name;
        this.description = description;
        this.goal = goal;
        this.manner = manner;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public String unit() {
        return manner == Manner.PARTITION ? "partition" : "delete";
    }

    @Override
    public Goal goal() {
        return goal;
    }

    @Override
    public Start start() {
        return Start.LOADED;
    }

    /** Half of all there are: what is left can be looked at. */
    @Override
    public long operations(DataSet dataSet) {
        return Math.max(1, places(dataSet) / 2);
    }

    private long places(DataSet dataSet) {
        return manner == Manner.PARTITION ? dataSet.partitions() : dataSet.rows();
    }

    /** As RocksDB's figures were when the goals were set: the deletes alone, with the background work they meet. */
    @Override
    public boolean settles() {
        return false;
    }

    @Override
    public Client client(Subject subject, int thread, int threads) {
        DataSet dataSet = subject.dataSet();
        Permutation order = new Permutation(places(dataSet), SEED);
        long end = operations(dataSet);
        return new Client() {
            private long position = thread;

            @Override
            public @Nullable Operation next() {
                if (position >= end) {
                    return null;
                }
                long place = order.at(position);
                position += threads;
                return operation(subject, manner == Manner.PARTITION ? dataSet.firstOf(place) : place);
            }
        };
    }

    private Operation operation(Subject subject, long number) {
        Peer peer = subject.peer();
        Row place = subject.rows().place(number);
        boolean inactive = Rows.isInactive(number);
        return switch (manner) {
            case PLAIN ->
                () -> {
                    peer.delete(place);
                    return 1;
                };
            case CONDITIONAL ->
                () -> {
                    if (peer.deleteIfInactive(place) != inactive) {
                        throw new AssertionError("row " + number + " is inactive: " + inactive);
                    }
                    return 1;
                };
            case PARTITION ->
                () -> {
                    peer.deletePartition(place);
                    return 1;
                };
        };
    }

    @Override
    public void verify(Subject subject) throws Exception {
        DataSet dataSet = subject.dataSet();
        Permutation order = new Permutation(places(dataSet), SEED);
        Tally expected = new Tally();
        for (long number = 0; number < dataSet.rows(); number++) {
            expected.add(number);
        }
        long count = expected.count();
        long sum = expected.sum();
        for (long position = 0; position < operations(dataSet); position++) {
            long place = order.at(position);
            if (manner == Manner.PARTITION) {
                long first = dataSet.firstOf(place);
                int rows = dataSet.rowsIn(place);
                count -= rows;
                sum -= (2 * first + rows - 1) * rows / 2;
            } else if (manner == Manner.PLAIN || Rows.isInactive(place)) {
                count--;
                sum -= place;
            }
        }
        Tally left = new Tally();
        subject.peer().scan(left);
        left.requireCount(count, sum);
    }
}
