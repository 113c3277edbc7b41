package dev.dolmen.benchmarks.report;

import java.util.List;
import java.util.Locale;

/** A drawing as text. Lengths are in pixels, y grows downwards. Not thread-safe. */
final class Svg {

    /** Where a text stands relative to its position. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** A place in the drawing. */
    record Point(double x, double y) {}

    private final StringBuilder text = new StringBuilder();

    Svg(double width, double height) {
        text.append(format("<svg viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" role=\"img\">", width, height, width));
    }

    Svg line(double x1, double y1, double x2, double y2, String style) {
        text.append(
                format("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>", x1, y1, x2, y2, style));
        return this;
    }

    /** @param title shown where the pointer rests */
    Svg circle(double x, double y, double radius, String fill, String stroke, String title) {
        text.append(format(
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" stroke=\"%s\"><title>%s</title></circle>",
                x, y, radius, fill, stroke, escape(title)));
        return this;
    }

    Svg polyline(List<Point> points, String stroke) {
        text.append(format("<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\" points=\"", stroke));
        for (Point point : points) {
            text.append(format("%.1f,%.1f ", point.x, point.y));
        }
        text.append("\"/>");
        return this;
    }

    Svg text(double x, double y, Anchor anchor, String words) {
        text.append(format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
                x, y, anchor.name().toLowerCase(Locale.ROOT), escape(words)));
        return this;
    }

    String end() {
        return text + "</svg>";
    }

    /** Text as it stands between tags, or between the quotes of an attribute. */
    static String escape(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
