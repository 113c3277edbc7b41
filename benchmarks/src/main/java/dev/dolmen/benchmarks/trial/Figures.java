package dev.dolmen.benchmarks.trial;

import java.io.Serializable;

/**
 * What a trial used and left, for all its units together.
 *
 * @param units how many gets, puts, rows and so on
 * @param nanos from the first operation to the last
 * @param cpuNanos of the whole process
 * @param allocatedBytes on the heap
 * @param writtenBytes handed to the disk
 * @param readBytes asked of the file system; what is read through a mapping does not show here
 * @param itemBytes size of the items that were put; 0 when the workload puts none
 * @param diskBytes size of the store's directory at the end
 * @param liveBytes size of the items it holds then, so far as the workload knows; 0 when it does not
 * @param residentBytes the largest resident set of the process
 */
public record Figures(
        long units,
        long nanos,
        long cpuNanos,
        long allocatedBytes,
        long writtenBytes,
        long readBytes,
        long itemBytes,
        long diskBytes,
        long liveBytes,
        long residentBytes)
        implements Serializable {

    private static final double NANOS_PER_MICRO = 1000;
    private static final double NANOS_PER_SECOND = 1e9;

    public double unitsPerSecond() {
        return units * NANOS_PER_SECOND / nanos;
    }

    /** Processor time of a unit, in microseconds. */
    public double cpuMicros() {
        return cpuNanos / NANOS_PER_MICRO / units;
    }

    public double allocatedPerUnit() {
        return (double) allocatedBytes / units;
    }

    /** Bytes read of the store's files for each unit: read amplification, when divided by what the unit returns. */
    public double readPerUnit() {
        return (double) readBytes / units;
    }

    /** Bytes written for each byte put; NaN when none was put. */
    public double writeAmplification() {
        return itemBytes == 0 ? Double.NaN : (double) writtenBytes / itemBytes;
    }

    /** Bytes on disk for each byte of live items; NaN when it is not known. */
    public double spaceAmplification() {
        return liveBytes == 0 ? Double.NaN : (double) diskBytes / liveBytes;
    }
}
