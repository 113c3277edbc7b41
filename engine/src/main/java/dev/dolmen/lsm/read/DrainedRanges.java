package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.EntryKind;
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
 * <p>The row behind a drained range, if several cursors have come to it from there, is remembered with it, so that the head
 * of a queue is shown without looking for it. That takes the same steps: a cursor lists the row as a candidate, then notes
 * {@code since}; whatever is written to a key from the end of the range to the row's, deletes included, takes the row out; a
 * cursor that reads at {@code since} or later and comes to the same version confirms it; and those that read at that
 * cursor's sequence number or later show it.
 *
 * <p>Flushes and compactions change nothing in what is alive, so they need not know. The list is kept in memory only, and
 * short: when it is full, the ranges that nobody has passed since it was full the last time make room.
 *
 * <p>Thread-safe; looking something up takes no lock.
 */
public final class DrainedRanges {

    /** With a key of some hundred bytes on each side, a few hundred KiB; with the largest rows behind all of them, two MiB more. */
    private static final int MOST_RANGES = 1 << 10;

    private static final DrainedRange[] NONE = {};

    private final LongSupplier lastNumbered;
    private final int longRun;
    /** By start; none overlaps another. Replaced, never changed in place. */
    private volatile DrainedRange[] ranges = NONE;
    /** Whether any of them may have a {@link HeadRow}. */
    private volatile boolean hasHeads;

    /**
     * @param lastNumbered the highest sequence number given to a write so far; grows before that write calls {@link #write}
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
     * A key is being written. Requires: the write has its sequence number, and nobody can see it yet.
     *
     * @param value of a range tombstone, its exclusive end
     */
    public void write(EntryKind kind, Slice key, Slice value) {
        switch (kind) {
            case PUT -> put(key);
            case TOMBSTONE -> delete(key);
            case RANGE_TOMBSTONE -> deleteRange(key, value);
        }
    }

    private void put(Slice key) {
        DrainedRange[] current = ranges;
        if (current.length == 0) {
            return;
        }
        int index = RangeSearch.firstEndingAfter(current, key);
        if (index < current.length && current[index].start().compareTo(key) <= 0) {
            takeOut(key);
        } else {
            forgetHead(current, index - 1, key);
        }
    }

    private void delete(Slice key) {
        if (hasHeads) {
            DrainedRange[] current = ranges;
            forgetHead(current, RangeSearch.firstEndingAfter(current, key) - 1, key);
        }
    }

    /** @param index of the last range that ends before the key; -1 for none */
    private void forgetHead(DrainedRange[] current, int index, Slice key) {
        HeadRow head = index < 0 ? null : current[index].head();
        if (head != null && key.compareTo(head.key()) <= 0) {
            forgetHead(current[index]);
        }
    }

    private void deleteRange(Slice from, Slice toExclusive) {
        if (!hasHeads) {
            return;
        }
        for (DrainedRange range : ranges) {
            HeadRow head = range.head();
            if (head != null && from.compareTo(head.key()) <= 0 && range.end().compareTo(toExclusive) < 0) {
                forgetHead(range);
            }
        }
    }

    private synchronized void forgetHead(DrainedRange range) {
        range.setHead(null);
        hasHeads = Arrays.stream(ranges).anyMatch(listed -> listed.head() != null);
    }

    private synchronized void takeOut(Slice key) {
        DrainedRange[] current = ranges;
        int index = RangeSearch.indexOf(current, key);
        if (index < 0) {
            return;
        }
        List<DrainedRange> left = new ArrayList<>(Arrays.asList(current));
        DrainedRange hit = left.remove(index);
        Slice after = successor(key);
        if (hit.isDrained() && after.compareTo(hit.end()) < 0) {
            left.add(index, hit.between(after, hit.end()));
        }
        if (hit.isDrained() && hit.start().compareTo(key) < 0) {
            left.add(index, hit.between(hit.start(), new Slice(key.toByteArray())));
        }
        publish(left);
    }

    /** The drained range that holds the key, for a cursor at this sequence number; null when there is none. */
    @Nullable
    DrainedRange at(Slice key, long sequence) {
        DrainedRange[] current = ranges;
        return passable(current, current.length == 0 ? -1 : RangeSearch.indexOf(current, key), sequence);
    }

    /** The first living row at or after the key, for a cursor at this sequence number; null when that is not known. */
    @Nullable
    HeadRow firstFrom(Slice key, long sequence) {
        DrainedRange range = hasHeads ? at(key, sequence) : null;
        return range == null ? null : range.headAt(sequence);
    }

    /** The drained range that holds the keys just before this one, for a cursor at this sequence number, or null. */
    @Nullable
    DrainedRange before(Slice key, long sequence) {
        DrainedRange[] current = ranges;
        if (current.length == 0) {
            return null;
        }
        int index = RangeSearch.firstStartingAtOrAfter(current, key) - 1;
        return passable(current, index >= 0 && current[index].end().compareTo(key) >= 0 ? index : -1, sequence);
    }

    private static @Nullable DrainedRange passable(DrainedRange[] ranges, int index, long sequence) {
        if (index < 0 || !ranges[index].isDrained() || ranges[index].since() > sequence) {
            return null;
        }
        DrainedRange range = ranges[index];
        range.setUsed(true);
        return range;
    }

    /**
     * A cursor has passed a drained range, and no other one, and has come to a row: nothing is alive between the two.
     *
     * @param range that it passed
     * @param version the row's sequence number
     * @param sequence that the cursor reads at
     * @param newest the newest sequence number that this rests on, the range included
     */
    void cameTo(DrainedRange range, Slice key, Slice value, long version, long sequence, long newest) {
        HeadRow known = range.head();
        if (known == null ? range.meetsAgain(version) : !known.isConfirmed() && known.since() <= sequence) {
            note(range, key, value, version, sequence, newest);
        }
    }

    private synchronized void note(
            DrainedRange range, Slice key, Slice value, long version, long sequence, long newest) {
        HeadRow known = range.head();
        if (known != null && known.version() == version) {
            if (!known.isConfirmed() && known.since() <= sequence) {
                range.setHead(known.confirmed(sequence, newest));
            }
        } else if (value.length() <= HeadRow.MOST_VALUE_BYTES && isLastUpTo(range, key)) {
            hasHeads = true;
            HeadRow candidate = HeadRow.beingListed(key, value, version);
            range.setHead(candidate);
            range.setHead(candidate.listed(lastNumbered.getAsLong()));
        }
    }

    /** Whether the range is listed and no other one begins between it and the key. */
    private boolean isLastUpTo(DrainedRange range, Slice key) {
        int index = RangeSearch.indexOf(ranges, range.start());
        return index >= 0
                && ranges[index] == range
                && (index + 1 == ranges.length || ranges[index + 1].start().compareTo(key) > 0);
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
        List<DrainedRange> next = new ArrayList<>(Arrays.asList(ranges));
        int first = RangeSearch.firstEndingAfter(ranges, start);
        int last = first;
        boolean confirmed = false;
        boolean drained = false;
        for (; last < next.size() && next.get(last).start().compareTo(end) < 0; last++) {
            DrainedRange range = next.get(last);
            if (!range.isDrained()
                    && range.since() <= sequence
                    && start.compareTo(range.start()) <= 0
                    && range.end().compareTo(end) <= 0) {
                next.set(last, new DrainedRange(range.start(), range.end(), true, sequence, newest));
                confirmed = true;
            }
            drained |= range.isDrained();
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
    private void list(List<DrainedRange> others, Slice start, Slice end) {
        if (others.size() >= MOST_RANGES) {
            makeRoom(others);
        }
        int index = RangeSearch.firstEndingAfter(others.toArray(NONE), start);
        others.add(index, new DrainedRange(start, end, false, Long.MAX_VALUE, 0));
        publish(others);
        others.set(index, new DrainedRange(start, end, false, lastNumbered.getAsLong(), 0));
        publish(others);
    }

    private static void makeRoom(List<DrainedRange> ranges) {
        ranges.removeIf(range -> !range.isUsed());
        if (ranges.size() > MOST_RANGES / 2) {
            ranges.subList(MOST_RANGES / 2, ranges.size()).clear();
        }
        ranges.forEach(range -> range.setUsed(false));
    }

    /** Makes one of drained ranges that touch. */
    private static List<DrainedRange> joined(List<DrainedRange> ranges) {
        List<DrainedRange> result = new ArrayList<>();
        for (DrainedRange range : ranges) {
            DrainedRange previous = result.isEmpty() ? null : result.get(result.size() - 1);
            if (previous != null
                    && previous.isDrained()
                    && range.isDrained()
                    && previous.end().equals(range.start())) {
                result.set(
                        result.size() - 1,
                        new DrainedRange(
                                previous.start(),
                                range.end(),
                                true,
                                Math.max(previous.since(), range.since()),
                                Math.max(previous.newest(), range.newest())));
            } else {
                result.add(range);
            }
        }
        return result;
    }

    /** Whoever writes between a range and its head looks at that range alone, so none may begin there. */
    private void publish(List<DrainedRange> next) {
        for (int i = 0; i + 1 < next.size(); i++) {
            HeadRow head = next.get(i).head();
            if (head != null && next.get(i + 1).start().compareTo(head.key()) <= 0) {
                next.get(i).setHead(null);
            }
        }
        ranges = next.toArray(NONE);
    }

    /** The smallest key after this one. */
    public static Slice successor(Slice key) {
        byte[] bytes = new byte[key.length() + 1];
        System.arraycopy(key.array(), key.offset(), bytes, 0, key.length());
        return new Slice(bytes);
    }
}
