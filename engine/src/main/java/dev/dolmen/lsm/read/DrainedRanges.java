package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of keys in which nothing is alive, learnt by cursors that went through them, so that the next cursor passes all
 * their tombstones in one step. The head of a queue is the case in point: every reader starts at the first row ever
 * written, and would go through all that were ever taken out.
 *
 * <p>A range is listed in two steps, because writes go on while a cursor reads:
 *
 * <ol>
 *   <li>A cursor that met a long run of dead keys lists it as a <i>candidate</i>, and only then notes the number of the
 *       last write that has been given one, {@code since}.
 *   <li>A write, once it has its number and before anybody can see it, takes its key out of the list.
 *   <li>A cursor that reads at {@code since} or later and finds the whole candidate dead again makes it <i>drained</i>: a
 *       write up to the cursor's sequence number was among what it read, and any other got its number after the range was
 *       listed, and so finds it.
 *   <li>A cursor that reads at that cursor's sequence number or later passes the range: whatever it could see there would
 *       have been taken out of the list before it became visible.
 * </ol>
 *
 * <p>Flushes and compactions change nothing in what is alive, so they need not know. The list is kept in memory only, and
 * short: when it is full, the ranges that nobody has passed since it was full the last time make room.
 *
 * <p>Thread-safe; looking something up takes no lock.
 */
public final class DrainedRanges {

    /** With a key of some hundred bytes on each side, a few hundred KiB. */
    private static final int MOST_RANGES = 1 << 10;

    private static final Range[] NONE = {};

    private final LongSupplier lastNumbered;
    private final int longRun;
    /** By start; none overlaps another. Replaced, never changed in place. */
    private volatile Range[] ranges = NONE;

    /** Keys in {@code [start, end)}. Immutable but for the two marks. */
    static final class Range {

        private final Slice start;
        private final Slice end;
        private final boolean drained;
        /** Of the cursor that drained it; for a candidate, once it is listed, of the last write numbered by then. */
        private final long since;

        private final long newest;
        /** Whether a cursor has passed it since the list was last full. A race may lose that, which does no harm. */
        private boolean used;

        private Range(Slice start, Slice end, boolean drained, long since, long newest) {
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

        /** The newest sequence number that the absence of everything in the range rests on. */
        long newest() {
            return newest;
        }

        private Range between(Slice from, Slice to) {
            return new Range(from, to, drained, since, newest);
        }
    }

    /**
     * @param lastNumbered the highest sequence number given to a write so far; grows before that write calls {@link #put}
     * @param longRun how many dead keys make it worth while to remember them
     */
    public DrainedRanges(LongSupplier lastNumbered, int longRun) {
        this.lastNumbered = lastNumbered;
        this.longRun = longRun;
    }

    int longRun() {
        return longRun;
    }

    /**
     * A value is being written under this key. Requires: the write has its sequence number, and nobody can see it yet.
     */
    public void put(Slice key) {
        if (indexOf(ranges, key) >= 0) {
            takeOut(key);
        }
    }

    private synchronized void takeOut(Slice key) {
        Range[] current = ranges;
        int index = indexOf(current, key);
        if (index < 0) {
            return;
        }
        List<Range> left = new ArrayList<>(Arrays.asList(current));
        Range hit = left.remove(index);
        Slice after = successor(key);
        if (hit.drained && after.compareTo(hit.end) < 0) {
            left.add(index, hit.between(after, hit.end));
        }
        if (hit.drained && hit.start.compareTo(key) < 0) {
            left.add(index, hit.between(hit.start, new Slice(key.toByteArray())));
        }
        publish(left);
    }

    /** The drained range that holds the key, for a cursor at this sequence number; null when there is none. */
    @Nullable
    Range at(Slice key, long sequence) {
        Range[] current = ranges;
        return passable(current, current.length == 0 ? -1 : indexOf(current, key), sequence);
    }

    /** The drained range that holds the keys just before this one, for a cursor at this sequence number, or null. */
    @Nullable
    Range before(Slice key, long sequence) {
        Range[] current = ranges;
        if (current.length == 0) {
            return null;
        }
        int index = firstStartingAtOrAfter(current, key) - 1;
        return passable(current, index >= 0 && current[index].end.compareTo(key) >= 0 ? index : -1, sequence);
    }

    private static @Nullable Range passable(Range[] ranges, int index, long sequence) {
        if (index < 0 || !ranges[index].drained || ranges[index].since > sequence) {
            return null;
        }
        Range range = ranges[index];
        if (!range.used) {
            range.used = true;
        }
        return range;
    }

    /**
     * A cursor went through {@code [start, end)} and found nothing alive. Copies both.
     *
     * @param sequence that it reads at
     * @param newest the newest sequence number that what it found rests on
     */
    synchronized void found(Slice start, Slice end, long sequence, long newest) {
        if (start.compareTo(end) >= 0) {
            return;
        }
        List<Range> next = new ArrayList<>(Arrays.asList(ranges));
        int first = firstEndingAfter(ranges, start);
        int last = first;
        boolean confirmed = false;
        boolean drained = false;
        for (; last < next.size() && next.get(last).start.compareTo(end) < 0; last++) {
            Range range = next.get(last);
            if (!range.drained
                    && range.since <= sequence
                    && start.compareTo(range.start) <= 0
                    && range.end.compareTo(end) <= 0) {
                next.set(last, new Range(range.start, range.end, true, sequence, newest));
                confirmed = true;
            }
            drained |= range.drained;
        }
        if (confirmed) {
            publish(joined(next));
        } else if (!drained) {
            // Candidates in the way were cut differently, or are too young for this cursor: the latest one stands.
            next.subList(first, last).clear();
            list(next, new Slice(start.toByteArray()), new Slice(end.toByteArray()));
        }
    }

    /** Lists a candidate, and notes what has been numbered when it is listed. */
    private void list(List<Range> others, Slice start, Slice end) {
        if (others.size() >= MOST_RANGES) {
            makeRoom(others);
        }
        int index = firstEndingAfter(others.toArray(NONE), start);
        others.add(index, new Range(start, end, false, Long.MAX_VALUE, 0));
        publish(others);
        others.set(index, new Range(start, end, false, lastNumbered.getAsLong(), 0));
        publish(others);
    }

    private static void makeRoom(List<Range> ranges) {
        ranges.removeIf(range -> !range.used);
        if (ranges.size() > MOST_RANGES / 2) {
            ranges.subList(MOST_RANGES / 2, ranges.size()).clear();
        }
        ranges.forEach(range -> range.used = false);
    }

    /** Makes one of drained ranges that touch. */
    private static List<Range> joined(List<Range> ranges) {
        List<Range> result = new ArrayList<>();
        for (Range range : ranges) {
            Range previous = result.isEmpty() ? null : result.get(result.size() - 1);
            if (previous != null && previous.drained && range.drained && previous.end.equals(range.start)) {
                result.set(
                        result.size() - 1,
                        new Range(
                                previous.start,
                                range.end,
                                true,
                                Math.max(previous.since, range.since),
                                Math.max(previous.newest, range.newest)));
            } else {
                result.add(range);
            }
        }
        return result;
    }

    private void publish(List<Range> next) {
        ranges = next.toArray(NONE);
    }

    /** Of the range that holds the key; -1 when none does. */
    private static int indexOf(Range[] ranges, Slice key) {
        int index = firstEndingAfter(ranges, key);
        return index < ranges.length && ranges[index].start.compareTo(key) <= 0 ? index : -1;
    }

    private static int firstEndingAfter(Range[] ranges, Slice key) {
        int low = 0;
        int high = ranges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges[middle].end.compareTo(key) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int firstStartingAtOrAfter(Range[] ranges, Slice key) {
        int low = 0;
        int high = ranges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ranges[middle].start.compareTo(key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The smallest key after this one. */
    public static Slice successor(Slice key) {
        byte[] bytes = new byte[key.length() + 1];
        System.arraycopy(key.array(), key.offset(), bytes, 0, key.length());
        return new Slice(bytes);
    }
}
