package dev.dolmen.benchmarks.workload;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.data.Rows;
import dev.dolmen.benchmarks.data.Tally;
import dev.dolmen.benchmarks.peer.Peer;

/** Looks for the first row of a partition that served as a queue: all rows but the last few were deleted from its head. */
final class DrainedQueue implements Workload {

    private static final int MOST_ENQUEUED = 20_000;
    private static final int LEFT = 10;

    @Override
    public String name() {
        return "queue-head";
    }

    @Override
    public String description() {
        return "The first row of a partition from whose head all rows but ten were deleted, one after the other";
    }

    @Override
    public String unit() {
        return "query";
    }

    @Override
    public Goal goal() {
        return Goal.of(10_000);
    }

    @Override
    public Start start() {
        return Start.EMPTY;
    }

    @Override
    public boolean settles() {
        return false;
    }

    private static DataSet queue(DataSet dataSet) {
        int enqueued = (int) Math.max(LEFT, Math.min(MOST_ENQUEUED, dataSet.rows()));
        return new DataSet(enqueued, dataSet.itemBytes(), enqueued);
    }

    @Override
    public void prepare(Subject subject) throws Exception {
        DataSet queue = queue(subject.dataSet());
        Rows rows = new Rows(queue, subject.kind().form());
        for (long number = 0; number < queue.rows(); number++) {
            subject.peer().put(rows.row(number));
        }
        for (long number = 0; number < queue.rows() - LEFT; number++) {
            subject.peer().delete(rows.place(number));
        }
    }

    @Override
    public Client client(Subject subject, int thread, int threads) {
        Peer peer = subject.peer();
        DataSet queue = queue(subject.dataSet());
        Row start = new Rows(queue, subject.kind().form()).place(0);
        Tally tally = new Tally();
        return () -> () -> {
            tally.clear();
            peer.query(start, 1, tally);
            tally.requireRange(queue.rows() - LEFT, 1);
            return 1;
        };
    }
}
