package dev.dolmen.benchmarks.report;

import static dev.dolmen.benchmarks.report.Svg.escape;

import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.trial.Figures;
import dev.dolmen.benchmarks.trial.Outcome;
import dev.dolmen.benchmarks.trial.Trial;
import dev.dolmen.benchmarks.workload.Goal;
import dev.dolmen.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A page to look at: everything in one file, without scripts and without anything from elsewhere. */
public final class HtmlReport {

    private static final String STYLE =
            """
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 1080px; margin: 2em auto; padding: 0 1em; color: #222 }
            h1, h2, h3 { line-height: 1.2 } h3 { margin: 2em 0 .2em }
            svg { font: 12px system-ui, sans-serif; max-width: 100%; height: auto }
            svg .grid { stroke: #e4e4e4 } svg .one { stroke: #d1495b; stroke-width: 1.5 } svg .goal { stroke: #111; stroke-width: 3 }
            table { border-collapse: collapse; font-size: 13px; margin: .5em 0 } td, th { padding: .15em .7em; text-align: right }
            th:first-child, td:first-child { text-align: left } thead th { border-bottom: 1px solid #999; font-weight: 600 }
            .met { color: #0b6e4f; font-weight: 600 } .missed { color: #b3261e } .note { color: #555 }
            .key { display: inline-block; width: .8em; height: .8em; border-radius: 50%; margin: 0 .3em 0 1em }
            .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); gap: 1em }
            """;

    /** What one table and one pair of ratio charts are about. */
    private record Setting(int itemBytes, String memory) {

        static Setting of(Trial trial) {
            return new Setting(trial.dataSet().itemBytes(), trial.memory().label());
        }
    }

    private final Results results;
    private final Surroundings surroundings;
    private final StringBuilder page = new StringBuilder();

    private HtmlReport(Results results, Surroundings surroundings) {
        this.results = results;
        this.surroundings = surroundings;
    }

    public static String write(Results results, Surroundings surroundings) {
        return new HtmlReport(results, surroundings).page();
    }

    private String page() {
        page.append(
                        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Dolmen and its peers</title><style>")
                .append(STYLE)
                .append("</style><h1>Dolmen and its peers</h1><p class=\"note\">")
                .append(escape(surroundings.text()))
                .append("</p>");
        legend();
        Map<Setting, List<Trial>> settings = new LinkedHashMap<>();
        for (Trial trial : results.trials()) {
            settings.computeIfAbsent(Setting.of(trial), s -> new ArrayList<>()).add(trial);
        }
        settings.forEach(this::setting);
        failures();
        return page.append("</html>\n").toString();
    }

    private void legend() {
        page.append("<p>");
        results.trials().stream().map(Trial::peer).distinct().forEach(peer -> page.append(
                        "<span class=\"key\" style=\"background:")
                .append(Colours.of(peer))
                .append("\"></span>")
                .append(peer));
        page.append("</p>");
    }

    private void setting(Setting setting, List<Trial> trials) {
        page.append("<h2>Items of ")
                .append(Numbers.tick(setting.itemBytes))
                .append(" bytes; data ")
                .append(setting.memory.equals("fits") ? "in memory" : "of four times the cache")
                .append("</h2>");
        if (trials.stream().anyMatch(trial -> trial.peer() == PeerKind.ROCKSDB)) {
            page.append(
                            "<p>How many times as good as RocksDB at its defaults, by the median latency of a call. To the right "
                                    + "is better; a black bar is the goal.</p>")
                    .append(RatioChart.byLatency(results, trials))
                    .append("<p>The same by processor time of an operation, background work included.</p>")
                    .append(RatioChart.byCpu(results, trials));
        }
        Map<Workload, List<Trial>> byWorkload = new LinkedHashMap<>();
        for (Trial trial : trials) {
            byWorkload.computeIfAbsent(trial.workload(), w -> new ArrayList<>()).add(trial);
        }
        byWorkload.forEach(this::workload);
    }

    private void workload(Workload workload, List<Trial> trials) {
        page.append("<h3>")
                .append(workload.name())
                .append("</h3><p class=\"note\">")
                .append(escape(workload.description()));
        Goal goal = workload.goal();
        if (!goal.equals(Goal.NONE)) {
            page.append(". Goal: ").append(goalText(goal));
        }
        page.append(
                "</p><table><thead><tr><th>peer<th>p50<th>p99<th>p99.9<th>longest<th>CPU<th>per second"
                        + "<th>heap bytes<th>disk<th>write amp.<th>space amp.<th>resident<th>p50 advantage<th>CPU advantage</thead>");
        for (Trial trial : trials) {
            row(trial, goal);
        }
        page.append("</table><div class=\"plots\">");
        page.append(LatencyChart.draw(results, trials));
        if (workload.operations(trials.get(0).dataSet()) != 1) {
            page.append(TimelineChart.throughput(results, trials)).append(TimelineChart.longest(results, trials));
        }
        page.append("</div>");
    }

    private static String goalText(Goal goal) {
        List<String> parts = new ArrayList<>();
        if (goal.latency() > 0) {
            parts.add(Numbers.plain(goal.latency()) + " × by p50");
        }
        if (goal.cpu() > 0) {
            parts.add(Numbers.plain(goal.cpu()) + " × by CPU");
        }
        return String.join(", ", parts) + ".";
    }

    private void row(Trial trial, Goal goal) {
        page.append("<tr><td>").append(trial.peer());
        for (double percentile : new double[] {50, 99, 99.9, 100}) {
            cell(Numbers.micros(results.median(trial, outcome -> outcome.micros(percentile))));
        }
        cell(Numbers.micros(results.median(trial, outcome -> outcome.figures().cpuMicros())));
        cell(Numbers.scaled(median(trial, Figures::unitsPerSecond)));
        cell(Numbers.scaled(median(trial, Figures::allocatedPerUnit)));
        cell(Numbers.scaled(median(trial, figures -> figures.diskBytes())) + "B");
        cell(Numbers.plain(median(trial, Figures::writeAmplification)));
        cell(Numbers.plain(median(trial, Figures::spaceAmplification)));
        cell(Numbers.scaled(median(trial, figures -> figures.residentBytes())) + "B");
        advantage(results.advantage(trial, outcome -> outcome.micros(50)), goal.latency());
        advantage(results.advantage(trial, outcome -> outcome.figures().cpuMicros()), goal.cpu());
        page.append("</tr>");
    }

    private double median(Trial trial, java.util.function.ToDoubleFunction<Figures> figure) {
        return results.median(trial, (Outcome outcome) -> figure.applyAsDouble(outcome.figures()));
    }

    private void cell(String text) {
        page.append("<td>").append(text);
    }

    private void advantage(double advantage, double goal) {
        String style =
                goal == 0 || Double.isNaN(advantage) ? "" : advantage >= goal ? " class=\"met\"" : " class=\"missed\"";
        page.append("<td").append(style).append('>').append(Numbers.plain(advantage));
    }

    private void failures() {
        if (!results.failures().isEmpty()) {
            page.append("<h2>Failed</h2><ul>");
            results.failures().forEach((trial, reason) -> page.append("<li>")
                    .append(trial.workload().name())
                    .append(" on ")
                    .append(trial.peer())
                    .append(": ")
                    .append(escape(reason)));
            page.append("</ul>");
        }
    }
}
