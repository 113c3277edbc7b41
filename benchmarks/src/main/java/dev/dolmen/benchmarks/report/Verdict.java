package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.goal.Advantage;
import dev.dolmen.benchmarks.goal.Goal;
import dev.dolmen.benchmarks.goal.Limit;
import dev.dolmen.benchmarks.outcome.Numbers;
import dev.dolmen.benchmarks.trial.Trial;
import java.util.Collection;
import java.util.List;

/**
 * How far Dolmen reached a goal in a trial.
 *
 * @param figure Dolmen's
 * @param reached 1 is just so, more is better
 */
record Verdict(Trial trial, Goal goal, double figure, double reached) {

    /** Of all trials of Dolmen's, on all goals of which the results tell enough. */
    static List<Verdict> all(Results results) {
        return all(results, results.trials());
    }

    static List<Verdict> all(Results results, Collection<Trial> trials) {
        return trials.stream()
                .filter(trial -> Goal.OWN.contains(trial.peer()))
                .flatMap(trial -> trial.workload().goals().stream().map(goal -> of(results, trial, goal)))
                .filter(verdict -> !Double.isNaN(verdict.reached))
                .toList();
    }

    static Verdict of(Results results, Trial trial, Goal goal) {
        double figure = results.median(trial, goal.measure());
        return new Verdict(
                trial, goal, figure, goal.reached(figure, peer -> results.median(trial.of(peer), goal.measure())));
    }

    boolean isMet() {
        return reached >= 1;
    }

    /** What the goal asks and what became of it: "p50 6 × rocksdb", "3.12 ×". */
    String value() {
        if (goal instanceof Limit) {
            return goal.measure().text(figure);
        }
        double factor = goal instanceof Advantage advantage ? advantage.factor() : 1;
        return Numbers.plain(factor * reached) + " ×";
    }

    /** A check mark or a cross: for the eye, and for those who see no colours. */
    String sign() {
        return isMet() ? "✓" : "✗";
    }

    String style() {
        return isMet() ? "met" : "missed";
    }
}
