package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.trial.Figures;
import dev.dolmen.benchmarks.trial.Outcome;
import dev.dolmen.benchmarks.trial.Trial;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All figures of a sitting, a line for each trial and round; empty where a figure means nothing. */
public final class CsvReport {

    private static final List<String> COLUMNS = List.of(
            "workload",
            "peer",
            "rows",
            "item_bytes",
            "rows_per_partition",
            "memory",
            "round",
            "unit",
            "units",
            "units_per_second",
            "p50_us",
            "p90_us",
            "p99_us",
            "p999_us",
            "max_us",
            "cpu_us_per_unit",
            "allocated_bytes_per_unit",
            "written_bytes",
            "write_amplification",
            "read_bytes_per_unit",
            "disk_bytes",
            "space_amplification",
            "peak_resident_bytes");

    private CsvReport() {}

    public static String write(Results results) {
        StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append('\n');
        for (Trial trial : results.trials()) {
            List<Outcome> outcomes = results.outcomes(trial);
            for (int round = 0; round < outcomes.size(); round++) {
                text.append(line(trial, round + 1, outcomes.get(round))).append('\n');
            }
        }
        return text.toString();
    }

    private static String line(Trial trial, int round, Outcome outcome) {
        Figures figures = outcome.figures();
        Stream<Object> values = Stream.of(
                trial.workload().name(),
                trial.peer(),
                trial.dataSet().rows(),
                trial.dataSet().itemBytes(),
                trial.dataSet().rowsPerPartition(),
                trial.memory().label(),
                round,
                trial.workload().unit(),
                figures.units(),
                figures.unitsPerSecond(),
                outcome.micros(50),
                outcome.micros(90),
                outcome.micros(99),
                outcome.micros(99.9),
                outcome.micros(100),
                figures.cpuMicros(),
                figures.allocatedPerUnit(),
                figures.writtenBytes(),
                figures.writeAmplification(),
                figures.readPerUnit(),
                figures.diskBytes(),
                figures.spaceAmplification(),
                figures.residentBytes());
        return values.map(CsvReport::cell).collect(Collectors.joining(","));
    }

    private static String cell(Object value) {
        if (value instanceof Double number) {
            return number.isNaN() ? "" : String.format(Locale.ROOT, "%.3f", number);
        }
        return value.toString();
    }
}
