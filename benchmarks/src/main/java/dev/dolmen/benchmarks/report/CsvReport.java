package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.outcome.Outcome;
import dev.dolmen.benchmarks.trial.Trial;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** All figures of a sitting, a line for each trial and round; empty where a figure means nothing. */
public final class CsvReport {

    /** A column: what stands above, and what in a line. */
    private record Column(String name, BiFunction<Trial, Outcome, Object> value) {

        static Column of(String name, ToDoubleFunction<Outcome> figure) {
            return new Column(name, (trial, outcome) -> figure.applyAsDouble(outcome));
        }
    }

    private static final List<Column> COLUMNS = List.of(
            new Column("workload", (trial, outcome) -> trial.workload().name()),
            new Column("peer", (trial, outcome) -> trial.peer()),
            new Column("rows", (trial, outcome) -> trial.dataSet().rows()),
            new Column("item_bytes", (trial, outcome) -> trial.dataSet().itemBytes()),
            new Column("rows_per_partition", (trial, outcome) -> trial.dataSet().rowsPerPartition()),
            new Column("memory", (trial, outcome) -> trial.memory().label()),
            new Column("unit", (trial, outcome) -> trial.workload().unit()),
            new Column("units", (trial, outcome) -> outcome.figures().units()),
            Column.of("units_per_second", outcome -> outcome.figures().unitsPerSecond()),
            Column.of("p50_us", outcome -> outcome.micros(50)),
            Column.of("p90_us", outcome -> outcome.micros(90)),
            Column.of("p99_us", outcome -> outcome.micros(99)),
            Column.of("p999_us", outcome -> outcome.micros(99.9)),
            Column.of("max_us", outcome -> outcome.micros(100)),
            Column.of("cpu_us_per_unit", outcome -> outcome.figures().cpuMicros()),
            Column.of("allocated_bytes_per_unit", outcome -> outcome.figures().allocatedPerUnit()),
            Column.of(
                    "answer_bytes_per_unit",
                    outcome -> outcome.figures().footprint().answer()),
            Column.of(
                    "kept_bytes_per_unit",
                    outcome -> outcome.figures().footprint().kept()),
            new Column(
                    "written_bytes", (trial, outcome) -> outcome.figures().use().writtenBytes()),
            Column.of("write_amplification", outcome -> outcome.figures().writeAmplification()),
            Column.of("read_bytes_per_unit", outcome -> outcome.figures().readPerUnit()),
            new Column(
                    "disk_bytes_before",
                    (trial, outcome) -> outcome.figures().space().before()),
            new Column(
                    "disk_bytes", (trial, outcome) -> outcome.figures().space().after()),
            Column.of("space_amplification", outcome -> outcome.figures().spaceAmplification()),
            new Column(
                    "peak_heap_bytes",
                    (trial, outcome) -> outcome.figures().footprint().heap()),
            new Column(
                    "peak_live_heap_bytes",
                    (trial, outcome) -> outcome.figures().footprint().liveHeap()),
            new Column(
                    "peak_resident_bytes",
                    (trial, outcome) -> outcome.figures().footprint().resident()));

    private CsvReport() {}

    public static String write(Results results) {
        StringBuilder text = new StringBuilder(
                        COLUMNS.stream().map(Column::name).collect(Collectors.joining(",")))
                .append(",round\n");
        for (Trial trial : results.trials()) {
            List<Outcome> outcomes = results.outcomes(trial);
            for (int round = 0; round < outcomes.size(); round++) {
                Outcome outcome = outcomes.get(round);
                COLUMNS.forEach(column ->
                        text.append(cell(column.value.apply(trial, outcome))).append(','));
                text.append(round + 1).append('\n');
            }
        }
        return text.toString();
    }

    private static String cell(Object value) {
        if (value instanceof Double number) {
            return number.isNaN() ? "" : String.format(Locale.ROOT, "%.3f", number);
        }
        return value.toString();
    }
}
