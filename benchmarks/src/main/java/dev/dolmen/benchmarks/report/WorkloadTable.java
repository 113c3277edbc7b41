package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.outcome.Figures;
import dev.dolmen.benchmarks.outcome.Measure;
import dev.dolmen.benchmarks.outcome.Numbers;
import dev.dolmen.benchmarks.trial.Trial;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** All figures of a workload, a row for each peer. */
final class WorkloadTable {

    private static final String[] COLUMNS = {
        "peer",
        "p50",
        "p99",
        "p99.9",
        "longest",
        "CPU",
        "per second",
        "allocated",
        "kept",
        "heap",
        "live heap",
        "resident",
        "disk",
        "written ×",
        "space ×"
    };

    private static final double[] PERCENTILES = {50, 99, 99.9, 100};

    private WorkloadTable() {}

    static void write(Page page, Results results, List<Trial> trials) {
        page.beginTable(COLUMNS);
        for (Trial trial : trials) {
            page.beginRow().cell(trial.peer().label());
            for (double percentile : PERCENTILES) {
                page.cell(Numbers.micros(results.median(trial, outcome -> outcome.micros(percentile))));
            }
            page.cell(Numbers.micros(results.median(trial, Measure.CPU)))
                    .cell(Numbers.scaled(median(results, trial, Figures::unitsPerSecond)))
                    .cell(Numbers.bytes(median(results, trial, Figures::allocatedPerUnit)))
                    .cell(Numbers.bytes(median(
                            results, trial, figures -> figures.footprint().kept())))
                    .cell(Numbers.bytes(results.median(trial, Measure.HEAP)))
                    .cell(Numbers.bytes(median(
                            results, trial, figures -> figures.footprint().liveHeap())))
                    .cell(Numbers.bytes(results.median(trial, Measure.RESIDENT)))
                    .cell(Numbers.bytes(results.median(trial, Measure.DISK)))
                    .cell(Numbers.plain(results.median(trial, Measure.WRITTEN)))
                    .cell(Numbers.plain(median(results, trial, Figures::spaceAmplification)));
        }
        page.endTable();
    }

    private static double median(Results results, Trial trial, ToDoubleFunction<Figures> figure) {
        return results.median(trial, outcome -> figure.applyAsDouble(outcome.figures()));
    }
}
