package dev.dolmen.lsm.version;

import dev.dolmen.io.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which tables are live, and where. Immutable; compared by content.
 *
 * <p>Invariants: level 0 is ordered newest first and its tables may overlap; each other level is ordered by key and its
 * tables share no key. For any key, every version in a table comes from later commits than every version in a later
 * table of level 0 or in a lower level, and range tombstones count as versions of each key they cover.
 */
public record Levels(List<List<FileMetadata>> files) {

    /** With a factor of ten between them, enough for exabytes. */
    public static final int COUNT = 7;

    /** The lowest level. */
    public static final int LAST = COUNT - 1;

    public static final Levels EMPTY = new Levels(
            IntStream.range(0, COUNT).mapToObj(level -> List.<FileMetadata>of()).toList());

    private static final Comparator<FileMetadata> NEWEST_FIRST = Comparator.comparingLong(FileMetadata::largestSequence)
            .thenComparingLong(FileMetadata::number)
            .reversed();
    private static final Comparator<FileMetadata> BY_KEY =
            Comparator.comparing(file -> file.range().smallest());

    public List<FileMetadata> level(int level) {
        return files.get(level);
    }

    /** What a level holds before compression: what merging it takes, whatever it takes on the disk. */
    public long rawBytes(int level) {
        return rawBytes(level(level));
    }

    public static long rawBytes(List<FileMetadata> files) {
        return files.stream().mapToLong(FileMetadata::rawBytes).sum();
    }

    public static long bytes(List<FileMetadata> files) {
        return files.stream().mapToLong(FileMetadata::bytes).sum();
    }

    public List<FileMetadata> all() {
        return files.stream().flatMap(List::stream).toList();
    }

    /** The level's tables that share a key with the range, in the level's order. */
    public List<FileMetadata> overlapping(int level, KeyRange range) {
        return level(level).stream()
                .filter(file -> file.range().overlaps(range))
                .toList();
    }

    /** The tables of level 0 that are older than this one of them. */
    public List<FileMetadata> olderOnLevel0(FileMetadata file) {
        List<FileMetadata> newestFirst = level(0);
        return newestFirst.subList(newestFirst.indexOf(file) + 1, newestFirst.size());
    }

    /** Whether a table on a level below this one shares a key with {@code [from, toExclusive)}; null is no bound. */
    public boolean reachesBelow(int level, Slice from, @Nullable Slice toExclusive) {
        for (int below = level + 1; below < COUNT; below++) {
            List<FileMetadata> candidates = level(below);
            // Tables above level 0 share no key, so the first that does not end before the range decides.
            int first = below == 0 ? 0 : firstNotEndingBefore(candidates, from);
            int end = below == 0 ? candidates.size() : Math.min(first + 1, candidates.size());
            for (FileMetadata file : candidates.subList(first, end)) {
                if (file.range().overlaps(from, toExclusive)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Among tables by key that share none; their number when all end before the key. */
    private static int firstNotEndingBefore(List<FileMetadata> sorted, Slice key) {
        int low = 0;
        int high = sorted.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted.get(middle).range().endsBefore(key)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Applies an edit.
     *
     * @throws IllegalStateException when it does not fit: a removed table that is not there, one added twice, or tables
     *     that overlap where none may
     */
    public Levels apply(VersionEdit edit) {
        List<List<FileMetadata>> result = new ArrayList<>();
        files.forEach(level -> result.add(new ArrayList<>(level)));
        for (VersionEdit.Removed removed : edit.removed()) {
            if (!result.get(removed.level()).removeIf(file -> file.number() == removed.number())) {
                throw new IllegalStateException("table " + removed.number() + " is not on level " + removed.level());
            }
        }
        for (VersionEdit.Added added : edit.added()) {
            result.get(added.level()).add(added.file());
        }
        result.get(0).sort(NEWEST_FIRST);
        result.subList(1, COUNT).forEach(level -> level.sort(BY_KEY));
        Levels levels = new Levels(result.stream().map(List::copyOf).toList());
        levels.disorder().ifPresent(what -> {
            throw new IllegalStateException(what);
        });
        return levels;
    }

    /** What breaks the invariants, if anything does. */
    private Optional<String> disorder() {
        List<FileMetadata> all = all();
        if (all.stream().mapToLong(FileMetadata::number).distinct().count() != all.size()) {
            return Optional.of("a table is listed twice");
        }
        for (int level = 1; level < COUNT; level++) {
            List<FileMetadata> sorted = level(level);
            for (int i = 1; i < sorted.size(); i++) {
                if (sorted.get(i - 1).overlaps(sorted.get(i))) {
                    return Optional.of("tables " + sorted.get(i - 1).number() + " and "
                            + sorted.get(i).number() + " overlap on level " + level);
                }
            }
        }
        return Optional.empty();
    }
}
