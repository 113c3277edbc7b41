package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.goal.Limit;
import dev.dolmen.benchmarks.goal.Parity;
import dev.dolmen.benchmarks.outcome.Measure;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.trial.Trial;
import dev.dolmen.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A page to look at: how many goals were reached, how each peer did beside the reference in each workload, and, for who wants to
 * know, the course of every one.
 */
public final class HtmlReport {

    private final Results results;
    private final List<Section> sections;
    private final Page page;

    private HtmlReport(Results results, List<Section> sections, Surroundings surroundings) {
        this.results = results;
        this.sections = sections.stream()
                .map(this::done)
                .filter(section -> !section.trials().isEmpty())
                .toList();
        this.page = new Page("Dolmen and its peers", surroundings);
    }

    /** So much of it as there are results of. */
    private Section done(Section section) {
        return new Section(
                section.title(),
                section.reference(),
                section.trials().stream().filter(results.trials()::contains).toList());
    }

    public static String write(Results results, List<Section> sections, Surroundings surroundings) {
        return new HtmlReport(results, sections, surroundings).page();
    }

    private String page() {
        page.legend(results.trials().stream().map(Trial::peer).distinct().toList())
                .note(
                        "dolmen is a table, through the public API; store is the ordered store beneath it. p50 is the median time "
                                + "of a call, CPU what the whole process takes for one, background work included.");
        tiles();
        goals("Limits", verdict -> verdict.goal() instanceof Limit);
        sections.forEach(this::courses);
        sections.forEach(this::comparison);
        goals("Where LMDB and MVStore lead RocksDB", verdict -> verdict.goal() instanceof Parity);
        page.heading(2, "One by one");
        sections.forEach(this::details);
        return page.failures(results).end();
    }

    private void tiles() {
        List<Verdict> verdicts = Verdict.all(results);
        page.beginTiles();
        for (PeerKind peer : PeerKind.values()) {
            List<Verdict> ofPeer = verdicts.stream()
                    .filter(verdict -> verdict.trial().peer() == peer)
                    .toList();
            if (!ofPeer.isEmpty()) {
                page.tile(peer, ofPeer.stream().filter(Verdict::isMet).count(), ofPeer.size(), "goals reached");
            }
        }
        page.endTiles();
    }

    /** The course of what may not stall. */
    private void courses(Section section) {
        byWorkload(section).forEach((workload, trials) -> {
            if (TimelineChart.isBounded(workload)) {
                page.plots(List.of(TimelineChart.throughput(results, trials), TimelineChart.longest(results, trials)));
            }
        });
    }

    private static Map<Workload, List<Trial>> byWorkload(Section section) {
        Map<Workload, List<Trial>> trials = new LinkedHashMap<>();
        section.trials().forEach(trial -> trials.computeIfAbsent(trial.workload(), any -> new ArrayList<>())
                .add(trial));
        return trials;
    }

    private void comparison(Section section) {
        String latency = AdvantageChart.draw(results, section, Measure.P50);
        if (!latency.isEmpty()) {
            page.heading(2, section.title())
                    .note("How many times as good as " + section.reference()
                            + " each was; right of 1 is better. A bar across a row is the goal. What is at the right border "
                            + "would be farther out.")
                    .plot(latency)
                    .plot(AdvantageChart.draw(results, section, Measure.CPU));
        }
    }

    /** A table of those goals that no chart has. */
    private void goals(String title, Predicate<Verdict> which) {
        List<Verdict> verdicts = Verdict.all(results).stream().filter(which).toList();
        if (verdicts.isEmpty()) {
            return;
        }
        List<PeerKind> own = verdicts.stream()
                .map(verdict -> verdict.trial().peer())
                .distinct()
                .sorted()
                .toList();
        Map<List<Object>, List<Verdict>> rows = new LinkedHashMap<>();
        verdicts.forEach(verdict -> rows.computeIfAbsent(
                        List.of(verdict.trial().of(PeerKind.DOLMEN), verdict.goal()), row -> new ArrayList<>())
                .add(verdict));
        List<String> columns = new ArrayList<>(List.of("workload", "data", "measure", "goal"));
        own.forEach(peer -> columns.add(peer.label()));
        page.heading(2, title).beginTable(columns.toArray(String[]::new));
        rows.values().forEach(row -> goalRow(row, own));
        page.endTable();
    }

    private void goalRow(List<Verdict> row, List<PeerKind> own) {
        Verdict first = row.get(0);
        page.beginRow()
                .cell(first.trial().workload().name())
                .cell(first.trial().data())
                .cell(first.goal().measure().label())
                .cell(first.goal().words());
        for (PeerKind peer : own) {
            row.stream()
                    .filter(verdict -> verdict.trial().peer() == peer)
                    .findFirst()
                    .ifPresentOrElse(
                            verdict -> page.cell(verdict.value() + " " + verdict.sign(), verdict.style()),
                            () -> page.cell(""));
        }
    }

    private void details(Section section) {
        page.heading(3, section.title());
        byWorkload(section).forEach((workload, trials) -> {
            String asked = asked(trials);
            page.beginDetails(
                    workload.name(), workload.description() + "; a unit is a " + workload.unit() + "." + asked);
            WorkloadTable.write(page, results, trials);
            page.plots(plots(trials)).endDetails();
        });
    }

    /** What is asked of Dolmen in these trials, as far as they can tell whether it was reached. */
    private String asked(List<Trial> trials) {
        String goals = Verdict.all(results, trials).stream()
                .map(Verdict::goal)
                .filter(goal -> !(goal instanceof Parity))
                .map(goal -> goal.measure().label() + " " + goal.words())
                .distinct()
                .collect(Collectors.joining(", "));
        return goals.isEmpty() ? "" : " Goals: " + goals + ".";
    }

    private List<String> plots(List<Trial> trials) {
        List<String> plots = new ArrayList<>();
        if (trials.get(0).workload().operations(trials.get(0).dataSet()) != 1) {
            plots.add(LatencyChart.draw(results, trials));
            plots.add(TimelineChart.throughput(results, trials));
            plots.add(TimelineChart.longest(results, trials));
        }
        return plots;
    }
}
