package dev.dolmen.benchmarks.outcome;

import java.io.Serializable;
import org.HdrHistogram.Histogram;

/**
 * What a trial found.
 *
 * @param latencies of a unit, in nanoseconds
 */
public record Outcome(Figures figures, Histogram latencies, Timeline timeline) implements Serializable {

    private static final double NANOS_PER_MICRO = 1000;

    /** The latency that this share of the calls does not exceed, in microseconds. @param percentile 0 to 100 */
    public double micros(double percentile) {
        return latencies.getValueAtPercentile(percentile) / NANOS_PER_MICRO;
    }
}
