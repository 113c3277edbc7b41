package dev.dolmen.lsm.compaction;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.compaction.CompactionPlan.Input;
import dev.dolmen.lsm.version.FileMetadata;
import dev.dolmen.lsm.version.KeyRange;
import dev.dolmen.lsm.version.Levels;
import dev.dolmen.sstable.RangeTombstone;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides what to compact next: a pure function of the live tables, their range tombstones and the open snapshots.
 *
 * <ol>
 *   <li>Tables wholly under a range tombstone are dropped: free space for nothing.
 *   <li>The level that is fullest, compared with what it may hold, gives something to the next: level 0 all its tables, a
 *       lower level the table that costs least, which is the one that overlaps least below, less still the more of it is
 *       tombstones.
 *   <li>When no level is too full, the table with the highest share of tombstones goes down, or is rewritten on the last
 *       level, so that deleted data leaves the disk even if nothing is written any more.
 * </ol>
 *
 * @param baseLevelBytes most bytes on the base level
 * @param multiplier how much larger each level may be than the one above
 * @param level0Files tables that make level 0 full
 * @param tombstonePercent share of tombstones from which a table is compacted for their sake
 */
public record CompactionPicker(long baseLevelBytes, int multiplier, int level0Files, int tombstonePercent) {

    private static final CompactionPlan NONE = new CompactionPlan.None();

    /**
     * @param rangeTombstones of all tables
     * @param snapshots open now, ascending
     */
    public CompactionPlan pick(Levels levels, List<RangeTombstone> rangeTombstones, long[] snapshots) {
        List<Input> covered = covered(levels, rangeTombstones, new SnapshotStripes(snapshots));
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
            return fromLevel0(levels, targets.baseLevel());
        }
        if (fullest > 0) {
            return down(levels, fullest, cheapest(levels, fullest));
        }
        return forTombstones(levels, targets.baseLevel(), snapshots);
    }

    /** Everything into one run on the last level, or nothing when it is there already and holds no tombstones. */
    public static CompactionPlan full(Levels levels) {
        boolean done = levels.all().size() == levels.level(Levels.LAST).size()
                && levels.all().stream().noneMatch(FileMetadata::hasTombstones);
        List<Input> inputs = new ArrayList<>();
        for (int level = 0; level < Levels.COUNT; level++) {
            inputs.addAll(inputs(level, levels.level(level)));
        }
        return done ? NONE : new CompactionPlan.Merge(inputs, Levels.LAST);
    }

    private static List<Input> covered(Levels levels, List<RangeTombstone> rangeTombstones, SnapshotStripes stripes) {
        List<Input> covered = new ArrayList<>();
        for (int level = 0; level < Levels.COUNT; level++) {
            for (FileMetadata file : levels.level(level)) {
                if (rangeTombstones.stream().anyMatch(tombstone -> hides(tombstone, file, stripes))) {
                    covered.add(new Input(level, file));
                }
            }
        }
        return covered;
    }

    /** Whether nobody can see anything of the table for the tombstone. */
    private static boolean hides(RangeTombstone tombstone, FileMetadata file, SnapshotStripes stripes) {
        return tombstone.sequence() > file.largestSequence()
                && stripes.end(file.smallestSequence()) == stripes.end(tombstone.sequence())
                && file.range().isWithin(tombstone.start(), tombstone.end());
    }

    private static CompactionPlan fromLevel0(Levels levels, int baseLevel) {
        List<FileMetadata> files = levels.level(0);
        List<FileMetadata> below = levels.overlapping(baseLevel, KeyRange.of(files));
        if (below.isEmpty() && areDisjoint(files)) {
            return new CompactionPlan.Move(inputs(0, files), baseLevel);
        }
        List<Input> inputs = new ArrayList<>(inputs(0, files));
        inputs.addAll(inputs(baseLevel, below));
        return new CompactionPlan.Merge(inputs, baseLevel);
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

    /** Bytes rewritten below for each byte that goes down; a table full of tombstones counts as half as dear. */
    private static double cost(Levels levels, int level, FileMetadata file) {
        double overlap = Levels.bytes(levels.overlapping(level + 1, file.range()));
        return overlap / Math.max(1, file.bytes()) * (1 - tombstoneShare(file) / 2);
    }

    private static double tombstoneShare(FileMetadata file) {
        return file.rangeTombstones() > 0 ? 1 : (double) file.tombstones() / Math.max(1, file.entries());
    }

    private static CompactionPlan down(Levels levels, int level, FileMetadata file) {
        List<FileMetadata> below = levels.overlapping(level + 1, file.range());
        List<Input> inputs = new ArrayList<>(List.of(new Input(level, file)));
        if (below.isEmpty()) {
            return new CompactionPlan.Move(inputs, level + 1);
        }
        inputs.addAll(inputs(level + 1, below));
        return new CompactionPlan.Merge(inputs, level + 1);
    }

    private CompactionPlan forTombstones(Levels levels, int baseLevel, long[] snapshots) {
        for (int level = baseLevel; level < Levels.COUNT; level++) {
            boolean last = level == Levels.LAST;
            Optional<FileMetadata> densest = levels.level(level).stream()
                    .filter(file -> tombstoneShare(file) * 100 >= tombstonePercent)
                    // On the last level a rewrite drops them for sure only when no snapshot is older than any.
                    .filter(file -> !last || snapshots.length == 0 || file.largestSequence() <= snapshots[0])
                    .max(Comparator.<FileMetadata>comparingDouble(CompactionPicker::tombstoneShare)
                            .thenComparing(Comparator.comparingLong(FileMetadata::number)
                                    .reversed()));
            if (densest.isPresent()) {
                return last
                        ? new CompactionPlan.Merge(inputs(level, List.of(densest.get())), level)
                        : down(levels, level, densest.get());
            }
        }
        return NONE;
    }

    private static List<Input> inputs(int level, List<FileMetadata> files) {
        return files.stream().map(file -> new Input(level, file)).toList();
    }
}
