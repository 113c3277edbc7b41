package dev.dolmen.sstable;

import dev.dolmen.io.Slice;

/**
 * Every key in {@code [start, end)} is gone as of {@code sequence}: versions with a smaller sequence number are hidden.
 *
 * @param start inclusive
 * @param end exclusive
 */
public record RangeTombstone(Slice start, Slice end, long sequence) {

    public RangeTombstone {
        if (start.compareTo(end) >= 0) {
            throw new IllegalArgumentException("empty range: [" + start + ", " + end + ")");
        }
    }

    public boolean covers(Slice key) {
        return start.compareTo(key) <= 0 && key.compareTo(end) < 0;
    }
}
