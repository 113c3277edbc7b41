package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.outcome.Figures;
import dev.dolmen.benchmarks.outcome.Measure;
import dev.dolmen.benchmarks.outcome.Numbers;
import dev.dolmen.benchmarks.trial.Trial;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** All figures of a workload, a row for each peer; those that mean nothing for any of them are left out. */
final class WorkloadTable {

    /**
     * A column.
     *
     * @param figure the median of a trial; NaN where it means nothing
     * @param words as people read it
     */
    private record Column(String name, ToDoubleBiFunction<Results, Trial> figure, DoubleFunction<String> words) {

        static Column latency(String name, double percentile) {
            return new Column(
                    name,
                    (results, trial) -> results.median(trial, outcome -> outcome.micros(percentile)),
                    Numbers::micros);
        }

        static Column of(String name, Measure measure, DoubleFunction<String> words) {
            return new Column(name, (results, trial) -> results.median(trial, measure), words);
        }

        static Column of(String name, ToDoubleFunction<Figures> figure, DoubleFunction<String> words) {
            return new Column(
                    name,
                    (results, trial) -> results.median(trial, outcome -> figure.applyAsDouble(outcome.figures())),
                    words);
        }

        boolean meansAnything(Results results, List<Trial> trials) {
            return trials.stream().anyMatch(trial -> !Double.isNaN(figure.applyAsDouble(results, trial)));
        }

        String cell(Results results, Trial trial) {
            return words.apply(figure.applyAsDouble(results, trial));
        }
    }

    private static final List<Column> COLUMNS = List.of(
            Column.latency("p50", 50),
            Column.latency("p99", 99),
            Column.latency("p99.9", 99.9),
            Column.latency("longest", 100),
            Column.of("CPU", Measure.CPU, Numbers::micros),
            Column.of("per second", Figures::unitsPerSecond, Numbers::scaled),
            Column.of("allocated", Figures::allocatedPerUnit, Numbers::bytes),
            Column.of("kept", figures -> figures.footprint().kept(), Numbers::bytes),
            Column.of("heap", Measure.HEAP, Numbers::bytes),
            Column.of("live heap", figures -> figures.footprint().liveHeap(), Numbers::bytes),
            Column.of("resident", Measure.RESIDENT, Numbers::bytes),
            Column.of("disk", Measure.DISK, Numbers::bytes),
            Column.of("written ×", Measure.WRITTEN, Numbers::plain),
            Column.of("space ×", Figures::spaceAmplification, Numbers::plain));

    private WorkloadTable() {}

    static void write(Page page, Results results, List<Trial> trials) {
        List<Column> columns = COLUMNS.stream()
                .filter(column -> column.meansAnything(results, trials))
                .toList();
        page.beginTable(Stream.concat(Stream.of("peer"), columns.stream().map(Column::name))
                .toArray(String[]::new));
        for (Trial trial : trials) {
            page.beginRow().cell(trial.peer().label());
            columns.forEach(column -> page.cell(column.cell(results, trial)));
        }
        page.endTable();
    }
}
