package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.goal.Limit;
import dev.dolmen.benchmarks.outcome.Measure;
import dev.dolmen.benchmarks.outcome.Numbers;
import dev.dolmen.benchmarks.outcome.Timeline;
import dev.dolmen.benchmarks.report.Chart.Axis;
import dev.dolmen.benchmarks.report.Chart.Bound;
import dev.dolmen.benchmarks.report.Chart.Line;
import dev.dolmen.benchmarks.report.Svg.Point;
import dev.dolmen.benchmarks.trial.Trial;
import dev.dolmen.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;

/** The course of a trial, of its last round: a stall shows as a gap in the one plot and a peak in the other. */
final class TimelineChart {

    private static final double BUCKETS_PER_SECOND = 1e9 / Timeline.BUCKET_NANOS;
    private static final double NANOS_PER_MICRO = 1000;

    /** More points than this cannot be told apart. */
    private static final int MOST_POINTS = 250;

    private TimelineChart() {}

    /** What is drawn of some tenths of a second in a row. */
    @FunctionalInterface
    private interface Figure {
        double of(Timeline timeline, int from, int to);
    }

    static String throughput(Results results, List<Trial> trials) {
        return draw(name(trials) + ": units per second, over time", results, trials, false, (timeline, from, to) -> {
            long units = 0;
            for (int i = from; i < to; i++) {
                units += timeline.units(i);
            }
            return units * BUCKETS_PER_SECOND / (to - from);
        });
    }

    static String longest(Results results, List<Trial> trials) {
        return draw(name(trials) + ": longest call, over time", results, trials, true, (timeline, from, to) -> {
            long longest = 0;
            for (int i = from; i < to; i++) {
                longest = Math.max(longest, timeline.longestNanos(i));
            }
            return longest / NANOS_PER_MICRO;
        });
    }

    /** Whether a workload has a limit to how long a call may take. */
    static boolean isBounded(Workload workload) {
        return longestAllowed(workload) > 0;
    }

    private static String name(List<Trial> trials) {
        return trials.get(0).workload().name();
    }

    private static String draw(String title, Results results, List<Trial> trials, boolean latencies, Figure figure) {
        List<Line> lines = new ArrayList<>();
        double seconds = 0;
        double low = Double.MAX_VALUE;
        double high = 0;
        for (Trial trial : trials) {
            int rounds = results.outcomes(trial).size();
            Timeline timeline = results.outcomes(trial).get(rounds - 1).timeline();
            List<Point> points = points(timeline, latencies, figure);
            for (Point point : points) {
                low = Math.min(low, point.y());
                high = Math.max(high, point.y());
            }
            seconds = Math.max(seconds, timeline.length() / BUCKETS_PER_SECOND);
            lines.add(new Line(trial.peer(), points));
        }
        if (high == 0) {
            return "";
        }
        Axis across = new Axis(false, 0, seconds, "seconds", Numbers::tick);
        Axis upwards = latencies
                ? new Axis(
                        true, low, Math.max(high, longestAllowed(trials.get(0).workload())), "", Numbers::micros)
                : new Axis(false, 0, high, "", Numbers::scaled);
        return Chart.draw(
                title, across, upwards, lines, latencies ? bounds(trials.get(0).workload()) : List.of());
    }

    private static List<Bound> bounds(Workload workload) {
        double longest = longestAllowed(workload);
        return longest == 0 ? List.of() : List.of(new Bound(longest, "no call may take longer"));
    }

    private static List<Point> points(Timeline timeline, boolean logarithmic, Figure figure) {
        int width = Math.max(1, timeline.length() / MOST_POINTS);
        List<Point> points = new ArrayList<>();
        for (int from = 0; from < timeline.length(); from += width) {
            int to = Math.min(timeline.length(), from + width);
            double value = figure.of(timeline, from, to);
            // Where no call ended there is no longest one: the line goes straight to the next.
            if (value > 0 || !logarithmic) {
                points.add(new Point(from / BUCKETS_PER_SECOND, value));
            }
        }
        return points;
    }

    /** The most a call may take, where that is asked; 0 where not. */
    private static double longestAllowed(Workload workload) {
        return workload.goals().stream()
                .filter(goal -> goal.measure() == Measure.LONGEST && goal instanceof Limit)
                .mapToDouble(goal -> ((Limit) goal).most())
                .findFirst()
                .orElse(0);
    }
}
