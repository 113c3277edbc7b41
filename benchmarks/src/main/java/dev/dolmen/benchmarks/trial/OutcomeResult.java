package dev.dolmen.benchmarks.trial;

import dev.dolmen.benchmarks.outcome.Outcome;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.results.ScalarResult;

/** Carries an {@link Outcome} from the measured process to the one that asked for it, by the means of JMH. */
final class OutcomeResult extends Result<OutcomeResult> {

    static final String LABEL = "cpu";

    private static final long serialVersionUID = 1;

    private final Outcome outcome;

    OutcomeResult(Outcome outcome) {
        super(ResultRole.SECONDARY, LABEL, of(outcome.figures().cpuMicros()), "us/unit", AggregationPolicy.AVG);
        this.outcome = outcome;
    }

    Outcome outcome() {
        return outcome;
    }

    /** What JMH itself shows of it. */
    static List<Result<?>> results(Outcome outcome) {
        return List.of(
                new OutcomeResult(outcome),
                scalar("p50", outcome.micros(50), "us"),
                scalar("p99", outcome.micros(99), "us"),
                scalar("alloc", outcome.figures().allocatedPerUnit(), "B/unit"));
    }

    private static ScalarResult scalar(String label, double value, String unit) {
        return new ScalarResult(label, value, unit, AggregationPolicy.AVG);
    }

    @Override
    protected Aggregator<OutcomeResult> getThreadAggregator() {
        return new LastAggregator();
    }

    @Override
    protected Aggregator<OutcomeResult> getIterationAggregator() {
        return new LastAggregator();
    }

    /** There is one measured iteration in each process. */
    private static final class LastAggregator implements Aggregator<OutcomeResult> {

        @Override
        public OutcomeResult aggregate(Collection<OutcomeResult> results) {
            return results.stream().reduce((earlier, later) -> later).orElseThrow();
        }
    }
}
