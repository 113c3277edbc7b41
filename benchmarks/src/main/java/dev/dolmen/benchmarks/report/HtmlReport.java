package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.trial.Figures;
import dev.dolmen.benchmarks.trial.Memory;
import dev.dolmen.benchmarks.trial.Trial;
import dev.dolmen.benchmarks.workload.Goal;
import dev.dolmen.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A page to look at: how each peer did in each workload, and how that compares with RocksDB and with the goals. */
public final class HtmlReport {

    private static final String[] COLUMNS = {
        "peer",
        "p50",
        "p99",
        "p99.9",
        "longest",
        "CPU",
        "per second",
        "heap bytes",
        "disk",
        "write amp.",
        "space amp.",
        "resident",
        "p50 advantage",
        "CPU advantage",
        "disk advantage",
        "writing advantage"
    };

    /** What one pair of ratio charts is about. */
    private record Setting(int itemBytes, Memory memory) {

        static Setting of(Trial trial) {
            return new Setting(trial.dataSet().itemBytes(), trial.memory());
        }

        String title() {
            return "Items of " + Numbers.tick(itemBytes) + " bytes; "
                    + (memory == Memory.FITS ? "the cache holds all data" : "the cache holds a quarter of the data");
        }
    }

    private final Results results;
    private final Page page;

    private HtmlReport(Results results, Page page) {
        this.results = results;
        this.page = page;
    }

    public static String write(Results results, Surroundings surroundings) {
        return new HtmlReport(results, new Page("Dolmen and its peers", surroundings)).page();
    }

    private String page() {
        page.legend(results.trials().stream().map(Trial::peer).distinct().toList());
        Map<Setting, List<Trial>> settings = new LinkedHashMap<>();
        for (Trial trial : results.trials()) {
            settings.computeIfAbsent(Setting.of(trial), s -> new ArrayList<>()).add(trial);
        }
        settings.forEach(this::setting);
        return page.failures(results).end();
    }

    private void setting(Setting setting, List<Trial> trials) {
        page.heading(2, setting.title());
        if (trials.stream().anyMatch(trial -> trial.peer() == PeerKind.ROCKSDB)) {
            page.paragraph(
                            "How many times as good as RocksDB at its defaults, by the median latency of a call. To the right "
                                    + "is better; a black bar is the goal.")
                    .plot(RatioChart.byLatency(results, trials))
                    .paragraph("The same by processor time of a unit, background work included.")
                    .plot(RatioChart.byCpu(results, trials));
        }
        Map<Workload, List<Trial>> byWorkload = new LinkedHashMap<>();
        for (Trial trial : trials) {
            byWorkload.computeIfAbsent(trial.workload(), w -> new ArrayList<>()).add(trial);
        }
        byWorkload.forEach(this::workload);
    }

    private void workload(Workload workload, List<Trial> trials) {
        Goal goal = workload.goal();
        page.heading(3, workload.name())
                .note(workload.description() + "; a unit is a " + workload.unit() + "." + text(goal));
        page.beginTable(COLUMNS);
        trials.forEach(trial -> row(trial, goal));
        page.endTable();
        List<String> plots = new ArrayList<>();
        plots.add(LatencyChart.draw(results, trials));
        if (workload.operations(trials.get(0).dataSet()) != 1) {
            plots.add(TimelineChart.throughput(results, trials));
            plots.add(TimelineChart.longest(results, trials));
        }
        page.plots(plots);
    }

    private static String text(Goal goal) {
        List<String> parts = new ArrayList<>();
        if (goal.latency() > 0) {
            parts.add(Numbers.plain(goal.latency()) + " × by p50");
        }
        if (goal.cpu() > 0) {
            parts.add(Numbers.plain(goal.cpu()) + " × by CPU");
        }
        if (goal.disk() > 0) {
            parts.add(Numbers.plain(goal.disk()) + " × by disk");
        }
        if (goal.writing() > 0) {
            parts.add(Numbers.plain(goal.writing()) + " × by bytes written");
        }
        return parts.isEmpty() ? "" : " Goal: " + String.join(", ", parts) + ".";
    }

    private void row(Trial trial, Goal goal) {
        page.beginRow().cell(trial.peer().label());
        for (double percentile : new double[] {50, 99, 99.9, 100}) {
            page.cell(Numbers.micros(results.median(trial, outcome -> outcome.micros(percentile))));
        }
        page.cell(Numbers.micros(median(trial, Figures::cpuMicros)))
                .cell(Numbers.scaled(median(trial, Figures::unitsPerSecond)))
                .cell(Numbers.scaled(median(trial, Figures::allocatedPerUnit)))
                .cell(Numbers.bytes(median(trial, Figures::diskBytes)))
                .cell(Numbers.plain(median(trial, Figures::writeAmplification)))
                .cell(Numbers.plain(median(trial, Figures::spaceAmplification)))
                .cell(Numbers.bytes(median(trial, Figures::residentBytes)));
        advantage(results.advantage(trial, outcome -> outcome.micros(50)), goal.latency());
        advantage(results.advantage(trial, outcome -> outcome.figures().cpuMicros()), goal.cpu());
        advantage(results.advantage(trial, outcome -> outcome.figures().diskBytes()), goal.disk());
        advantage(results.advantage(trial, outcome -> outcome.figures().writeAmplification()), goal.writing());
    }

    private double median(Trial trial, ToDoubleFunction<Figures> figure) {
        return results.median(trial, outcome -> figure.applyAsDouble(outcome.figures()));
    }

    private void advantage(double advantage, double goal) {
        boolean judged = goal > 0 && !Double.isNaN(advantage);
        page.cell(Numbers.plain(advantage), judged ? advantage >= goal ? "met" : "missed" : "");
    }
}
