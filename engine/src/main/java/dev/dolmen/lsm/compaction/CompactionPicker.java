package dev.dolmen.lsm.compaction;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.compaction.CompactionPlan.Input;
import dev.dolmen.lsm.version.FileMetadata;
import dev.dolmen.lsm.version.KeyRange;
import dev.dolmen.lsm.version.Levels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Decides what to compact next: a pure function of the live tables, their range tombstones, the open snapshots and the
 * time.
 *
 * <ol>
 *   <li>Tables wholly under range tombstones are dropped: free space for nothing.
 *   <li>The level that is fullest, compared with what it may hold, gives something to the next: level 0 all its tables, a
 *       lower level the table that costs least, which is the one that overlaps least below, less still the more of it is
 *       tombstones. But level 0 must bring enough for what is rewritten below; as long as it does not, its own tables
 *       are merged, those that cost least for each table less.
 *   <li>When no level is too full, level 0 goes down if merging it has cost cursors enough.
 *   <li>Else tables go down for their tombstones' sake, or are rewritten on the last level: first
 *       those with a tombstone that is too old, then the one with the highest share. So deleted data leaves the disk
 *       within a bounded time, even if nothing is written any more; and sooner where cursors had to pass it more often than
 *       that is worth.
 * </ol>
 *
 * @param baseLevelBytes most bytes on the base level
 * @param multiplier how much larger each level may be than the one above
 * @param level0Files tables that make level 0 full
 * @param tombstones which tables are compacted for their tombstones' sake
 */
public record CompactionPicker(long baseLevelBytes, int multiplier, int level0Files, TombstoneLimits tombstones) {

    private static final CompactionPlan NONE = new CompactionPlan.None();

    /** For each byte that level 0 brings, so many may be rewritten below. */
    private static final int MOST_BELOW = 2;

    /**
     * @param cover of all range tombstones
     * @param tolls what has cost cursors so far
     * @param snapshots open now, ascending
     * @param nowMillis the time, in milliseconds since 1970
     */
    public CompactionPlan pick(Levels levels, Cover cover, ReadTolls tolls, long[] snapshots, long nowMillis)
            throws IOException {
        List<Input> covered = covered(levels, cover, new SnapshotStripes(snapshots));
        if (!covered.isEmpty()) {
            return new CompactionPlan.Drop(covered);
        }
        LevelTargets targets = LevelTargets.of(levels, baseLevelBytes, multiplier);
        int fullest = 0;
        double fullness = (double) levels.level(0).size() / level0Files;
        for (int level = 1; level < Levels.LAST; level++) {
            double other = targets.fullness(levels, level);
            if (other > fullness && other > 1) {
                fullest = level;
                fullness = other;
            }
        }
        if (fullest == 0 && fullness >= 1) {
            return paysBelow(levels, targets.baseLevel())
                    ? fromLevel0(levels, targets.baseLevel())
                    : new CompactionPlan.Merge(inputs(0, cheapestRun(levels.level(0))), 0, true);
        }
        if (fullest > 0) {
            return down(levels, fullest, cheapest(levels, fullest));
        }
        if (isLevel0TooDear(levels, targets.baseLevel(), tolls)) {
            return fromLevel0(levels, targets.baseLevel());
        }
        return forTombstones(levels, targets.baseLevel(), tolls, snapshots, nowMillis);
    }

    /** Everything into one run on the last level, or nothing when it is there already and holds no tombstones. */
    public static CompactionPlan full(Levels levels) {
        boolean done = levels.all().size() == levels.level(Levels.LAST).size()
                && levels.all().stream().noneMatch(FileMetadata::hasTombstones);
        List<Input> inputs = new ArrayList<>();
        for (int level = 0; level < Levels.COUNT; level++) {
            inputs.addAll(inputs(level, levels.level(level)));
        }
        return done ? NONE : new CompactionPlan.Merge(inputs, Levels.LAST, true);
    }

    /** The tables of which nobody can see anything, for range tombstones that everybody sees who could see the table. */
    private static List<Input> covered(Levels levels, Cover cover, SnapshotStripes stripes) throws IOException {
        List<Input> covered = new ArrayList<>();
        for (int level = 0; level < Levels.COUNT; level++) {
            for (FileMetadata file : levels.level(level)) {
                if (cover.covers(file.range(), file.largestSequence(), stripes.end(file.smallestSequence()))) {
                    covered.add(new Input(level, file));
                }
            }
        }
        return covered;
    }

    private CompactionPlan fromLevel0(Levels levels, int baseLevel) {
        List<FileMetadata> files = levels.level(0);
        List<FileMetadata> below = levels.overlapping(baseLevel, KeyRange.of(files));
        if (below.isEmpty() && areDisjoint(files)) {
            return new CompactionPlan.Move(inputs(0, files), baseLevel);
        }
        List<Input> inputs = new ArrayList<>(inputs(0, files));
        inputs.addAll(inputs(baseLevel, below));
        return merge(levels, inputs, baseLevel);
    }

    /** Whether level 0 holds enough to be merged into the base level. One table alone cannot be merged with others. */
    private static boolean paysBelow(Levels levels, int baseLevel) {
        List<FileMetadata> files = levels.level(0);
        long below = Levels.rawBytes(levels.overlapping(baseLevel, KeyRange.of(files)));
        return files.size() < 2 || below <= MOST_BELOW * Levels.rawBytes(files);
    }

    /**
     * The tables of level 0, one after the other by age, of which a merge rewrites least for each table there is less then.
     * Small young tables are merged with each other, and again with others that have become as large.
     */
    private static List<FileMetadata> cheapestRun(List<FileMetadata> newestFirst) {
        List<FileMetadata> cheapest = newestFirst;
        double least = Double.MAX_VALUE;
        for (int from = 0; from < newestFirst.size(); from++) {
            long bytes = newestFirst.get(from).rawBytes();
            for (int end = from + 2; end <= newestFirst.size(); end++) {
                bytes += newestFirst.get(end - 1).rawBytes();
                double cost = (double) bytes / (end - from - 1);
                if (cost < least) {
                    least = cost;
                    cheapest = newestFirst.subList(from, end);
                }
            }
        }
        return cheapest;
    }

    private static boolean areDisjoint(List<FileMetadata> files) {
        List<FileMetadata> sorted = files.stream()
                .sorted(Comparator.<FileMetadata, Slice>comparing(
                        file -> file.range().smallest()))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i - 1).overlaps(sorted.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static FileMetadata cheapest(Levels levels, int level) {
        return levels.level(level).stream()
                .min(Comparator.<FileMetadata>comparingDouble(file -> cost(levels, level, file))
                        .thenComparingLong(FileMetadata::number))
                .orElseThrow();
    }

    /** Bytes, before compression, that are rewritten below for each that goes down; a table full of tombstones counts as half as dear. */
    private static double cost(Levels levels, int level, FileMetadata file) {
        double overlap = Levels.rawBytes(levels.overlapping(level + 1, file.range()));
        return overlap / Math.max(1, file.rawBytes()) * (1 - TombstoneLimits.share(file) / 2);
    }

    private CompactionPlan down(Levels levels, int level, FileMetadata file) {
        List<FileMetadata> below = levels.overlapping(level + 1, file.range());
        List<Input> inputs = new ArrayList<>(List.of(new Input(level, file)));
        if (below.isEmpty()) {
            return new CompactionPlan.Move(inputs, level + 1);
        }
        inputs.addAll(inputs(level + 1, below));
        return merge(levels, inputs, level + 1);
    }

    /**
     * What comes out is compressed, but for a last level so small that there is no other: readers are better off with values as
     * they are, and the disk hardly worse.
     */
    private CompactionPlan merge(Levels levels, List<Input> inputs, int outputLevel) {
        boolean compressed = outputLevel < Levels.LAST || rawBytesOnLastLevelAfter(levels, inputs) > baseLevelBytes;
        return new CompactionPlan.Merge(inputs, outputLevel, compressed);
    }

    private static long rawBytesOnLastLevelAfter(Levels levels, List<Input> inputs) {
        long there = levels.rawBytes(Levels.LAST);
        long coming = inputs.stream()
                .filter(input -> input.level() < Levels.LAST)
                .mapToLong(input -> input.file().rawBytes())
                .sum();
        return there + coming;
    }

    private CompactionPlan forTombstones(
            Levels levels, int baseLevel, ReadTolls tolls, long[] snapshots, long nowMillis) {
        Input chosen = null;
        for (int level = 0; level < Levels.COUNT; level++) {
            for (FileMetadata file : levels.level(level)) {
                Input candidate = new Input(level, file);
                if (isUseful(candidate, snapshots)
                        && (tombstones.isDue(file, level, nowMillis)
                                || file.tombstones() > 0 && isTooDear(candidate, levels, tolls))
                        && (chosen == null || tombstones.isMoreUrgent(file, chosen.file(), nowMillis))) {
                    chosen = candidate;
                }
            }
        }
        if (chosen == null) {
            return NONE;
        } else if (chosen.level() == 0) {
            return fromLevel0(levels, baseLevel);
        }
        return chosen.level() == Levels.LAST
                ? merge(levels, List.of(chosen), Levels.LAST)
                : down(levels, chosen.level(), chosen.file());
    }

    /** Whether cursors have paid enough for a table's tombstones to compact it. */
    private static boolean isTooDear(Input input, Levels levels, ReadTolls tolls) {
        FileMetadata file = input.file();
        List<FileMetadata> below =
                input.level() == Levels.LAST ? List.of() : levels.overlapping(input.level() + 1, file.range());
        return tolls.outweighs(file, file.entries() + ReadTolls.entries(below));
    }

    /** Whether cursors have paid enough for level 0 to compact it. */
    private static boolean isLevel0TooDear(Levels levels, int baseLevel, ReadTolls tolls) {
        return !levels.level(0).isEmpty()
                && tolls.outweighsOnLevel0(levels.level(0), entriesFromLevel0(levels, baseLevel));
    }

    /** What a compaction of level 0, which is not empty, rewrites. */
    private static long entriesFromLevel0(Levels levels, int baseLevel) {
        List<FileMetadata> files = levels.level(0);
        return ReadTolls.entries(files) + ReadTolls.entries(levels.overlapping(baseLevel, KeyRange.of(files)));
    }

    /**
     * Whether cursors have paid enough for the tombstones in memory, and for level 0, to flush and compact them.
     *
     * @param inMemory entries of the active memtable
     */
    public boolean isFlushTooLate(Levels levels, ReadTolls tolls, long inMemory) {
        int base = LevelTargets.of(levels, baseLevelBytes, multiplier).baseLevel();
        return tolls.outweighsInMemory(
                inMemory + ReadTolls.entries(levels.level(0)) + ReadTolls.entries(levels.level(base)));
    }

    /** On the last level a rewrite drops the tombstones for sure only when no snapshot is older than any. */
    private static boolean isUseful(Input input, long[] snapshots) {
        return input.level() < Levels.LAST
                || snapshots.length == 0
                || input.file().largestSequence() <= snapshots[0];
    }

    private static List<Input> inputs(int level, List<FileMetadata> files) {
        return files.stream().map(file -> new Input(level, file)).toList();
    }
}
