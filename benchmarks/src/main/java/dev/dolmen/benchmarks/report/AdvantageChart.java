package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.goal.Advantage;
import dev.dolmen.benchmarks.goal.Goal;
import dev.dolmen.benchmarks.outcome.Measure;
import dev.dolmen.benchmarks.outcome.Numbers;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.report.Svg.Anchor;
import dev.dolmen.benchmarks.trial.Trial;
import dev.dolmen.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A row for each workload, a mark for each peer: how many times as good as the reference it was. The goal is a bar across the
 * row; Dolmen's own figures stand beside, with what became of the goal.
 */
final class AdvantageChart {

    private static final double WIDTH = 1040;
    private static final double ROW = 26;
    private static final double LEFT = 150;
    private static final double RIGHT = 770;
    private static final double TOP = 44;
    private static final double BOTTOM = 8;
    private static final double GOAL_HEIGHT = 10;
    private static final double COLUMN = 90;
    private static final double SPAN_HEIGHT = 6;

    /** A row with more than so many times what is usual is drawn at the border, so that the others can be told apart. */
    private static final double MOST_TIMES_USUAL = 20;

    /** What a workload's row shows. */
    private record Lane(Workload workload, double goal, List<Dot> dots) {

        double highest() {
            return DoubleStream.concat(DoubleStream.of(goal), dots.stream().mapToDouble(Dot::advantage))
                    .max()
                    .orElse(1);
        }
    }

    private record Dot(Trial trial, double advantage) {}

    private final List<Lane> lanes;
    private final List<PeerKind> own;
    private final Scale x;
    private final Svg svg;

    private AdvantageChart(List<Lane> lanes) {
        this.lanes = lanes;
        this.own = lanes.stream()
                .flatMap(lane -> lane.dots.stream())
                .map(dot -> dot.trial.peer())
                .filter(Goal.OWN::contains)
                .distinct()
                .sorted()
                .toList();
        this.x = Scale.logarithmic(lowest(), highest(), LEFT, RIGHT);
        this.svg = new Svg(WIDTH, bottom() + BOTTOM);
    }

    /** Empty when there is nothing to compare with. */
    static String draw(Results results, Section section, Measure measure) {
        List<Workload> workloads =
                section.trials().stream().map(Trial::workload).distinct().toList();
        List<Lane> lanes = new ArrayList<>();
        for (Workload workload : workloads) {
            List<Dot> dots = section.trials().stream()
                    .filter(trial -> trial.workload().equals(workload))
                    .map(trial -> new Dot(trial, results.advantage(trial, section.reference(), measure)))
                    .filter(dot -> dot.advantage > 0 && Double.isFinite(dot.advantage))
                    .toList();
            if (!dots.isEmpty()) {
                lanes.add(new Lane(workload, goal(workload, section.reference(), measure), dots));
            }
        }
        return lanes.isEmpty() ? "" : new AdvantageChart(lanes).draw(measure);
    }

    /** 0 for none. */
    private static double goal(Workload workload, PeerKind over, Measure measure) {
        return workload.goals().stream()
                .filter(Advantage.class::isInstance)
                .map(Advantage.class::cast)
                .filter(goal -> goal.over() == over && goal.measure() == measure)
                .mapToDouble(Advantage::factor)
                .findFirst()
                .orElse(0);
    }

    private double lowest() {
        return Math.min(
                0.5,
                lanes.stream()
                        .flatMap(lane -> lane.dots.stream())
                        .mapToDouble(Dot::advantage)
                        .min()
                        .orElse(1));
    }

    private double highest() {
        double[] rows = lanes.stream().mapToDouble(Lane::highest).sorted().toArray();
        double usual = rows[rows.length / 2];
        return Math.max(
                2,
                Arrays.stream(rows)
                        .filter(row -> row <= MOST_TIMES_USUAL * usual)
                        .max()
                        .orElse(usual));
    }

    private double bottom() {
        return TOP + lanes.size() * ROW;
    }

    private String draw(Measure measure) {
        svg.text(LEFT, 14, Anchor.START, "title", "by " + measure.label());
        svg.rectangle(x.position(1), TOP, RIGHT - x.position(1), bottom() - TOP, "ahead");
        for (double tick : x.ticks()) {
            svg.line(x.position(tick), TOP, x.position(tick), bottom(), tick == 1 ? "one" : "grid");
            svg.text(x.position(tick), TOP - 8, Anchor.MIDDLE, Numbers.tick(tick) + " ×");
        }
        for (int i = 0; i < own.size(); i++) {
            svg.text(column(i), TOP - 8, Anchor.END, "head", own.get(i).label());
        }
        svg.text(column(own.size()), TOP - 8, Anchor.END, "head", "goal");
        for (int i = 0; i < lanes.size(); i++) {
            lane(lanes.get(i), TOP + (i + 0.5) * ROW);
        }
        return svg.end();
    }

    private double column(int index) {
        return RIGHT + (index + 1) * COLUMN;
    }

    private void lane(Lane lane, double y) {
        svg.text(LEFT - 12, y + 4, Anchor.END, lane.workload.name());
        svg.line(LEFT, y, RIGHT, y, "grid");
        span(lane, y);
        if (lane.goal > 0) {
            svg.line(x.position(lane.goal), y - GOAL_HEIGHT, x.position(lane.goal), y + GOAL_HEIGHT, "goal");
            svg.text(column(own.size()), y + 4, Anchor.END, Numbers.plain(lane.goal) + " ×");
        }
        // Own ones last: on top.
        lane.dots.stream().filter(dot -> !Goal.OWN.contains(dot.trial.peer())).forEach(dot -> mark(dot, y));
        lane.dots.stream().filter(dot -> Goal.OWN.contains(dot.trial.peer())).forEach(dot -> {
            mark(dot, y);
            figure(dot, lane.goal, y);
        });
    }

    /** From the table to the ordered store beneath it: what the semantics of items cost. */
    private void span(Lane lane, double y) {
        double[] places = lane.dots.stream()
                .filter(dot -> Goal.OWN.contains(dot.trial.peer()))
                .mapToDouble(dot -> x.position(dot.advantage))
                .sorted()
                .toArray();
        if (places.length > 1) {
            double width = places[places.length - 1] - places[0];
            svg.rectangle(places[0], y - SPAN_HEIGHT / 2, width, SPAN_HEIGHT, "span");
        }
    }

    private void mark(Dot dot, double y) {
        String title =
                dot.trial.peer() + ", " + dot.trial.workload().name() + ": " + Numbers.plain(dot.advantage) + " ×";
        svg.mark(x.position(dot.advantage), y, dot.trial.peer(), title);
    }

    private void figure(Dot dot, double goal, double y) {
        String sign = goal == 0 ? "" : dot.advantage >= goal ? " ✓" : " ✗";
        String style = goal == 0 ? "" : dot.advantage >= goal ? "met" : "missed";
        String words = Numbers.plain(dot.advantage) + sign;
        svg.text(column(own.indexOf(dot.trial.peer())), y + 4, Anchor.END, style, words);
    }
}
