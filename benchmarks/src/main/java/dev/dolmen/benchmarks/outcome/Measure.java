package dev.dolmen.benchmarks.outcome;

import java.util.function.ToDoubleFunction;

/** A figure by which trials are compared, or held against a limit: the smaller, the better. */
public enum Measure {
    /** The median latency of a unit, in microseconds. */
    P50("p50", Kind.MICROS, outcome -> outcome.micros(50)),
    /** The longest call's latency, in microseconds. */
    LONGEST("longest call", Kind.MICROS, outcome -> outcome.micros(100)),
    /** Processor time of a unit, background work included, in microseconds. */
    CPU("CPU", Kind.MICROS, outcome -> outcome.figures().cpuMicros()),
    /** Size of the store's directory at the end. */
    DISK("disk", Kind.BYTES, outcome -> outcome.figures().space().after()),
    /** That of what it was at the start. */
    DISK_LEFT("disk left", Kind.SHARE, outcome -> outcome.figures().diskLeft()),
    /** Bytes written for each byte put. */
    WRITTEN("bytes written", Kind.FACTOR, outcome -> outcome.figures().writeAmplification()),
    /** The most that was ever on the heap. */
    HEAP("heap", Kind.BYTES, outcome -> outcome.figures().footprint().heap()),
    /** The most that was ever in memory. */
    RESIDENT("resident", Kind.BYTES, outcome -> outcome.figures().footprint().resident()),
    /** Bytes allocated for a unit beyond what its caller keeps. */
    GARBAGE("garbage", Kind.BYTES, outcome -> outcome.figures().garbagePerUnit());

    private enum Kind {
        MICROS,
        BYTES,
        FACTOR,
        SHARE
    }

    private final String label;
    private final Kind kind;
    private final ToDoubleFunction<Outcome> figure;

    Measure(String label, Kind kind, ToDoubleFunction<Outcome> figure) {
        this.label = label;
        this.kind = kind;
        this.figure = figure;
    }

    public String label() {
        return label;
    }

    /** A figure as people read it. */
    public String text(double value) {
        return switch (kind) {
            case MICROS -> Numbers.micros(value);
            case BYTES -> Numbers.bytes(value);
            case FACTOR -> Numbers.plain(value);
            case SHARE -> Numbers.share(value);
        };
    }

    /** NaN when the figure means nothing there. */
    public double of(Outcome outcome) {
        return figure.applyAsDouble(outcome);
    }
}
