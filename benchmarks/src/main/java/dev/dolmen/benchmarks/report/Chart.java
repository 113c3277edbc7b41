package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.report.Svg.Anchor;
import dev.dolmen.benchmarks.report.Svg.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;

/** Lines of several peers in a frame with two axes, each with its name where it ends. */
final class Chart {

    private static final double WIDTH = 520;
    private static final double HEIGHT = 260;
    private static final double LEFT = 64;
    private static final double RIGHT = 420;
    private static final double TOP = 28;
    private static final double BOTTOM = 220;
    private static final double LABEL_DROP = 16;
    private static final double TITLE_DROP = 34;
    private static final double LINE_HEIGHT = 13;

    /** Longer lines are drawn without a mark at each point. */
    private static final int MARKED_POINTS = 12;

    /**
     * One of the two axes.
     *
     * @param labelled where labels stand; empty for round values
     */
    record Axis(
            boolean logarithmic,
            double low,
            double high,
            String title,
            DoubleFunction<String> label,
            List<Double> labelled) {

        Axis(boolean logarithmic, double low, double high, String title, DoubleFunction<String> label) {
            this(logarithmic, low, high, title, label, List.of());
        }

        private List<Double> ticks(Scale scale) {
            return labelled.isEmpty() ? scale.ticks() : labelled;
        }

        private Scale scale(double start, double end) {
            return logarithmic ? Scale.logarithmic(low, high, start, end) : Scale.linear(low, high, start, end);
        }
    }

    /** One line: points in the units of the axes. */
    record Line(PeerKind peer, List<Point> points) {}

    private final Axis across;
    private final Axis upwards;
    private final Scale x;
    private final Scale y;
    private final Svg svg = new Svg(WIDTH, HEIGHT);

    private Chart(Axis across, Axis upwards) {
        this.across = across;
        this.upwards = upwards;
        this.x = across.scale(LEFT, RIGHT);
        this.y = upwards.scale(BOTTOM, TOP);
    }

    static String draw(String title, Axis across, Axis upwards, List<Line> lines) {
        Chart chart = new Chart(across, upwards);
        chart.frame(title);
        // Own ones last: on top.
        lines.stream().filter(line -> !Look.isOwn(line.peer)).forEach(chart::line);
        lines.stream().filter(line -> Look.isOwn(line.peer)).forEach(chart::line);
        chart.names(lines);
        return chart.svg.end();
    }

    private void frame(String title) {
        svg.text(LEFT, TOP - 12, Anchor.START, "title", title);
        for (double tick : upwards.ticks(y)) {
            svg.line(LEFT, y.position(tick), RIGHT, y.position(tick), "grid");
            svg.text(LEFT - 6, y.position(tick) + 4, Anchor.END, upwards.label.apply(tick));
        }
        for (double tick : across.ticks(x)) {
            svg.line(x.position(tick), TOP, x.position(tick), BOTTOM, "grid");
            svg.text(x.position(tick), BOTTOM + LABEL_DROP, Anchor.MIDDLE, across.label.apply(tick));
        }
        svg.text((LEFT + RIGHT) / 2, BOTTOM + TITLE_DROP, Anchor.MIDDLE, "faint", across.title);
    }

    private void line(Line line) {
        List<Point> places = line.points.stream().map(this::place).toList();
        svg.polyline(places, line.peer);
        if (places.size() <= MARKED_POINTS) {
            for (int i = 0; i < places.size(); i++) {
                String figure = upwards.label.apply(line.points.get(i).y());
                svg.point(places.get(i).x(), places.get(i).y(), line.peer, line.peer + ": " + figure);
            }
        }
    }

    private Point place(Point point) {
        return new Point(x.position(point.x()), y.position(point.y()));
    }

    /** Each at its line's last point, or as near to it as the others let it. */
    private void names(List<Line> lines) {
        List<Line> fromTop = new ArrayList<>(
                lines.stream().filter(line -> !line.points.isEmpty()).toList());
        fromTop.sort(Comparator.comparingDouble(line -> last(line).y()));
        double free = TOP;
        for (int i = 0; i < fromTop.size(); i++) {
            double lowest = BOTTOM - (fromTop.size() - 1 - i) * LINE_HEIGHT;
            double at = Math.min(lowest, Math.max(free, last(fromTop.get(i)).y()));
            PeerKind peer = fromTop.get(i).peer;
            svg.text(RIGHT + 8, at + 4, Anchor.START, "name " + Look.style(peer), peer.label());
            free = at + LINE_HEIGHT;
        }
    }

    private Point last(Line line) {
        return place(line.points.get(line.points.size() - 1));
    }
}
