package dev.dolmen.benchmarks.workload;

import static dev.dolmen.benchmarks.workload.Workload.Trait.COLD;

import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.goal.Goal;
import dev.dolmen.benchmarks.outcome.Measure;
import dev.dolmen.benchmarks.workload.Workload.Definition;
import dev.dolmen.benchmarks.workload.Workload.Start;

/** Opening a store that is there: after its process was killed, or after it was closed. */
final class Openings {

    private static final long LOG_BYTES = 128 << 20;
    private static final double SECOND_IN_MICROS = 1e6;

    static final Workload RECOVERY = recovery("recovery", "in a process that has done it before")
            .toReach(Goal.cpu(8))
            .run(Openings::opening);

    static final Workload COLD_RECOVERY = recovery("recovery-cold", "in a new process")
            .having(COLD)
            .toReach(Goal.cpu(8))
            .run(Openings::opening);

    static final Workload REOPENING = Workload.named(
                    "open",
                    "Opening 2 GB of rows that were closed as they should, in a new process, up to the first get")
            .counting("opening")
            .on(Start.CLOSED)
            .having(COLD)
            .once()
            .wantingBytes(Workloads.LARGE_BYTES)
            .toReach(Goal.atMost(SECOND_IN_MICROS, Measure.P50))
            .run(Openings::openingAndGet);

    private Openings() {}

    private static Definition recovery(String name, String where) {
        return Workload.named(name, "Opening a store whose process was killed with 128 MB in its log, " + where)
                .counting("recovery")
                .on(Start.KILLED)
                .once()
                .wantingBytes(LOG_BYTES)
                .leaving(Openings::verify);
    }

    private static Client opening(Share share) {
        return share.once(() -> {
            share.subject().open();
            return 1;
        });
    }

    private static Client openingAndGet(Share share) {
        long number = share.dataSet().rows() / 2;
        Row place = share.rows().place(number);
        return share.once(() -> {
            share.subject().open();
            Checks.same(share.peer().get(place), number, "row got");
            return 1;
        });
    }

    /** MVStore commits once a second: what came later it may have lost. Of the others, nothing may be missing. */
    private static void verify(Subject subject) throws Exception {
        if (subject.kind().survivesKill()) {
            Checks.allRows(subject);
        }
    }
}
