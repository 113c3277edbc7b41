package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.outcome.Numbers;
import dev.dolmen.benchmarks.outcome.Outcome;
import dev.dolmen.benchmarks.report.Chart.Axis;
import dev.dolmen.benchmarks.report.Chart.Line;
import dev.dolmen.benchmarks.report.Svg.Point;
import dev.dolmen.benchmarks.trial.Trial;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/** What share of the calls took longer than what: the tail stretched, so that one call in a million can be seen. */
final class LatencyChart {

    private static final double NANOS_PER_MICRO = 1000;
    private static final double[] STEPS = {1, 2, 4, 7};

    private LatencyChart() {}

    static String draw(Results results, List<Trial> trials) {
        List<Line> lines = new ArrayList<>();
        double low = Double.MAX_VALUE;
        double high = 0;
        long calls = 1;
        for (Trial trial : trials) {
            Histogram all = all(results.outcomes(trial));
            List<Point> points = points(all);
            for (Point point : points) {
                low = Math.min(low, point.y());
                high = Math.max(high, point.y());
            }
            calls = Math.max(calls, all.getTotalCount());
            lines.add(new Line(trial.peer(), points));
        }
        Axis across = new Axis(true, 1, Math.max(10, calls), "one call in so many takes longer", Numbers::count);
        Axis upwards = new Axis(true, low, high, "", Numbers::micros);
        return Chart.draw("Latency", across, upwards, lines);
    }

    private static Histogram all(List<Outcome> outcomes) {
        Histogram all = outcomes.get(0).latencies().copy();
        outcomes.stream().skip(1).forEach(outcome -> all.add(outcome.latencies()));
        return all;
    }

    /** At one call in 1, 2, 4, 7, 10, 20 and so on. */
    private static List<Point> points(Histogram latencies) {
        List<Point> points = new ArrayList<>();
        long calls = latencies.getTotalCount();
        for (double decade = 1; decade <= calls; decade *= 10) {
            for (double step : STEPS) {
                double oneIn = decade * step;
                if (oneIn <= calls) {
                    double percentile = 100 * (1 - 1 / oneIn);
                    double micros = Math.max(1, latencies.getValueAtPercentile(percentile)) / NANOS_PER_MICRO;
                    points.add(new Point(oneIn, micros));
                }
            }
        }
        return points;
    }
}
