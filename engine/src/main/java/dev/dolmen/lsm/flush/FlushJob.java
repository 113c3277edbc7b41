package dev.dolmen.lsm.flush;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.compaction.OutputTables;
import dev.dolmen.lsm.compaction.TombstoneElider;
import dev.dolmen.lsm.count.Settlement;
import dev.dolmen.lsm.count.Weigher;
import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.memtable.MemTable;
import dev.dolmen.lsm.read.Snapshots;
import dev.dolmen.lsm.read.Views;
import dev.dolmen.lsm.version.FileMetadata;
import dev.dolmen.lsm.version.Levels;
import dev.dolmen.lsm.version.SpaceTotals;
import dev.dolmen.lsm.version.Version;
import dev.dolmen.lsm.version.VersionEdit;
import dev.dolmen.lsm.version.VersionSet;
import dev.dolmen.sstable.Compression;
import dev.dolmen.sstable.Dictionaries;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.TableOptions;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;

/**
 * Writes a sealed memtable to level 0: table, sync, manifest edit, and only then the view without the memtable.
 *
 * <p>Versions that no reader can see any more stay behind, and so do tombstones over keys that no table holds.
 */
public final class FlushJob {

    private static final System.Logger LOGGER = System.getLogger(FlushJob.class.getName());

    /** A memtable of less is not compressed: dictionaries would take most of the room. */
    private static final long LEAST_COMPRESSED_BYTES = 1 << 20;

    private final OutputTables.Target target;
    private final TableOptions options;
    private final VersionSet versions;
    private final Views views;
    private final Snapshots snapshots;
    private final Weigher weigher;

    public FlushJob(
            OutputTables.Target target,
            TableOptions options,
            VersionSet versions,
            Views views,
            Snapshots snapshots,
            Weigher weigher) {
        this.target = target;
        this.options = options;
        this.versions = versions;
        this.views = views;
        this.snapshots = snapshots;
        this.weigher = weigher;
    }

    /**
     * Flushes the oldest sealed memtable. Requires: no other flush is running.
     *
     * @param neededSegment the lowest log segment that younger memtables need
     * @return the bytes written
     * @throws IOException when it failed: the memtable stays, and the flush can be tried again
     */
    public long run(Generation oldest, long neededSegment) throws IOException {
        Version beneath = versions.pin();
        try {
            return run(oldest, neededSegment, beneath);
        } finally {
            beneath.release();
        }
    }

    private long run(Generation oldest, long neededSegment, Version beneath) throws IOException {
        boolean isSmall = oldest.table().usedBytes() < LEAST_COMPRESSED_BYTES;
        Settlement settlement = settlement(oldest.table(), beneath, weigher);
        try (OutputTables output = write(
                target,
                isSmall ? options.withCompression(Compression.NONE) : options,
                isSmall ? Dictionaries.NONE : dictionaries(beneath),
                oldest.table(),
                beneath.levels(),
                settlement,
                snapshots.sequences())) {
            List<FileMetadata> files = output.finish();
            output.handOver();
            SpaceTotals totals = settled(settlement);
            versions.apply(
                    state -> new VersionEdit(
                            files.stream()
                                    .map(file -> new VersionEdit.Added(0, file))
                                    .toList(),
                            List.of(),
                            oldest.lastSequence(),
                            neededSegment,
                            state.nextFileNumber(),
                            totals),
                    version -> views.install(version, oldest));
            return Levels.bytes(files);
        }
    }

    /**
     * Those of the youngest table. With the same dictionaries in many tables, their merges need not encode anew; see {@link
     * dev.dolmen.sstable.CarriedValue}.
     */
    private static Dictionaries dictionaries(Version version) {
        try {
            FileMetadata youngest = version.levels().all().stream()
                    .max(Comparator.comparingLong(FileMetadata::number))
                    .orElse(null);
            return youngest == null
                    ? Dictionaries.NONE
                    : version.table(youngest.number()).reader().dictionaries();
        } catch (IOException failure) {
            // The flush does not need that table; whoever reads it fails by himself.
            LOGGER.log(Level.WARNING, "cannot read the dictionaries of the youngest table", failure);
            return Dictionaries.NONE;
        }
    }

    /** What settles the totals of a memtable that is flushed onto these tables. */
    public static Settlement settlement(MemTable table, Version beneath, Weigher weigher) {
        return new Settlement(beneath, beneath.state().totals(), table.rangeTombstones(), Long.MAX_VALUE, weigher);
    }

    /** What came of it. A table that cannot be read does not keep a memtable from being flushed. */
    public static SpaceTotals settled(Settlement settlement) {
        IOException failure = settlement.failure();
        if (failure != null) {
            LOGGER.log(
                    Level.WARNING, "cannot settle how many keys there are; they are counted when asked for", failure);
        }
        return settlement.changed();
    }

    /**
     * Writes a memtable to one new table.
     *
     * @param dictionaries to compress with, if the options ask for it
     * @param older the tables below
     * @param settlement is told all versions
     * @param snapshots open now, ascending
     * @return what is to be finished and closed
     */
    public static OutputTables write(
            OutputTables.Target target,
            TableOptions options,
            Dictionaries dictionaries,
            MemTable table,
            Levels older,
            Settlement settlement,
            long[] snapshots)
            throws IOException {
        TombstoneElider elider = new TombstoneElider(
                snapshots, table.rangeTombstones(), (from, toExclusive) -> older.reachesBelow(-1, from, toExclusive));
        OutputTables output = OutputTables.single(
                target,
                options,
                elider.keptRangeTombstones(),
                target.clock().instant().toEpochMilli(),
                dictionaries);
        boolean written = false;
        try (EntryIterator entries = table.walk()) {
            for (entries.seekToFirst(); entries.isValid(); entries.next()) {
                Slice key = entries.key();
                Slice value = entries.value();
                settlement.add(key, entries.sequence(), entries.kind(), value);
                if (elider.keeps(key, entries.sequence(), entries.kind())) {
                    output.add(key, entries.sequence(), entries.kind(), value);
                }
            }
            written = true;
            return output;
        } finally {
            if (!written) {
                output.close();
            }
        }
    }
}
