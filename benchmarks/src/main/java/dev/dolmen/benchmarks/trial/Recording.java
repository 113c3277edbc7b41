package dev.dolmen.benchmarks.trial;

import dev.dolmen.benchmarks.outcome.Timeline;
import org.HdrHistogram.Histogram;

/** What one thread saw: latencies per unit, and when. Not thread-safe. */
final class Recording {

    private static final int SIGNIFICANT_DIGITS = 3;

    private final Histogram latencies = new Histogram(SIGNIFICANT_DIGITS);
    private final Timeline timeline = new Timeline();
    private long units;

    void record(long sinceStartNanos, long callNanos, int callUnits) {
        latencies.recordValue(callNanos / Math.max(1, callUnits));
        timeline.record(sinceStartNanos, callNanos, callUnits);
        units += callUnits;
    }

    void add(Recording other) {
        latencies.add(other.latencies);
        timeline.add(other.timeline);
        units += other.units;
    }

    Histogram latencies() {
        return latencies;
    }

    Timeline timeline() {
        return timeline;
    }

    long units() {
        return units;
    }
}
