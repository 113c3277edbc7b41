package dev.dolmen.benchmarks.report;

import dev.dolmen.benchmarks.outcome.Measure;
import dev.dolmen.benchmarks.outcome.Outcome;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.trial.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The outcomes of a sitting, of all rounds, in the order in which the trials first came. Not thread-safe. */
public final class Results {

    private final Map<Trial, List<Outcome>> outcomes = new LinkedHashMap<>();
    private final Map<Trial, String> failures = new LinkedHashMap<>();

    public void add(Trial trial, Outcome outcome) {
        outcomes.computeIfAbsent(trial, t -> new ArrayList<>()).add(outcome);
    }

    public void fail(Trial trial, String reason) {
        failures.put(trial, reason);
    }

    /** Trials of which at least one round succeeded. */
    public List<Trial> trials() {
        return List.copyOf(outcomes.keySet());
    }

    /** Why trials failed. */
    public Map<Trial, String> failures() {
        return Collections.unmodifiableMap(failures);
    }

    /** Those of all rounds; empty when there is none. */
    public List<Outcome> outcomes(Trial trial) {
        return Collections.unmodifiableList(outcomes.getOrDefault(trial, List.of()));
    }

    /** The median of a figure over all rounds; NaN when there is none. */
    public double median(Trial trial, ToDoubleFunction<Outcome> figure) {
        double[] sorted = outcomes(trial).stream().mapToDouble(figure).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** As {@link #median(Trial, ToDoubleFunction)}. */
    public double median(Trial trial, Measure measure) {
        return median(trial, measure::of);
    }

    /** How many times as good as another peer in the same; NaN when unknown. */
    public double advantage(Trial trial, PeerKind over, Measure measure) {
        return median(trial.of(over), measure) / median(trial, measure);
    }
}
