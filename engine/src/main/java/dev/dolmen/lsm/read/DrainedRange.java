package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import org.jspecify.annotations.Nullable;

/**
 * Keys in {@code [start, end)} of which none is alive, or a candidate for that: see {@link DrainedRanges}. Immutable but for
 * what is remembered of the row behind it, and of its use.
 */
final class DrainedRange {

    private final Slice start;
    private final Slice end;
    private final boolean drained;
    private final long since;
    private final long newest;
    /** Whether a cursor has passed it since the list was last full. A race may lose that, which does no harm. */
    private boolean used;

    /** Written with the list's lock held. */
    private volatile @Nullable HeadRow head;
    /** The version of the row that a cursor met last behind this. A race may lose that, which does no harm. */
    private long met;

    /**
     * @param since of the cursor that drained it; for a candidate, once it is listed, of the last write numbered by then
     * @param newest see {@link #newest()}
     */
    DrainedRange(Slice start, Slice end, boolean drained, long since, long newest) {
        this.start = start;
        this.end = end;
        this.drained = drained;
        this.since = since;
        this.newest = newest;
    }

    Slice start() {
        return start;
    }

    /** Exclusive. */
    Slice end() {
        return end;
    }

    boolean isDrained() {
        return drained;
    }

    long since() {
        return since;
    }

    /** The newest sequence number that the absence of everything in the range rests on. */
    long newest() {
        return newest;
    }

    DrainedRange between(Slice from, Slice to) {
        return new DrainedRange(from, to, drained, since, newest);
    }

    boolean isUsed() {
        return used;
    }

    void setUsed(boolean isUsed) {
        if (used != isUsed) {
            used = isUsed;
        }
    }

    /** The row behind the range, or a candidate for it, or null. */
    @Nullable
    HeadRow head() {
        return head;
    }

    /** Requires: the list's lock is held. */
    void setHead(@Nullable HeadRow row) {
        head = row;
    }

    /** The row behind the range, for a cursor at this sequence number; null when it has to look for it. */
    @Nullable
    HeadRow headAt(long sequence) {
        HeadRow row = head;
        return row != null && row.isConfirmed() && row.since() <= sequence ? row : null;
    }

    /** Notes which version a cursor has met behind the range, and returns whether it was the same the last time. */
    boolean meetsAgain(long version) {
        boolean again = met == version;
        met = version;
        return again;
    }
}
