package dev.dolmen.benchmarks.outcome;

import java.io.Serializable;

/**
 * What a trial used and left, for all its units together.
 *
 * @param units how many gets, puts, rows and so on
 */
public record Figures(long units, Use use, Space space, Footprint footprint) implements Serializable {

    private static final double NANOS_PER_MICRO = 1000;
    private static final double NANOS_PER_SECOND = 1e9;

    public double unitsPerSecond() {
        return units * NANOS_PER_SECOND / use.nanos();
    }

    /** Processor time of a unit, in microseconds. */
    public double cpuMicros() {
        return use.cpuNanos() / NANOS_PER_MICRO / units;
    }

    public double allocatedPerUnit() {
        return (double) use.allocatedBytes() / units;
    }

    /**
     * Bytes allocated by a call that are garbage when it is done; NaN when it is not known what the caller keeps. What a caller
     * makes of the answer then is none of the call's.
     */
    public double garbagePerUnit() {
        return footprint.answer() - footprint.kept();
    }

    /** Bytes read of the store's files for each unit: read amplification, when divided by what the unit returns. */
    public double readPerUnit() {
        return (double) use.readBytes() / units;
    }

    /** Bytes written for each byte put; NaN when none was put. */
    public double writeAmplification() {
        return space.put() == 0 ? Double.NaN : (double) use.writtenBytes() / space.put();
    }

    /** Bytes on disk for each byte of live items; NaN when it is not known. */
    public double spaceAmplification() {
        return space.live() == 0 ? Double.NaN : (double) space.after() / space.live();
    }

    /** How much of the directory's size is left; NaN when it was empty. */
    public double diskLeft() {
        return space.before() == 0 ? Double.NaN : (double) space.after() / space.before();
    }
}
