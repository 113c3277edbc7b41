package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.outcome.Figures;
import dev.dolmen.benchmarks.outcome.Outcome;
import dev.dolmen.benchmarks.trial.Trial;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What a sitting prints while it goes on, and at its end. */
public final class TextReport {

    private static final double MB = 1e6;

    private TextReport() {}

    public static String header() {
        return String.format(
                Locale.ROOT,
                "%-18s %-14s %9s %6s %-6s %10s %10s %10s %10s %10s %9s %8s %8s",
                "workload",
                "peer",
                "rows",
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
                "%-18s %-14s %9d %6d %-6s %10.3f %10.3f %10.2f %10.3f %10.0f %9.0f %8.1f %8.2f",
                trial.workload().name(),
                trial.peer(),
                trial.dataSet().rows(),
                trial.dataSet().itemBytes(),
                trial.memory().label(),
                outcome.micros(50),
                outcome.micros(99),
                outcome.micros(100) / 1000,
                figures.cpuMicros(),
                figures.unitsPerSecond(),
                figures.allocatedPerUnit(),
                figures.space().after() / MB,
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

    /** What became of each goal. */
    public static String goals(Results results) {
        List<Verdict> verdicts = Verdict.all(results);
        StringBuilder text = new StringBuilder();
        for (Verdict verdict : verdicts) {
            Trial trial = verdict.trial();
            text.append(String.format(
                    Locale.ROOT,
                    "%s %-18s %-8s %9d %6d %-6s %-14s %10s  (%s)%n",
                    verdict.sign(),
                    trial.workload().name(),
                    trial.peer(),
                    trial.dataSet().rows(),
                    trial.dataSet().itemBytes(),
                    trial.memory().label(),
                    verdict.goal().measure().label(),
                    verdict.value(),
                    verdict.goal().words()));
        }
        long met = verdicts.stream().filter(Verdict::isMet).count();
        return text + (verdicts.isEmpty() ? "" : met + " of " + verdicts.size() + " goals reached.");
    }
}
