package dev.dolmen.lsm.version;

import java.util.ArrayList;
import java.util.List;

/**
 * All that a manifest says: the sum of its edits. Immutable; compared by content.
 *
 * @param flushedSequence everything up to here is in tables
 * @param firstLogSegment the log is not needed before this segment
 * @param nextFileNumber no file has this number or a higher one
 * @param totals of all that is in tables, by spaces
 */
public record ManifestState(
        Levels levels, long flushedSequence, long firstLogSegment, long nextFileNumber, SpaceTotals totals) {

    /** Of a store that has never held anything. */
    public static final ManifestState EMPTY = new ManifestState(Levels.EMPTY, 0, 0, 1, SpaceTotals.EMPTY);

    /** @throws IllegalStateException when the edit does not fit: see {@link Levels#apply}, or a number went back */
    public ManifestState apply(VersionEdit edit) {
        if (edit.flushedSequence() < flushedSequence
                || edit.firstLogSegment() < firstLogSegment
                || edit.nextFileNumber() < nextFileNumber) {
            throw new IllegalStateException("the edit's numbers go back: " + edit + " after " + this);
        }
        return new ManifestState(
                levels.apply(edit),
                edit.flushedSequence(),
                edit.firstLogSegment(),
                edit.nextFileNumber(),
                totals.plus(edit.totals()));
    }

    /** The one edit that leads here from {@link #EMPTY}. */
    VersionEdit asEdit() {
        List<VersionEdit.Added> added = new ArrayList<>();
        for (int level = 0; level < Levels.COUNT; level++) {
            for (FileMetadata file : levels.level(level)) {
                added.add(new VersionEdit.Added(level, file));
            }
        }
        return new VersionEdit(added, List.of(), flushedSequence, firstLogSegment, nextFileNumber, totals);
    }

    public ManifestState withNextFileNumber(long number) {
        return new ManifestState(levels, flushedSequence, firstLogSegment, Math.max(number, nextFileNumber), totals);
    }
}
