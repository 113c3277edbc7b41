package dev.dolmen.benchmarks.report;

import static dev.dolmen.benchmarks.report.Svg.escape;

import dev.dolmen.benchmarks.peer.PeerKind;
import java.util.List;

/** A page of HTML that needs nothing but itself, on light ground or dark as its reader has it. Not thread-safe. */
final class Page {

    private static final String STYLE =
            """
            :root { color-scheme: light dark; --ink: #1d2327; --faint: #667078; --ground: #fff; --panel: #f5f7f8; --grid: #e3e7ea;
              --ahead: #f0f6f2; --span: #c9d3da; --met: #00694c; --missed: #b3420a; LIGHT }
            @media (prefers-color-scheme: dark) { :root { --ink: #e6eaed; --faint: #98a3ab; --ground: #14181b; --panel: #1d2327;
              --grid: #2b333a; --ahead: #18231e; --span: #3d4a54; --met: #35d0a4; --missed: #ff9860 } DARK }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 1080px; margin: 2em auto; padding: 0 1em; color: var(--ink);
              background: var(--ground) }
            h1, h2, h3 { line-height: 1.2 } h2 { margin: 2em 0 .4em } .note, .faint { color: var(--faint); fill: var(--faint) }
            svg { font: 12px system-ui, sans-serif; max-width: 100%; height: auto } svg text { fill: var(--ink) }
            svg .title, svg .head { font-weight: 600 } svg .grid { stroke: var(--grid) } svg .one { stroke: var(--faint); stroke-width: 1.5 }
            svg .ahead { fill: var(--ahead) } svg .span { fill: var(--span) } svg .goal { stroke: var(--ink); stroke-width: 2.5 }
            svg .bound { stroke: var(--missed); stroke-width: 1.5; stroke-dasharray: 6 4 }
            svg .mark { fill: var(--ground); stroke: var(--c); stroke-width: 1.6; vector-effect: non-scaling-stroke } svg .mark.own { fill: var(--c) }
            svg .series { fill: none; stroke: var(--c); stroke-width: 1.2 } svg .series.own { stroke-width: 2.2 }
            svg .area { fill: var(--c); opacity: .22 }
            svg .name { fill: var(--c) } svg .name.own { font-weight: 600 }
            table { border-collapse: collapse; font-size: 13px; margin: .5em 0; font-variant-numeric: tabular-nums }
            td, th { padding: .2em .6em; text-align: right; white-space: nowrap }
            th:first-child, td:first-child { text-align: left; padding-left: 0 } thead th { border-bottom: 1px solid var(--faint) }
            .met, svg .met { color: var(--met); fill: var(--met); font-weight: 600 }
            .missed, svg .missed { color: var(--missed); fill: var(--missed) }
            .keys { display: flex; flex-wrap: wrap; gap: .2em 1.4em; margin: .6em 0 } .keys svg { vertical-align: -3px; margin-right: .3em }
            .tiles { display: flex; flex-wrap: wrap; gap: 1em; margin: 1.2em 0 }
            .tile { background: var(--panel); border-radius: .5em; padding: .7em 1.2em; min-width: 12em }
            .tile b { display: block; font-size: 1.9em; line-height: 1.2 } .bar { height: 6px; border-radius: 3px; background: var(--span) }
            .bar i { display: block; height: 6px; border-radius: 3px; background: var(--c) }
            .plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(440px, 1fr)); gap: 1em }
            details { border-top: 1px solid var(--grid); padding: .35em 0 } summary { cursor: pointer }
            .wide { overflow-x: auto }
            """
                    .replace("LIGHT }", "} " + Look.styleSheet(false))
                    .replace("DARK }", Look.styleSheet(true) + " }");

    private final StringBuilder text = new StringBuilder();

    Page(String title, Surroundings surroundings) {
        text.append("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
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

    Page note(String words) {
        text.append("<p class=\"note\">").append(escape(words)).append("</p>");
        return this;
    }

    /** Which mark is whose. */
    Page legend(List<PeerKind> peers) {
        text.append("<div class=\"keys\">");
        for (PeerKind peer : peers) {
            text.append("<span>")
                    .append(new Svg(16, 16).mark(8, 8, peer, peer.label()).end())
                    .append(peer)
                    .append("</span>");
        }
        text.append("</div>");
        return this;
    }

    Page beginTiles() {
        text.append("<div class=\"tiles\">");
        return this;
    }

    /** So many of so many. */
    Page tile(PeerKind peer, long part, long whole, String words) {
        text.append("<div class=\"tile ").append(peer.label()).append("\">").append(peer);
        text.append("<b>").append(part).append(" of ").append(whole).append("</b>");
        text.append(escape(words)).append("<div class=\"bar\"><i style=\"width:");
        text.append(100 * part / Math.max(1, whole)).append("%\"></i></div></div>");
        return this;
    }

    Page endTiles() {
        text.append("</div>");
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

    /** What shows when its summary is clicked. */
    Page beginDetails(String summary, String words) {
        text.append("<details><summary><b>")
                .append(escape(summary))
                .append("</b> <span class=\"note\">")
                .append(escape(words))
                .append("</span></summary>");
        return this;
    }

    Page endDetails() {
        text.append("</details>");
        return this;
    }

    Page beginTable(String... columns) {
        text.append("<div class=\"wide\"><table><thead><tr>");
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
        text.append("</table></div>");
        return this;
    }

    /** What failed, if anything did. */
    Page failures(Results results) {
        if (!results.failures().isEmpty()) {
            heading(2, "Failed");
            results.failures()
                    .forEach((trial, reason) -> note(trial.workload().name() + " on " + trial.peer() + ": " + reason));
        }
        return this;
    }

    String end() {
        return text + "</html>\n";
    }
}
