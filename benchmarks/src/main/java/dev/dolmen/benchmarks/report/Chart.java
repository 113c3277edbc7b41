package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.report.Svg.Anchor;
import dev.dolmen.benchmarks.report.Svg.Point;
import java.util.List;
import java.util.function.DoubleFunction;

/** Lines in a frame with two axes. */
final class Chart {

    private static final double WIDTH = 560;
    private static final double HEIGHT = 260;
    private static final double LEFT = 70;
    private static final double RIGHT = 40;
    private static final double TOP = 28;
    private static final double BOTTOM = 40;
    private static final double LABEL_DROP = 16;
    private static final double TITLE_DROP = 34;

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
            return logarithmic ? Scale.decades(low, high, start, end) : Scale.linear(low, high, start, end);
        }
    }

    /** One line: points in the units of the axes. */
    record Line(String colour, String title, List<Point> points) {}

    private Chart() {}

    static String draw(String title, Axis across, Axis upwards, List<Line> lines) {
        Svg svg = new Svg(WIDTH, HEIGHT);
        Scale x = across.scale(LEFT, WIDTH - RIGHT);
        Scale y = upwards.scale(HEIGHT - BOTTOM, TOP);
        svg.text(LEFT, TOP - 12, Anchor.START, title);
        for (double tick : upwards.ticks(y)) {
            svg.line(LEFT, y.position(tick), WIDTH - RIGHT, y.position(tick), "grid");
            svg.text(LEFT - 6, y.position(tick) + 4, Anchor.END, upwards.label.apply(tick));
        }
        for (double tick : across.ticks(x)) {
            svg.line(x.position(tick), TOP, x.position(tick), HEIGHT - BOTTOM, "grid");
            svg.text(x.position(tick), HEIGHT - BOTTOM + LABEL_DROP, Anchor.MIDDLE, across.label.apply(tick));
        }
        svg.text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - BOTTOM + TITLE_DROP, Anchor.MIDDLE, across.title);
        for (Line line : lines) {
            List<Point> places = line.points.stream()
                    .map(point -> new Point(x.position(point.x()), y.position(point.y())))
                    .toList();
            svg.polyline(places, line.colour);
            if (places.size() <= MARKED_POINTS) {
                for (int i = 0; i < places.size(); i++) {
                    Point place = places.get(i);
                    String what = line.title + ": "
                            + upwards.label.apply(line.points.get(i).y());
                    svg.circle(place.x(), place.y(), 3, line.colour, line.colour, what);
                }
            }
        }
        return svg.end();
    }

    /** Longer lines are drawn without a mark at each point. */
    private static final int MARKED_POINTS = 12;
}
