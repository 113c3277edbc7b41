package dev.dolmen.benchmarks.workload;

import dev.dolmen.benchmarks.data.Tally;
import dev.dolmen.benchmarks.goal.Goal;
import dev.dolmen.benchmarks.peer.Peer;
import dev.dolmen.benchmarks.workload.Workload.Definition;
import dev.dolmen.benchmarks.workload.Workload.Start;

/** All rows, again and again, perhaps after a part of them was deleted. */
final class Scans {

    private static final int PERCENT = 100;

    static final Workload FULL = scan("full-scan", "All rows, one after the other", 0)
            .toReach(Goal.cpu(5.2))
            .run(share -> scans(share, 0));

    static final Workload HALF_DELETED = scan(
                    "scan-half-deleted", "All rows left after every other one was deleted", 50)
            .toReach(Goal.cpu(10))
            .run(share -> scans(share, 50));

    private Scans() {}

    static Workload partlyDeleted(String name, int percent) {
        return scan(name, "All rows left after a part was deleted", percent).run(share -> scans(share, percent));
    }

    private static Definition scan(String name, String description, int deletedPercent) {
        return Workload.named(name, description)
                .counting("row")
                .on(Start.LOADED)
                .after(subject -> delete(subject, deletedPercent));
    }

    private static void delete(Subject subject, int percent) throws Exception {
        for (long number = 0; number < subject.dataSet().rows(); number++) {
            if (isDeleted(number, percent)) {
                subject.peer().delete(subject.rows().place(number));
            }
        }
    }

    /** Spread evenly: of two neighbours one, if half of all are deleted. */
    private static boolean isDeleted(long number, int percent) {
        return number * percent / PERCENT != (number + 1) * percent / PERCENT;
    }

    private static Client scans(Share share, int deletedPercent) {
        Tally expected = new Tally();
        for (long number = 0; number < share.dataSet().rows(); number++) {
            if (!isDeleted(number, deletedPercent)) {
                expected.add(number);
            }
        }
        Peer peer = share.peer();
        Tally tally = new Tally();
        return share.forever(() -> () -> {
            tally.clear();
            peer.scan(tally);
            tally.requireCount(expected.count(), expected.sum());
            return (int) tally.count();
        });
    }
}
