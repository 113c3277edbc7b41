package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.peer.PeerKind;
import java.util.List;
import java.util.Locale;

/** A drawing as text. Lengths are in pixels, y grows downwards; styles are classes of the page's. Not thread-safe. */
final class Svg {

    /** Where a text stands relative to its position. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /** A place in the drawing. */
    record Point(double x, double y) {}

    private static final double OWN_RADIUS = 6;
    private static final double OTHER_RADIUS = 4;
    private static final double POINT_RADIUS = 3;

    private final StringBuilder text = new StringBuilder();

    Svg(double width, double height) {
        text.append(format("<svg viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" role=\"img\">", width, height, width));
    }

    Svg line(double x1, double y1, double x2, double y2, String style) {
        text.append(
                format("<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" class=\"%s\"/>", x1, y1, x2, y2, style));
        return this;
    }

    Svg rectangle(double x, double y, double width, double height, String style) {
        text.append(format(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" class=\"%s\"/>",
                x, y, width, height, style));
        return this;
    }

    /** A peer's mark, as large as it is to be in a comparison. @param title shown where the pointer rests */
    Svg mark(double x, double y, PeerKind peer, String title) {
        return mark(x, y, Look.isOwn(peer) ? OWN_RADIUS : OTHER_RADIUS, peer, title);
    }

    /** A peer's mark on a line. */
    Svg point(double x, double y, PeerKind peer, String title) {
        return mark(x, y, POINT_RADIUS, peer, title);
    }

    private Svg mark(double x, double y, double radius, PeerKind peer, String title) {
        text.append(format(
                "<path transform=\"translate(%.1f %.1f) scale(%.1f)\" d=\"%s\" class=\"mark %s\"><title>%s</title></path>",
                x, y, radius, Look.of(peer).shape(), Look.style(peer), escape(title)));
        return this;
    }

    /** A peer's line. */
    Svg polyline(List<Point> points, PeerKind peer) {
        text.append(format("<polyline class=\"series %s\" points=\"", Look.style(peer)));
        for (Point point : points) {
            text.append(format("%.1f,%.1f ", point.x, point.y));
        }
        text.append("\"/>");
        return this;
    }

    /** What is between a peer's line and its ground, in a lighter shade. */
    Svg area(List<Point> points, double ground, PeerKind peer) {
        if (!points.isEmpty()) {
            text.append(format(
                    "<polygon class=\"area %s\" points=\"%.1f,%.1f ", Look.style(peer), points.get(0).x, ground));
            for (Point point : points) {
                text.append(format("%.1f,%.1f ", point.x, point.y));
            }
            text.append(format("%.1f,%.1f\"/>", points.get(points.size() - 1).x, ground));
        }
        return this;
    }

    Svg text(double x, double y, Anchor anchor, String words) {
        return text(x, y, anchor, "", words);
    }

    Svg text(double x, double y, Anchor anchor, String style, String words) {
        text.append(format(
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>",
                x, y, anchor.name().toLowerCase(Locale.ROOT), style, escape(words)));
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
