package dev.dolmen.benchmarks.report;

import static dev.dolmen.benchmarks.report.Svg.escape;

import dev.dolmen.benchmarks.peer.PeerKind;
import java.util.List;

/** A page of HTML that needs nothing but itself. Not thread-safe. */
final class Page {

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

    private final StringBuilder text = new StringBuilder();

    Page(String title, Surroundings surroundings) {
        text.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>")
                .append(escape(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style><h1>")
                .append(escape(title))
                .append("</h1>");
        note(surroundings.text());
    }

    Page heading(int level, String words) {
        text.append("<h")
                .append(level)
                .append('>')
                .append(escape(words))
                .append("</h")
                .append(level)
                .append('>');
        return this;
    }

    Page paragraph(String words) {
        text.append("<p>").append(escape(words)).append("</p>");
        return this;
    }

    Page note(String words) {
        text.append("<p class=\"note\">").append(escape(words)).append("</p>");
        return this;
    }

    /** Which colour is whose. */
    Page legend(List<PeerKind> peers) {
        text.append("<p>");
        for (PeerKind peer : peers) {
            text.append("<span class=\"key\" style=\"background:")
                    .append(Colours.of(peer))
                    .append("\"></span>")
                    .append(peer);
        }
        text.append("</p>");
        return this;
    }

    Page plot(String svg) {
        text.append(svg);
        return this;
    }

    /** Plots side by side, as far as there is room. */
    Page plots(List<String> svgs) {
        text.append("<div class=\"plots\">");
        svgs.forEach(text::append);
        text.append("</div>");
        return this;
    }

    Page beginTable(String... columns) {
        text.append("<table><thead><tr>");
        for (String column : columns) {
            text.append("<th>").append(escape(column));
        }
        text.append("</thead>");
        return this;
    }

    Page beginRow() {
        text.append("<tr>");
        return this;
    }

    /** @param style of the style sheet; empty for none */
    Page cell(String words, String style) {
        text.append(style.isEmpty() ? "<td>" : "<td class=\"" + style + "\">").append(escape(words));
        return this;
    }

    Page cell(String words) {
        return cell(words, "");
    }

    Page endTable() {
        text.append("</table>");
        return this;
    }

    /** What failed, if anything did. */
    Page failures(Results results) {
        if (!results.failures().isEmpty()) {
            heading(2, "Failed");
            results.failures()
                    .forEach((trial, reason) ->
                            paragraph(trial.workload().name() + " on " + trial.peer() + ": " + reason));
        }
        return this;
    }

    String end() {
        return text + "</html>\n";
    }
}
