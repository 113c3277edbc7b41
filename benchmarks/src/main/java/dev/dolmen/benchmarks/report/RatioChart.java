package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.report.Svg.Anchor;
import dev.dolmen.benchmarks.trial.Outcome;
import dev.dolmen.benchmarks.trial.Trial;
import dev.dolmen.benchmarks.workload.Goal;
import dev.dolmen.benchmarks.workload.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * A row for each workload, a dot for each peer: how many times as good as RocksDB at its defaults it was, and a mark where the
 * goal is.
 */
final class RatioChart {

    private static final double WIDTH = 1000;
    private static final double ROW = 24;
    private static final double LEFT = 150;
    private static final double RIGHT = 40;
    private static final double TOP = 30;
    private static final double BOTTOM = 10;
    private static final double GOAL_HEIGHT = 9;

    private RatioChart() {}

    /** By the median latency. */
    static String byLatency(Results results, List<Trial> trials) {
        return draw(results, trials, outcome -> outcome.micros(50), Goal::latency);
    }

    /** By the processor time of a unit. */
    static String byCpu(Results results, List<Trial> trials) {
        return draw(results, trials, outcome -> outcome.figures().cpuMicros(), Goal::cpu);
    }

    private static String draw(
            Results results, List<Trial> trials, ToDoubleFunction<Outcome> figure, ToDoubleFunction<Goal> goalOf) {
        Map<Workload, List<Trial>> rows = new LinkedHashMap<>();
        double low = 0.5;
        double high = 2;
        for (Trial trial : trials) {
            rows.computeIfAbsent(trial.workload(), w -> new ArrayList<>()).add(trial);
            double advantage = results.advantage(trial, figure);
            if (advantage > 0 && Double.isFinite(advantage)) {
                low = Math.min(low, advantage);
                high = Math.max(high, advantage);
            }
            high = Math.max(high, goalOf.applyAsDouble(trial.workload().goal()));
        }
        double bottom = TOP + rows.size() * ROW;
        Svg svg = new Svg(WIDTH, bottom + BOTTOM);
        Scale x = Scale.decades(low, high, LEFT, WIDTH - RIGHT);
        for (double tick : x.ticks()) {
            svg.line(x.position(tick), TOP, x.position(tick), bottom, tick == 1 ? "one" : "grid");
            svg.text(x.position(tick), TOP - 8, Anchor.MIDDLE, Numbers.tick(tick) + " ×");
        }
        double y = TOP + ROW / 2;
        for (Map.Entry<Workload, List<Trial>> row : rows.entrySet()) {
            svg.text(LEFT - 10, y + 4, Anchor.END, row.getKey().name());
            svg.line(LEFT, y, WIDTH - RIGHT, y, "grid");
            double goal = goalOf.applyAsDouble(row.getKey().goal());
            if (goal > 0) {
                svg.line(x.position(goal), y - GOAL_HEIGHT, x.position(goal), y + GOAL_HEIGHT, "goal");
            }
            for (Trial trial : row.getValue()) {
                dot(svg, x, y, trial, results.advantage(trial, figure));
            }
            y += ROW;
        }
        return svg.end();
    }

    private static void dot(Svg svg, Scale x, double y, Trial trial, double advantage) {
        if (advantage > 0 && Double.isFinite(advantage)) {
            boolean own = trial.peer() == PeerKind.DOLMEN || trial.peer() == PeerKind.STORE;
            String colour = Colours.of(trial.peer());
            String title = trial.peer() + ", " + trial.workload().name() + ": " + Numbers.plain(advantage) + " ×";
            svg.circle(x.position(advantage), y, own ? 6 : 4, own ? colour : "white", colour, title);
        }
    }
}
