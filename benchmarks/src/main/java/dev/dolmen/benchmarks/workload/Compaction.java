package dev.dolmen.benchmarks.workload;

import static dev.dolmen.benchmarks.workload.Workload.Trait.KEEPS_ALL_ROWS;

import dev.dolmen.benchmarks.data.Permutation;
import dev.dolmen.benchmarks.goal.Goal;
import dev.dolmen.benchmarks.outcome.Measure;
import dev.dolmen.benchmarks.peer.Peer;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.workload.Workload.Start;

/** A store of which half the rows were replaced, rewritten into its smallest form. */
final class Compaction {

    private static final int SEED = 17;
    private static final long MB = 1_000_000;

    static final Workload OF_HALF_REPLACED = Workload.named(
                    "compaction", "Compacting a store of which half the rows were replaced, per MB of live items")
            .counting("MB")
            .on(Start.LOADED)
            .having(KEEPS_ALL_ROWS)
            .forPeers(PeerKind::compacts)
            .once()
            .after(Compaction::replaceHalf)
            .leaving(Checks::allRows)
            .toReach(Goal.cpu(1.3), Goal.times(0.85, Measure.DISK))
            .run(Compaction::compact);

    private Compaction() {}

    private static void replaceHalf(Subject subject) throws Exception {
        long rows = subject.dataSet().rows();
        Permutation order = new Permutation(rows, SEED);
        for (long position = 0; position < rows / 2; position++) {
            subject.peer().put(subject.rows().row(order.at(position)));
        }
    }

    private static Client compact(Share share) {
        Peer peer = share.peer();
        int megabytes = (int) Math.max(1, share.dataSet().bytes() / MB);
        return share.once(() -> {
            peer.compact();
            return megabytes;
        });
    }
}
