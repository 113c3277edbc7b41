package dev.dolmen.lsm.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.StoreOptions;
import dev.dolmen.lsm.compaction.CompactionPlan.Input;
import dev.dolmen.lsm.version.FileMetadata;
import dev.dolmen.lsm.version.KeyRange;
import dev.dolmen.lsm.version.Levels;
import dev.dolmen.lsm.version.SpaceTotals;
import dev.dolmen.lsm.version.VersionEdit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How many rows compactions rewrite for each row put, by the picker's plans alone: tables are arrays of keys here. */
class RewrittenRowsTest {

    private static final int ROW_BYTES = 250;
    private static final int MEMTABLE_ROWS = 200;
    private static final int TABLE_ROWS = 100;

    /** As by default, for smaller rows. */
    private static final CompactionPicker PICKER = new CompactionPicker(
            StoreOptions.DEFAULT.baseLevelBytes() / StoreOptions.DEFAULT.memtableBytes() * MEMTABLE_ROWS * ROW_BYTES,
            StoreOptions.DEFAULT.levelMultiplier(),
            StoreOptions.DEFAULT.level0CompactionFiles(),
            TombstoneLimits.DEFAULT);

    private final Map<Long, long[]> keys = new HashMap<>();
    private Levels levels = Levels.EMPTY;
    private long files;
    private long rewritten;

    private FileMetadata file(long[] sorted) {
        files++;
        keys.put(files, sorted);
        KeyRange range = new KeyRange(key(sorted[0]), key(sorted[sorted.length - 1]), false);
        long bytes = (long) sorted.length * ROW_BYTES;
        return new FileMetadata(files, bytes, bytes, sorted.length, 0, 0, range, files, files, 0, 0, 0);
    }

    private static Slice key(long number) {
        return new Slice(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }

    private void fill(int puts, LongSupplier numbers) throws IOException {
        for (int done = 0; done < puts; done += MEMTABLE_ROWS) {
            long[] sorted = LongStream.generate(numbers)
                    .limit(MEMTABLE_ROWS)
                    .sorted()
                    .distinct()
                    .toArray();
            levels = levels.apply(new VersionEdit(
                    List.of(new VersionEdit.Added(0, file(sorted))), List.of(), 0, 0, 0, SpaceTotals.EMPTY));
            compact();
        }
    }

    private void compact() throws IOException {
        while (true) {
            CompactionPlan plan =
                    PICKER.pick(levels, (range, oldest, newest) -> false, new ReadTolls(), new long[0], 0);
            if (plan.inputs().isEmpty()) {
                return;
            }
            List<VersionEdit.Removed> removed = plan.inputs().stream()
                    .map(input ->
                            new VersionEdit.Removed(input.level(), input.file().number()))
                    .toList();
            levels = levels.apply(new VersionEdit(added(plan), removed, 0, 0, 0, SpaceTotals.EMPTY));
        }
    }

    private List<VersionEdit.Added> added(CompactionPlan plan) {
        if (plan instanceof CompactionPlan.Merge merge) {
            return merged(merge);
        } else if (plan instanceof CompactionPlan.Move move) {
            return plan.inputs().stream()
                    .map(input -> new VersionEdit.Added(move.outputLevel(), input.file()))
                    .toList();
        }
        throw new AssertionError(plan);
    }

    private List<VersionEdit.Added> merged(CompactionPlan.Merge merge) {
        long[] all = merge.inputs().stream()
                .map(Input::file)
                .flatMapToLong(file -> Arrays.stream(keys.get(file.number())))
                .sorted()
                .distinct()
                .toArray();
        rewritten += all.length;
        int step = merge.outputLevel() == 0 ? all.length : TABLE_ROWS;
        List<VersionEdit.Added> added = new ArrayList<>();
        for (int from = 0; from < all.length; from += step) {
            long[] table = Arrays.copyOfRange(all, from, Math.min(all.length, from + step));
            added.add(new VersionEdit.Added(merge.outputLevel(), file(table)));
        }
        return added;
    }

    @Test
    void aSmallStoreFilledAtRandomIsNotRewritten() throws IOException {
        Random random = new Random(1);
        fill(11 * MEMTABLE_ROWS, random::nextLong);
        assertThat(rewritten).isZero();
    }

    @Test
    void aStoreOfTwoHundredMemtablesIsRewrittenAFewTimes() throws IOException {
        Random random = new Random(1);
        int puts = 200 * MEMTABLE_ROWS;
        fill(puts, () -> random.nextInt(puts));
        assertThat((double) rewritten / puts).isLessThan(6);
    }

    @Test
    void hotRowsDoNotHaveTheOthersRewritten() throws IOException {
        Random random = new Random(1);
        int rows = 20 * MEMTABLE_ROWS;
        fill(rows, () -> random.nextInt(rows));
        rewritten = 0;
        int puts = 400 * MEMTABLE_ROWS;
        // Of ten puts nine are of a hundredth of the rows.
        fill(puts, () -> random.nextInt(10) == 0 ? random.nextInt(rows) : 100L * random.nextInt(rows / 100));
        assertThat((double) rewritten / puts).isLessThan(1);
    }
}
