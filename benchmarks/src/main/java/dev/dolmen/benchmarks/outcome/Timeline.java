package dev.dolmen.benchmarks.outcome;

import java.io.Serializable;
import java.util.Arrays;

/**
 * How many units were done in each tenth of a second, and the longest a call took that ended in it. Not thread-safe; those of
 * several threads are added up.
 */
public final class Timeline implements Serializable {

    private static final long serialVersionUID = 1;

    public static final long BUCKET_NANOS = 100_000_000;

    private long[] units = new long[64];
    private long[] longestNanos = new long[64];
    private int length;

    /** Notes that a call ended so long after the start. */
    public void record(long sinceStartNanos, long callNanos, long callUnits) {
        int bucket = (int) (sinceStartNanos / BUCKET_NANOS);
        reserve(bucket + 1);
        units[bucket] += callUnits;
        longestNanos[bucket] = Math.max(longestNanos[bucket], callNanos);
    }

    private void reserve(int needed) {
        if (needed > units.length) {
            units = Arrays.copyOf(units, Math.max(needed, 2 * units.length));
            longestNanos = Arrays.copyOf(longestNanos, units.length);
        }
        length = Math.max(length, needed);
    }

    public void add(Timeline other) {
        reserve(other.length);
        for (int i = 0; i < other.length; i++) {
            units[i] += other.units[i];
            longestNanos[i] = Math.max(longestNanos[i], other.longestNanos[i]);
        }
    }

    /** The number of tenths of a second. */
    public int length() {
        return length;
    }

    public long units(int bucket) {
        return units[bucket];
    }

    public long longestNanos(int bucket) {
        return longestNanos[bucket];
    }
}
