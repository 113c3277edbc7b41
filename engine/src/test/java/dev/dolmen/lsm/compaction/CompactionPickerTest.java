package dev.dolmen.lsm.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.tombstone.RangeTombstoneIndex;
import dev.dolmen.lsm.version.FileMetadata;
import dev.dolmen.lsm.version.KeyRange;
import dev.dolmen.lsm.version.Levels;
import dev.dolmen.lsm.version.SpaceTotals;
import dev.dolmen.lsm.version.VersionEdit;
import dev.dolmen.sstable.RangeTombstone;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Cases from {@code picker.txt}: tables, snapshots and range tombstones, {@code ----}, and the plan. With
 * {@code -Drewrite=true} the plans are written anew; look at the difference.
 *
 * <pre>
 * L1 7 a-f 100 s5..9 t30%      table 7 on level 1, keys a to f, 100 bytes, sequences 5 to 9, 30 % tombstones; with
 *                              d5% 5 % of entries are tombstones that stand densely, with r2 there are two range
 *                              tombstones, with 70s the oldest tombstone came to a table 70 seconds ago; with
 *                              raw900 it holds 900 bytes before compression, else as many as it is long
 * range b-d @12                a range tombstone in some table
 * snapshots 3 8
 * passed 3 120                 cursors have passed 120 tombstones of table 3; with 0, in memory and on level 0
 * merged 6000                  cursors have shown 6,000 rows that they merged a table of level 0 for
 * full                         what a full compaction does
 * </pre>
 */
class CompactionPickerTest {

    private static final Path CASES = Path.of("src/test/resources/dev/dolmen/lsm/compaction/picker.txt");

    /**
     * Level 0 is full with 3 tables; the base level holds 1,000 bytes, the next 10 times that. Tombstones are overdue after
     * 3600 seconds, and rest for 10 on level 0.
     */
    private static final CompactionPicker PICKER = new CompactionPicker(1_000, 10, 3, TombstoneLimits.DEFAULT);

    private static final long NOW = 1_700_000_000_000L;

    @TestFactory
    List<DynamicTest> picks() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        StringBuilder rewritten = new StringBuilder();
        for (String part : Files.readString(CASES).split("\n\n")) {
            String input = part.substring(0, part.indexOf("----"));
            String expected = part.substring(part.indexOf("----") + 5).strip();
            String found = pick(input);
            rewritten.append(input).append("----\n").append(found).append("\n\n");
            String name = input.substring(0, input.indexOf('\n'));
            tests.add(DynamicTest.dynamicTest(name, () -> assertThat(found).isEqualTo(expected)));
        }
        if (Boolean.getBoolean("rewrite")) {
            Files.writeString(CASES, rewritten.toString().stripTrailing() + "\n");
        }
        return tests;
    }

    private static String pick(String input) throws IOException {
        List<VersionEdit.Added> added = new ArrayList<>();
        List<RangeTombstone> rangeTombstones = new ArrayList<>();
        long[] snapshots = {};
        ReadTolls tolls = new ReadTolls();
        boolean full = false;
        for (String line : input.split("\n")) {
            String[] words = line.split(" +");
            if (words[0].matches("L\\d")) {
                added.add(new VersionEdit.Added(words[0].charAt(1) - '0', file(words)));
            } else if (words[0].equals("range")) {
                rangeTombstones.add(
                        new RangeTombstone(key(words[1], 0), key(words[1], 1), Long.parseLong(words[2].substring(1))));
            } else if (words[0].equals("snapshots")) {
                snapshots =
                        Arrays.stream(words).skip(1).mapToLong(Long::parseLong).toArray();
            } else if (words[0].equals("passed")) {
                pass(Long.parseLong(words[1]), Long.parseLong(words[2]), added, tolls);
            } else if (words[0].equals("merged")) {
                tolls.addMerged(Long.parseLong(words[1]));
            } else if (words[0].equals("full")) {
                full = true;
            } else {
                assertThat(line).startsWith("#");
            }
        }
        Levels levels = Levels.EMPTY.apply(new VersionEdit(added, List.of(), 0, 0, 0, SpaceTotals.EMPTY));
        return describe(full ? CompactionPicker.full(levels) : pick(levels, rangeTombstones, tolls, snapshots));
    }

    private static void pass(long table, long tombstones, List<VersionEdit.Added> added, ReadTolls tolls) {
        added.stream()
                .map(VersionEdit.Added::file)
                .filter(file -> file.number() == table)
                .forEach(file -> tolls.addIn(file, tombstones));
        if (table == 0) {
            tolls.addOnLevel0(tombstones, 1);
        }
    }

    private static CompactionPlan pick(
            Levels levels, List<RangeTombstone> rangeTombstones, ReadTolls tolls, long[] snapshots) throws IOException {
        RangeTombstoneIndex index = RangeTombstoneIndex.of(rangeTombstones);
        Cover cover = (range, oldest, newest) ->
                index.coversAll(range.smallest(), range.largest(), range.largestExclusive(), oldest, newest);
        return PICKER.pick(levels, cover, tolls, snapshots, NOW);
    }

    /** Words: level, number, range, bytes, sequences, and perhaps some about tombstones. */
    private static FileMetadata file(String[] words) {
        String[] sequences = words[4].substring(1).split("\\.\\.");
        long tombstones = 0;
        long dense = 0;
        long ranges = 0;
        long seconds = 0;
        long raw = 0;
        for (String word : Arrays.asList(words).subList(5, words.length)) {
            long number = Long.parseLong(word.replaceAll("\\D", ""));
            switch (word.replaceAll("\\d", "")) {
                case "t%" -> tombstones = number;
                case "d%" -> dense = number;
                case "r" -> ranges = number;
                case "s" -> seconds = number;
                case "raw" -> raw = number;
                default -> throw new IllegalArgumentException(word);
            }
        }
        return new FileMetadata(
                Long.parseLong(words[1]),
                Long.parseLong(words[3]),
                raw == 0 ? Long.parseLong(words[3]) : raw,
                100,
                tombstones,
                ranges,
                new KeyRange(key(words[2], 0), key(words[2], 1), false),
                Long.parseLong(sequences[0]),
                Long.parseLong(sequences[1]),
                dense,
                NOW - 1_000 * seconds,
                0);
    }

    private static Slice key(String range, int end) {
        return new Slice(range.split("-")[end].getBytes(StandardCharsets.UTF_8));
    }

    private static String describe(CompactionPlan plan) {
        String inputs = plan.inputs().stream()
                .map(input -> "L" + input.level() + ":" + input.file().number())
                .collect(Collectors.joining(" "));
        if (plan instanceof CompactionPlan.Merge merge) {
            return "merge " + inputs + " to L" + merge.outputLevel() + (merge.compressed() ? " compressed" : "");
        } else if (plan instanceof CompactionPlan.Move move) {
            return "move " + inputs + " to L" + move.outputLevel();
        }
        return plan instanceof CompactionPlan.Drop ? "drop " + inputs : "none";
    }
}
