package dev.dolmen.benchmarks.trial;

import dev.dolmen.benchmarks.outcome.Outcome;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;

/** Hands JMH what {@link Ground} measured in the iteration that has just ended. */
public final class OutcomeProfiler implements InternalProfiler {

    @Override
    public String getDescription() {
        return "latencies, processor time, allocations and input and output of the whole process";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {}

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        Outcome outcome = Ground.lastOutcome();
        return outcome == null ? List.of() : OutcomeResult.results(outcome);
    }
}
