package dev.dolmen.lsm.tombstone;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.RangeTombstone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Range tombstones cut at each other's borders, so that a binary search finds all that cover a key.
 *
 * <p>Between two neighbouring borders every key is covered by the same tombstones; such a piece with at least one of them
 * is a <i>fragment</i>. Immutable, thread-safe. Building takes O(n log n) plus the size of the result, which is quadratic
 * at worst (n ranges that all overlap); a lookup takes O(log n).
 */
public final class RangeTombstoneIndex {

    public static final RangeTombstoneIndex EMPTY = new RangeTombstoneIndex(new Fragment[0]);

    private final Fragment[] fragments;

    /** Keys in {@code [start, end)}, and the tombstones' sequence numbers, newest first. */
    private record Fragment(Slice start, Slice end, long[] sequences) {

        long newestUpTo(long maxSequence) {
            for (long sequence : sequences) {
                if (sequence <= maxSequence) {
                    return sequence;
                }
            }
            return 0;
        }
    }

    private RangeTombstoneIndex(Fragment[] fragments) {
        this.fragments = fragments;
    }

    /** @param tombstones in any order; they may overlap and repeat */
    public static RangeTombstoneIndex of(Collection<RangeTombstone> tombstones) {
        if (tombstones.isEmpty()) {
            return EMPTY;
        }
        List<RangeTombstone> starting = new ArrayList<>(tombstones);
        starting.sort(Comparator.comparing(RangeTombstone::start));
        List<RangeTombstone> ending = new ArrayList<>(tombstones);
        ending.sort(Comparator.comparing(RangeTombstone::end));
        TreeSet<Slice> borders = new TreeSet<>();
        tombstones.forEach(tombstone -> {
            borders.add(tombstone.start());
            borders.add(tombstone.end());
        });
        return new RangeTombstoneIndex(cut(borders, starting, ending).toArray(new Fragment[0]));
    }

    /** This and one more tombstone. Takes as long as copying an array of all fragments, and nothing is sorted. */
    RangeTombstoneIndex plus(RangeTombstone tombstone) {
        int first = firstEndingAfter(tombstone.start());
        int end = firstStartingAtOrAfter(tombstone.end());
        List<Fragment> cut = new ArrayList<>(3);
        Slice uncovered = tombstone.start();
        for (int i = first; i < end; i++) {
            Fragment fragment = fragments[i];
            Slice from = later(fragment.start, tombstone.start());
            Slice to = later(fragment.end, tombstone.end()) == fragment.end ? tombstone.end() : fragment.end;
            addUnlessEmpty(cut, fragment.start, from, fragment.sequences);
            addUnlessEmpty(cut, uncovered, from, new long[] {tombstone.sequence()});
            addUnlessEmpty(cut, from, to, with(fragment.sequences, tombstone.sequence()));
            addUnlessEmpty(cut, to, fragment.end, fragment.sequences);
            uncovered = to;
        }
        addUnlessEmpty(cut, uncovered, tombstone.end(), new long[] {tombstone.sequence()});
        return new RangeTombstoneIndex(replaced(first, end, cut));
    }

    private Fragment[] replaced(int first, int end, List<Fragment> by) {
        int behind = first + by.size();
        Fragment[] result = Arrays.copyOf(fragments, fragments.length - (end - first) + by.size());
        System.arraycopy(fragments, end, result, behind, fragments.length - end);
        for (int i = first; i < behind; i++) {
            result[i] = by.get(i - first);
        }
        return result;
    }

    private static Slice later(Slice one, Slice other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static void addUnlessEmpty(List<Fragment> fragments, Slice start, Slice end, long[] sequences) {
        if (start.compareTo(end) < 0) {
            fragments.add(new Fragment(start, end, sequences));
        }
    }

    private static long[] with(long[] newestFirst, long sequence) {
        return LongStream.concat(LongStream.of(sequence), LongStream.of(newestFirst))
                .boxed()
                .sorted(Comparator.reverseOrder())
                .distinct()
                .mapToLong(Long::longValue)
                .toArray();
    }

    private static List<Fragment> cut(
            TreeSet<Slice> borders, List<RangeTombstone> starting, List<RangeTombstone> ending) {
        List<Fragment> result = new ArrayList<>();
        ActiveSequences active = new ActiveSequences();
        int started = 0;
        int ended = 0;
        Slice previous = null;
        for (Slice border : borders) {
            if (previous != null && !active.isEmpty()) {
                result.add(new Fragment(previous, border, active.newestFirst()));
            }
            while (ended < ending.size() && ending.get(ended).end().equals(border)) {
                active.remove(ending.get(ended++).sequence());
            }
            while (started < starting.size() && starting.get(started).start().equals(border)) {
                active.add(starting.get(started++).sequence());
            }
            previous = border;
        }
        return result;
    }

    public boolean isEmpty() {
        return fragments.length == 0;
    }

    /** The newest tombstone not newer than {@code maxSequence} that covers the key; 0 when there is none. */
    public long newestCovering(Slice key, long maxSequence) {
        int index = indexOf(key);
        return index < 0 ? 0 : fragments[index].newestUpTo(maxSequence);
    }

    /**
     * Whether each key from {@code smallest} to {@code largest} is covered by a tombstone {@code t} with {@code oldest < t
     * <= newest}: then nobody who looks at {@code newest} or later sees a version up to {@code oldest}.
     */
    public boolean coversAll(Slice smallest, Slice largest, boolean largestExclusive, long oldest, long newest) {
        int order = largest.compareTo(coveredUpTo(smallest, largest, oldest, newest));
        return order < 0 || order == 0 && largestExclusive;
    }

    /**
     * How far from {@code from} on each key is covered by a tombstone {@code t} with {@code oldest < t <= newest}: the
     * first key that is not, or {@code from} itself when nothing is. Does not look further than just past {@code limit}.
     */
    public Slice coveredUpTo(Slice from, Slice limit, long oldest, long newest) {
        Slice uncovered = from;
        for (int i = indexOf(from); i >= 0 && i < fragments.length; i++) {
            Fragment fragment = fragments[i];
            if (fragment.start.compareTo(uncovered) > 0
                    || fragment.newestUpTo(newest) <= oldest
                    || uncovered.compareTo(limit) > 0) {
                break;
            }
            uncovered = fragment.end;
        }
        return uncovered;
    }

    /** The fragments as tombstones that do not overlap but for equal ranges: by start, then newest first. */
    public List<RangeTombstone> tombstones() {
        return tombstones(0, fragments.length);
    }

    /** The same, of those fragments only that share a key with {@code [from, toExclusive)}; null is no bound. */
    public List<RangeTombstone> tombstonesIn(Slice from, @Nullable Slice toExclusive) {
        if (fragments.length == 0) {
            return List.of();
        }
        int first = firstEndingAfter(from);
        int end = first;
        while (end < fragments.length && (toExclusive == null || fragments[end].start.compareTo(toExclusive) < 0)) {
            end++;
        }
        return tombstones(first, end);
    }

    private List<RangeTombstone> tombstones(int first, int end) {
        List<RangeTombstone> result = new ArrayList<>();
        for (int i = first; i < end; i++) {
            Fragment fragment = fragments[i];
            for (long sequence : fragment.sequences) {
                result.add(new RangeTombstone(fragment.start, fragment.end, sequence));
            }
        }
        return result;
    }

    /** The highest sequence number of any tombstone; 0 when there is none. */
    public long newest() {
        long newest = 0;
        for (Fragment fragment : fragments) {
            newest = Math.max(newest, fragment.sequences[0]);
        }
        return newest;
    }

    /** Of the fragment that holds the key; -1 when none does. */
    private int indexOf(Slice key) {
        int index = firstEndingAfter(key);
        return index < fragments.length && fragments[index].start.compareTo(key) <= 0 ? index : -1;
    }

    private int firstStartingAtOrAfter(Slice key) {
        int low = 0;
        int high = fragments.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (fragments[middle].start.compareTo(key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int firstEndingAfter(Slice key) {
        int low = 0;
        int high = fragments.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (fragments[middle].end.compareTo(key) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The sequence numbers of the tombstones over the sweep's place; a number may be there more than once. */
    private static final class ActiveSequences {

        private long[] ascending = new long[4];
        private int size;

        boolean isEmpty() {
            return size == 0;
        }

        void add(long sequence) {
            if (size == ascending.length) {
                ascending = Arrays.copyOf(ascending, 2 * size);
            }
            int at = Arrays.binarySearch(ascending, 0, size, sequence);
            int insertion = at < 0 ? -at - 1 : at;
            System.arraycopy(ascending, insertion, ascending, insertion + 1, size - insertion);
            ascending[insertion] = sequence;
            size++;
        }

        void remove(long sequence) {
            int at = Arrays.binarySearch(ascending, 0, size, sequence);
            System.arraycopy(ascending, at + 1, ascending, at, size - at - 1);
            size--;
        }

        long[] newestFirst() {
            return LongStream.range(0, size)
                    .map(i -> ascending[size - 1 - (int) i])
                    .distinct()
                    .toArray();
        }
    }
}
