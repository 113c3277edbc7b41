package dev.dolmen.lsm.version;

import dev.dolmen.io.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The live tables at one time, pinned: none of their files goes away while somebody holds it. Immutable but for the count
 * of holders; thread-safe.
 */
public final class Version {

    private final ManifestState state;
    private final List<List<TableFile>> levels;
    /** The levels below 0 that have tables. */
    private final int[] lower;

    private final List<TableFile> withRangeTombstones;
    private final AtomicInteger references = new AtomicInteger(1);

    /**
     * Held once, by the caller.
     *
     * @param tables at least those of the state, by number
     */
    Version(ManifestState state, Map<Long, TableFile> tables) {
        this.state = state;
        levels = state.levels().files().stream()
                .map(level ->
                        level.stream().map(file -> tables.get(file.number())).toList())
                .toList();
        lower = IntStream.range(1, levels.size())
                .filter(level -> !levels.get(level).isEmpty())
                .toArray();
        withRangeTombstones = levels.stream()
                .flatMap(List::stream)
                .filter(table -> table.metadata().rangeTombstones() > 0)
                .toList();
        levels.forEach(level -> level.forEach(TableFile::retain));
    }

    public ManifestState state() {
        return state;
    }

    public Levels levels() {
        return state.levels();
    }

    /** How many levels below 0 have tables. */
    public int lowerCount() {
        return lower.length;
    }

    /** The level of this index among those below 0 that have tables, from the top down. */
    public int lower(int index) {
        return lower[index];
    }

    /** The tables of a level, in its order. */
    public List<TableFile> tables(int level) {
        return levels.get(level);
    }

    /** The tables of a level that share a key with {@code [from, toExclusive)}, in its order; null is no bound. */
    public List<TableFile> tables(int level, Slice from, @Nullable Slice toExclusive) {
        List<TableFile> tables = levels.get(level);
        if (level == 0) {
            return overlapping(tables, from, toExclusive);
        }
        int first = firstNotEndingBefore(tables, from);
        int end = first;
        if (toExclusive == null) {
            end = tables.size();
        } else {
            while (end < tables.size()
                    && tables.get(end).metadata().range().smallest().compareTo(toExclusive) < 0) {
                end++;
            }
        }
        return tables.subList(first, end);
    }

    private static List<TableFile> overlapping(List<TableFile> tables, Slice from, @Nullable Slice toExclusive) {
        List<TableFile> overlapping = new ArrayList<>(tables.size());
        for (int i = 0; i < tables.size(); i++) {
            if (tables.get(i).metadata().range().overlaps(from, toExclusive)) {
                overlapping.add(tables.get(i));
            }
        }
        return overlapping;
    }

    /** Has point reads check the blocks of all tables again. */
    public void distrustBlocks() {
        levels.forEach(level -> level.forEach(TableFile::distrustBlocks));
    }

    /** Of all levels. */
    public List<TableFile> tablesWithRangeTombstones() {
        return withRangeTombstones;
    }

    /** The one table of a level below 0 that may hold the key, or null. */
    public @Nullable TableFile tableWith(int level, Slice key) {
        List<TableFile> tables = levels.get(level);
        int index = firstNotEndingBefore(tables, key);
        return index < tables.size() && tables.get(index).metadata().range().contains(key) ? tables.get(index) : null;
    }

    /** Among tables by key that share none; their number when all end before the key. */
    private static int firstNotEndingBefore(List<TableFile> tables, Slice key) {
        int low = 0;
        int high = tables.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (tables.get(middle).metadata().range().endsBefore(key)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The table of this number. Requires: it is in this version. */
    public TableFile table(long number) {
        return levels.stream()
                .flatMap(List::stream)
                .filter(table -> table.metadata().number() == number)
                .findFirst()
                .orElseThrow(() -> new AssertionError("table " + number + " is not in this version"));
    }

    /** Requires: the caller knows of another holder that cannot let go meanwhile. */
    public void retain() {
        if (references.getAndIncrement() <= 0) {
            throw new AssertionError("pinned after the last holder let go");
        }
    }

    public void release() {
        int left = references.decrementAndGet();
        if (left == 0) {
            levels.forEach(level -> level.forEach(TableFile::release));
        } else if (left < 0) {
            throw new AssertionError("released more often than pinned");
        }
    }
}
