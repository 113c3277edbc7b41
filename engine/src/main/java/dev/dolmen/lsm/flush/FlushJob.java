package dev.dolmen.lsm.flush;

import dev.dolmen.lsm.compaction.OutputTables;
import dev.dolmen.lsm.compaction.TombstoneElider;
import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.memtable.MemTable;
import dev.dolmen.lsm.read.Snapshots;
import dev.dolmen.lsm.read.Views;
import dev.dolmen.lsm.version.FileMetadata;
import dev.dolmen.lsm.version.Levels;
import dev.dolmen.lsm.version.VersionEdit;
import dev.dolmen.lsm.version.VersionSet;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.TableOptions;
import java.io.IOException;
import java.util.List;

/**
 * Writes a sealed memtable to level 0: table, sync, manifest edit, and only then the view without the memtable.
 *
 * <p>Versions that no reader can see any more stay behind, and so do tombstones over keys that no table holds.
 */
public final class FlushJob {

    private final OutputTables.Target target;
    private final TableOptions options;
    private final VersionSet versions;
    private final Views views;
    private final Snapshots snapshots;

    public FlushJob(
            OutputTables.Target target, TableOptions options, VersionSet versions, Views views, Snapshots snapshots) {
        this.target = target;
        this.options = options;
        this.versions = versions;
        this.views = views;
        this.snapshots = snapshots;
    }

    /**
     * Flushes the oldest sealed memtable. Requires: no other flush is running.
     *
     * @param neededSegment the lowest log segment that younger memtables need
     * @return the bytes written
     * @throws IOException when it failed: the memtable stays, and the flush can be tried again
     */
    public long run(Generation oldest, long neededSegment) throws IOException {
        MemTable table = oldest.table();
        Levels older = versions.state().levels();
        TombstoneElider elider = new TombstoneElider(
                snapshots.sequences(),
                table.rangeTombstones(),
                (from, toExclusive) -> older.reachesBelow(-1, from, toExclusive));
        try (OutputTables output = OutputTables.single(
                        target,
                        options,
                        elider.keptRangeTombstones(),
                        target.clock().instant().toEpochMilli());
                EntryIterator entries = table.walk()) {
            for (entries.seekToFirst(); entries.isValid(); entries.next()) {
                if (elider.keeps(entries.key(), entries.sequence(), entries.kind())) {
                    output.add(entries.key(), entries.sequence(), entries.kind(), entries.value());
                }
            }
            List<FileMetadata> files = output.finish();
            output.handOver();
            versions.apply(
                    state -> new VersionEdit(
                            files.stream()
                                    .map(file -> new VersionEdit.Added(0, file))
                                    .toList(),
                            List.of(),
                            oldest.lastSequence(),
                            neededSegment,
                            state.nextFileNumber()),
                    version -> views.install(version, oldest));
            return Levels.bytes(files);
        }
    }
}
