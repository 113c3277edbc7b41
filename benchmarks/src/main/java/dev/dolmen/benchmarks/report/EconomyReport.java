package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.outcome.Measure;
import dev.dolmen.benchmarks.outcome.Numbers;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.report.Chart.Axis;
import dev.dolmen.benchmarks.report.Chart.Line;
import dev.dolmen.benchmarks.trial.Memory;
import dev.dolmen.benchmarks.trial.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A page on how costs grow: for each view a plot of processor time and one of the median latency. */
public final class EconomyReport {

    private final Results results;
    private final Memory memory;

    private EconomyReport(Results results, Memory memory) {
        this.results = results;
        this.memory = memory;
    }

    public static String write(Results results, List<View> views, Memory memory, Surroundings surroundings) {
        return new EconomyReport(results, memory).page(views, surroundings);
    }

    private String page(List<View> views, Surroundings surroundings) {
        Page page = new Page("How costs grow", surroundings);
        List<PeerKind> peers =
                results.trials().stream().map(Trial::peer).distinct().toList();
        page.legend(peers);
        for (View view : views) {
            page.heading(3, view.title() + ", by " + view.axis());
            page.plots(List.of(
                    plot("CPU of a unit", view, peers, Measure.CPU), plot("Median latency", view, peers, Measure.P50)));
        }
        page.failures(results);
        return page.end();
    }

    /** Empty as long as there is nothing to show. */
    private String plot(String title, View view, List<PeerKind> peers, Measure measure) {
        List<Line> lines = new ArrayList<>();
        double low = Double.MAX_VALUE;
        double high = 0;
        for (PeerKind peer : peers) {
            List<Svg.Point> points = new ArrayList<>();
            for (View.Point point : view.points()) {
                double cost = results.median(new Trial(point.workload(), peer, point.dataSet(), memory), measure);
                if (cost > 0) {
                    points.add(new Svg.Point(point.value(), cost));
                    low = Math.min(low, cost);
                    high = Math.max(high, cost);
                }
            }
            lines.add(new Line(peer, points));
        }
        if (high == 0) {
            return "";
        }
        Map<Double, String> labels = new LinkedHashMap<>();
        view.points().forEach(point -> labels.put(point.value(), point.label()));
        List<Double> values = List.copyOf(labels.keySet());
        Axis across = new Axis(
                view.logarithmic(),
                values.get(0),
                values.get(values.size() - 1),
                view.axis(),
                value -> Objects.requireNonNull(labels.get(value)),
                values);
        return Chart.draw(title, across, new Axis(true, low, high, "", Numbers::micros), lines);
    }
}
