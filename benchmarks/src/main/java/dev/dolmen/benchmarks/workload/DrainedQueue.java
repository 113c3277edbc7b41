package dev.dolmen.benchmarks.workload;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.data.Rows;
import dev.dolmen.benchmarks.data.Tally;
import dev.dolmen.benchmarks.goal.Goal;
import dev.dolmen.benchmarks.peer.Peer;

/** A partition that served as a queue: all rows but the last few were deleted from its head, one after the other. */
final class DrainedQueue {

    private static final int MOST_ENQUEUED = 20_000;
    private static final int LEFT = 10;

    static final Workload HEAD = Workload.named(
                    "queue-head", "The first row of a partition from whose head all rows but ten were deleted")
            .counting("query")
            .after(DrainedQueue::fillAndDrain)
            .toReach(Goal.p50(10_000), Goal.cpu(10_000))
            .run(DrainedQueue::heads);

    private DrainedQueue() {}

    private static DataSet queue(DataSet dataSet) {
        int enqueued = (int) Math.max(LEFT, Math.min(MOST_ENQUEUED, dataSet.rows()));
        return new DataSet(enqueued, dataSet.itemBytes(), enqueued);
    }

    private static void fillAndDrain(Subject subject) throws Exception {
        DataSet queue = queue(subject.dataSet());
        Rows rows = new Rows(queue, subject.kind().form());
        for (long number = 0; number < queue.rows(); number++) {
            subject.peer().put(rows.row(number));
        }
        for (long number = 0; number < queue.rows() - LEFT; number++) {
            subject.peer().delete(rows.place(number));
        }
    }

    private static Client heads(Share share) {
        Peer peer = share.peer();
        DataSet queue = queue(share.dataSet());
        Row start = new Rows(queue, share.subject().kind().form()).place(0);
        Tally tally = new Tally();
        return share.forever(() -> () -> {
            tally.clear();
            peer.query(start, 1, tally);
            tally.requireRange(queue.rows() - LEFT, 1);
            return 1;
        });
    }
}
