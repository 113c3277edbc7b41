package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.trial.Figures;
import dev.dolmen.benchmarks.trial.Outcome;
import dev.dolmen.benchmarks.trial.Trial;
import dev.dolmen.benchmarks.workload.Goal;
import java.nio.file.Path;
import java.util.Locale;

/** What a sitting prints while it goes on, and at its end. */
public final class TextReport {

    private static final double MB = 1e6;

    private TextReport() {}

    public static String header() {
        return String.format(
                Locale.ROOT,
                "%-18s %-14s %6s %-6s %10s %10s %10s %10s %10s %9s %8s %8s",
                "workload",
                "peer",
                "bytes",
                "memory",
                "p50 us",
                "p99 us",
                "max ms",
                "cpu us",
                "units/s",
                "alloc B",
                "disk MB",
                "w.amp");
    }

    /** One trial. */
    public static String line(Trial trial, Outcome outcome) {
        Figures figures = outcome.figures();
        return String.format(
                Locale.ROOT,
                "%-18s %-14s %6d %-6s %10.3f %10.3f %10.2f %10.3f %10.0f %9.0f %8.1f %8.2f",
                trial.workload().name(),
                trial.peer(),
                trial.dataSet().itemBytes(),
                trial.memory().label(),
                outcome.micros(50),
                outcome.micros(99),
                outcome.micros(100) / 1000,
                figures.cpuMicros(),
                figures.unitsPerSecond(),
                figures.allocatedPerUnit(),
                figures.diskBytes() / MB,
                figures.writeAmplification());
    }

    public static String failure(Trial trial, Throwable failure, Path log) {
        return String.format(
                Locale.ROOT,
                "%-18s %-14s FAILED, see %s: %s",
                trial.workload().name(),
                trial.peer(),
                log,
                failure.getMessage());
    }

    /** How many times as good as RocksDB each trial was, beside the goal. */
    public static String comparison(Results results) {
        StringBuilder text = new StringBuilder("Times as good as rocksdb (goal): by p50, by CPU of an operation\n");
        for (Trial trial : results.trials()) {
            if (trial.peer() != PeerKind.ROCKSDB) {
                Goal goal = trial.workload().goal();
                text.append(String.format(
                        Locale.ROOT,
                        "%-18s %-14s %6d %-6s  p50 %8.2f %-8s  cpu %8.2f %-8s",
                        trial.workload().name(),
                        trial.peer(),
                        trial.dataSet().itemBytes(),
                        trial.memory().label(),
                        results.advantage(trial, outcome -> outcome.micros(50)),
                        goal(goal.latency()),
                        results.advantage(trial, outcome -> outcome.figures().cpuMicros()),
                        goal(goal.cpu())));
                space(text, results, trial, goal);
                text.append('\n');
            }
        }
        return text.toString();
    }

    /** Disk and bytes written, where there is a goal for them. */
    private static void space(StringBuilder text, Results results, Trial trial, Goal goal) {
        if (goal.disk() > 0) {
            double advantage =
                    results.advantage(trial, outcome -> outcome.figures().diskBytes());
            text.append(String.format(Locale.ROOT, "  disk %.2f (%.2f)", advantage, goal.disk()));
        }
        if (goal.writing() > 0) {
            double advantage =
                    results.advantage(trial, outcome -> outcome.figures().writeAmplification());
            text.append(String.format(Locale.ROOT, "  written %.2f (%.2f)", advantage, goal.writing()));
        }
    }

    private static String goal(double advantage) {
        return advantage == 0 ? "" : String.format(Locale.ROOT, "(%.1f)", advantage);
    }
}
