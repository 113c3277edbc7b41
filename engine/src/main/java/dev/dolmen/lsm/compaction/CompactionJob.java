package dev.dolmen.lsm.compaction;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.compaction.CompactionPlan.Input;
import dev.dolmen.lsm.health.ClosedStoreException;
import dev.dolmen.lsm.health.Health;
import dev.dolmen.lsm.read.LevelIterator;
import dev.dolmen.lsm.read.MergingIterator;
import dev.dolmen.lsm.read.Snapshots;
import dev.dolmen.lsm.read.Views;
import dev.dolmen.lsm.tombstone.RangeTombstoneIndex;
import dev.dolmen.lsm.version.FileMetadata;
import dev.dolmen.lsm.version.Levels;
import dev.dolmen.lsm.version.SpaceTotals;
import dev.dolmen.lsm.version.TableFile;
import dev.dolmen.lsm.version.Version;
import dev.dolmen.lsm.version.VersionEdit;
import dev.dolmen.lsm.version.VersionSet;
import dev.dolmen.sstable.Dictionaries;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.RangeTombstone;
import dev.dolmen.sstable.TableOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Carries out a plan: read, merge, elide, write, sync, log one edit, install. The inputs are deleted once the last view
 * that has them lets go, never before the edit is durable.
 */
public final class CompactionJob {

    /** A part of a merge, done by one thread, is worth so many tables at least. */
    private static final long LEAST_TABLES = 2;

    private final OutputTables.Target target;
    private final Function<CompactionPlan.Merge, TableOptions> tableOptions;
    private final long tableBytes;
    private final VersionSet versions;
    private final Views views;
    private final Snapshots snapshots;
    private final Health health;
    private final Crew crew;

    /**
     * @param tableOptions how the output of a merge is written
     * @param tableBytes size at which an output table ends
     * @param crew shares the work of one merge
     */
    public CompactionJob(
            OutputTables.Target target,
            Function<CompactionPlan.Merge, TableOptions> tableOptions,
            long tableBytes,
            VersionSet versions,
            Views views,
            Snapshots snapshots,
            Health health,
            Crew crew) {
        this.target = target;
        this.tableOptions = tableOptions;
        this.tableBytes = tableBytes;
        this.versions = versions;
        this.views = views;
        this.snapshots = snapshots;
        this.health = health;
        this.crew = crew;
    }

    /**
     * Requires: the plan's inputs are in the version, and no other compaction is running.
     *
     * @return the bytes written
     * @throws ClosedStoreException when the store was closed meanwhile
     * @throws IOException when it failed, for want of space for example: nothing has changed, and it can be tried again
     */
    public long run(CompactionPlan plan, Version version) throws IOException {
        if (plan instanceof CompactionPlan.Merge merge) {
            return merge(merge, version);
        }
        if (plan instanceof CompactionPlan.Move move) {
            install(
                    plan,
                    move.inputs().stream()
                            .map(input -> new VersionEdit.Added(move.outputLevel(), input.file()))
                            .toList());
        } else if (plan instanceof CompactionPlan.Drop) {
            install(plan, List.of());
        }
        return 0;
    }

    private void install(CompactionPlan plan, List<VersionEdit.Added> added) throws IOException {
        List<VersionEdit.Removed> removed = plan.inputs().stream()
                .map(input ->
                        new VersionEdit.Removed(input.level(), input.file().number()))
                .toList();
        versions.apply(
                state -> new VersionEdit(
                        added,
                        removed,
                        state.flushedSequence(),
                        state.firstLogSegment(),
                        state.nextFileNumber(),
                        SpaceTotals.EMPTY),
                version -> views.install(version, null));
    }

    private long merge(CompactionPlan.Merge plan, Version version) throws IOException {
        requireSpace(plan);
        List<RangeTombstone> rangeTombstones = new ArrayList<>();
        for (Input input : plan.inputs()) {
            rangeTombstones.addAll(
                    version.table(input.file().number()).rangeTombstones().tombstones());
        }
        RangeTombstoneIndex index = RangeTombstoneIndex.of(rangeTombstones);
        long[] open = snapshots.sequences();
        long since = tombstonesSinceMillis(plan);
        List<OutputTables> outputs = new ArrayList<>();
        try {
            crew.run(
                    parts(plan).stream()
                            .<Crew.Part<OutputTables>>map(part -> () -> merge(plan, part, version, index, open, since))
                            .toList(),
                    outputs);
            List<FileMetadata> files = new ArrayList<>();
            for (OutputTables output : outputs) {
                files.addAll(output.finished());
                output.handOver();
            }
            install(
                    plan,
                    files.stream()
                            .map(file -> new VersionEdit.Added(plan.outputLevel(), file))
                            .toList());
            return Levels.bytes(files);
        } finally {
            for (OutputTables output : outputs) {
                output.close();
            }
        }
    }

    /** On level 0 each table costs every read something, so it becomes one there. */
    private List<KeyPart> parts(CompactionPlan.Merge plan) {
        return plan.outputLevel() == 0
                ? List.of(KeyPart.ALL)
                : KeyPart.of(plan, crew.threads(), LEAST_TABLES * tableBytes);
    }

    /** Merges a part of the keys. The caller closes what it returns. */
    private OutputTables merge(
            CompactionPlan.Merge plan,
            KeyPart part,
            Version version,
            RangeTombstoneIndex rangeTombstones,
            long[] snapshots,
            long tombstonesSinceMillis)
            throws IOException {
        Levels levels = version.levels();
        TombstoneElider elider = new TombstoneElider(snapshots, rangeTombstones, olderTables(plan, levels));
        OutputTables output = plan.outputLevel() == 0
                ? OutputTables.single(
                        target,
                        tableOptions.apply(plan),
                        elider.keptRangeTombstones(),
                        tombstonesSinceMillis,
                        Dictionaries.NONE)
                : new OutputTables(
                        target,
                        tableOptions.apply(plan),
                        tableBytes,
                        part,
                        elider.keptRangeTombstones(),
                        plan.outputLevel() == Levels.LAST ? List.of() : levels.level(plan.outputLevel() + 1),
                        tombstonesSinceMillis,
                        Dictionaries.NONE);
        boolean finished = false;
        try (EntryIterator entries = new MergingIterator(runs(plan, version))) {
            Slice from = part.from();
            if (from == null) {
                entries.seekToFirst();
            } else {
                entries.seek(from, Long.MAX_VALUE);
            }
            for (; entries.isValid(); entries.next()) {
                Slice key = entries.key();
                if (part.endsBefore(key)) {
                    break;
                }
                if (elider.keeps(key, entries.sequence(), entries.kind())) {
                    health.requireOpen();
                    output.add(entries);
                }
            }
            output.finish();
            finished = true;
            return output;
        } finally {
            if (!finished) {
                output.close();
            }
        }
    }

    private static TombstoneElider.OlderTables olderTables(CompactionPlan.Merge plan, Levels levels) {
        if (plan.outputLevel() > 0) {
            return (from, toExclusive) -> levels.reachesBelow(plan.outputLevel(), from, toExclusive);
        }
        List<FileMetadata> older =
                levels.olderOnLevel0(plan.inputs().get(plan.inputs().size() - 1).file());
        return (from, toExclusive) ->
                older.stream().anyMatch(file -> file.range().overlaps(from, toExclusive))
                        || levels.reachesBelow(0, from, toExclusive);
    }

    private long tombstonesSinceMillis(CompactionPlan.Merge plan) {
        return plan.inputs().stream()
                .map(Input::file)
                .filter(FileMetadata::hasTombstones)
                .mapToLong(FileMetadata::tombstonesSinceMillis)
                .min()
                .orElseGet(() -> target.clock().instant().toEpochMilli());
    }

    private static List<EntryIterator> runs(CompactionPlan.Merge plan, Version version) {
        List<EntryIterator> runs = new ArrayList<>();
        for (int level = 0; level < Levels.COUNT; level++) {
            int inputLevel = level;
            List<TableFile> tables = plan.inputs().stream()
                    .filter(input -> input.level() == inputLevel)
                    .map(input -> version.table(input.file().number()))
                    .toList();
            if (level == 0) {
                tables.forEach(table -> runs.add(LevelIterator.ofFiles(List.of(table))));
            } else if (!tables.isEmpty()) {
                runs.add(LevelIterator.ofFiles(tables));
            }
        }
        return runs;
    }

    /** The output is no larger than the input, or the input before compression; a flush needs room meanwhile too. */
    private void requireSpace(CompactionPlan.Merge plan) throws IOException {
        long needed = 0;
        for (Input input : plan.inputs()) {
            FileMetadata file = input.file();
            needed += plan.compressed() ? file.bytes() : Math.max(file.bytes(), file.rawBytes());
        }
        long usable = target.fileSystem().usableBytes(target.directory());
        if (usable < needed + needed / 8) {
            throw new IOException("no room to compact in " + target.directory() + ": " + needed + " bytes and an eighth"
                    + " wanted, " + usable + " left");
        }
    }
}
