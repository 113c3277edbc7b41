package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.goal.Limit;
import dev.dolmen.benchmarks.outcome.Measure;
import dev.dolmen.benchmarks.outcome.Numbers;
import dev.dolmen.benchmarks.outcome.Timeline;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.report.Svg.Anchor;
import dev.dolmen.benchmarks.report.Svg.Point;
import dev.dolmen.benchmarks.trial.Trial;
import dev.dolmen.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * The course of trials, of their last round, one above the other on the same axes: lines over each other could not be told
 * apart. A stall shows as a hole in the one plot and as a peak in the other.
 */
final class TimelineChart {

    private static final double BUCKETS_PER_SECOND = 1e9 / Timeline.BUCKET_NANOS;
    private static final double NANOS_PER_MICRO = 1000;

    /** More points than this cannot be told apart. */
    private static final int MOST_POINTS = 250;

    private static final double WIDTH = 520;
    private static final double LEFT = 64;
    private static final double RIGHT = 396;
    private static final double TOP = 28;
    private static final double LANE = 58;
    private static final double GAP = 18;
    private static final double LABEL_DROP = 16;
    private static final double TITLE_DROP = 34;
    private static final double LINE_HEIGHT = 14;

    /**
     * One peer's course.
     *
     * @param summary the one figure that says most of it
     */
    private record Lane(PeerKind peer, List<Point> points, String summary) {}

    private final List<Lane> lanes;
    private final Scale x;
    private final double high;
    private final double bound;
    private final boolean logarithmic;
    private final DoubleFunction<String> label;
    private final Svg svg;

    /** @param bound what is not to be exceeded; 0 for nothing */
    private TimelineChart(
            List<Lane> lanes, double seconds, boolean logarithmic, double bound, DoubleFunction<String> label) {
        this.lanes = lanes;
        this.x = Scale.linear(0, seconds, LEFT, RIGHT);
        this.high = Math.max(bound, highest(lanes));
        this.bound = bound;
        this.logarithmic = logarithmic;
        this.label = label;
        this.svg = new Svg(WIDTH, bottom(lanes.size() - 1) + TITLE_DROP + 6);
    }

    /** Units per second; empty when none was done. */
    static String throughput(Results results, List<Trial> trials) {
        List<Lane> lanes = new ArrayList<>();
        for (Trial trial : trials) {
            Timeline timeline = timeline(results, trial);
            // The last tenth of a second is not a whole one, and would look as if nearly nothing had been done in it.
            int whole = Math.max(1, timeline.length() - 1);
            List<Point> points = new ArrayList<>();
            int width = width(timeline);
            for (int from = 0; from < whole; from += width) {
                int to = Math.min(whole, from + width);
                points.add(middle(from, to, units(timeline, from, to) * BUCKETS_PER_SECOND / (to - from)));
            }
            lanes.add(new Lane(
                    trial.peer(),
                    points,
                    Numbers.scaled(units(timeline, 0, whole) * BUCKETS_PER_SECOND / whole) + " a second"));
        }
        return highest(lanes) == 0
                ? ""
                : new TimelineChart(lanes, seconds(results, trials), false, 0, Numbers::scaled)
                        .draw(name(trials) + ": units per second, over time");
    }

    /** How long the longest call took that ended in each tenth of a second; empty when none did. */
    static String longest(Results results, List<Trial> trials) {
        List<Lane> lanes = new ArrayList<>();
        for (Trial trial : trials) {
            Timeline timeline = timeline(results, trial);
            List<Point> points = new ArrayList<>();
            int width = width(timeline);
            for (int from = 0; from < timeline.length(); from += width) {
                int to = Math.min(timeline.length(), from + width);
                double micros = longestMicros(timeline, from, to);
                // Where no call ended there is no longest one: the line goes straight to the next.
                if (micros > 0) {
                    points.add(middle(from, to, micros));
                }
            }
            lanes.add(new Lane(
                    trial.peer(), points, "at most " + Numbers.micros(longestMicros(timeline, 0, timeline.length()))));
        }
        double allowed = longestAllowed(trials.get(0).workload());
        return highest(lanes) == 0
                ? ""
                : new TimelineChart(lanes, seconds(results, trials), true, allowed, Numbers::micros)
                        .draw(name(trials) + ": longest call, over time");
    }

    /** Whether a workload has a limit to how long a call may take. */
    static boolean isBounded(Workload workload) {
        return longestAllowed(workload) > 0;
    }

    private static String name(List<Trial> trials) {
        return trials.get(0).workload().name();
    }

    private static Timeline timeline(Results results, Trial trial) {
        int rounds = results.outcomes(trial).size();
        return results.outcomes(trial).get(rounds - 1).timeline();
    }

    private static double seconds(Results results, List<Trial> trials) {
        return trials.stream()
                        .mapToInt(trial -> timeline(results, trial).length())
                        .max()
                        .orElse(0)
                / BUCKETS_PER_SECOND;
    }

    /** How many tenths of a second make a point. */
    private static int width(Timeline timeline) {
        return Math.max(1, (timeline.length() + MOST_POINTS - 1) / MOST_POINTS);
    }

    private static Point middle(int from, int to, double value) {
        return new Point((from + to) / 2.0 / BUCKETS_PER_SECOND, value);
    }

    private static double units(Timeline timeline, int from, int to) {
        double units = 0;
        for (int i = from; i < to; i++) {
            units += timeline.units(i);
        }
        return units;
    }

    private static double longestMicros(Timeline timeline, int from, int to) {
        long longest = 0;
        for (int i = from; i < to; i++) {
            longest = Math.max(longest, timeline.longestNanos(i));
        }
        return longest / NANOS_PER_MICRO;
    }

    /** The most a call may take, in microseconds, where that is asked; 0 where not. */
    private static double longestAllowed(Workload workload) {
        return workload.goals().stream()
                .filter(goal -> goal.measure() == Measure.LONGEST && goal instanceof Limit)
                .mapToDouble(goal -> ((Limit) goal).most())
                .findFirst()
                .orElse(0);
    }

    private static double highest(List<Lane> lanes) {
        return lanes.stream()
                .flatMap(lane -> lane.points.stream())
                .mapToDouble(Point::y)
                .max()
                .orElse(0);
    }

    private static double lowest(List<Lane> lanes) {
        return lanes.stream()
                .flatMap(lane -> lane.points.stream())
                .mapToDouble(Point::y)
                .min()
                .orElse(0);
    }

    private static double top(int lane) {
        return TOP + lane * (LANE + GAP);
    }

    private static double bottom(int lane) {
        return top(lane) + LANE;
    }

    private String draw(String title) {
        svg.text(LEFT, TOP - 12, Anchor.START, "title", title + (bound > 0 ? "; limit " + label.apply(bound) : ""));
        for (double tick : x.ticks()) {
            svg.line(x.position(tick), TOP, x.position(tick), bottom(lanes.size() - 1), "grid");
            svg.text(x.position(tick), bottom(lanes.size() - 1) + LABEL_DROP, Anchor.MIDDLE, Numbers.tick(tick));
        }
        svg.text((LEFT + RIGHT) / 2, bottom(lanes.size() - 1) + TITLE_DROP, Anchor.MIDDLE, "faint", "seconds");
        for (int i = 0; i < lanes.size(); i++) {
            lane(lanes.get(i), i);
        }
        return svg.end();
    }

    private void lane(Lane lane, int index) {
        Scale y = logarithmic
                ? Scale.logarithmic(lowest(lanes), high, bottom(index), top(index))
                : Scale.linear(0, high, bottom(index), top(index));
        List<Double> ticks = y.ticks();
        // There is room for two labels: the lowest and the highest round value.
        for (double tick : List.of(ticks.get(0), ticks.get(ticks.size() - 1))) {
            svg.line(LEFT, y.position(tick), RIGHT, y.position(tick), "grid");
            svg.text(LEFT - 6, y.position(tick) + 4, Anchor.END, label.apply(tick));
        }
        List<Point> course = lane.points.stream()
                .map(point -> new Point(x.position(point.x()), y.position(point.y())))
                .toList();
        svg.area(course, bottom(index), lane.peer);
        svg.polyline(course, lane.peer);
        if (bound > 0) {
            svg.line(LEFT, y.position(bound), RIGHT, y.position(bound), "bound");
        }
        double middle = (top(index) + bottom(index)) / 2;
        svg.text(RIGHT + 8, middle, Anchor.START, "name " + Look.style(lane.peer), lane.peer.label());
        svg.text(RIGHT + 8, middle + LINE_HEIGHT, Anchor.START, lane.summary);
    }
}
