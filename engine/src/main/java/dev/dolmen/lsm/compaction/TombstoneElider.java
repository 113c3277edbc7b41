package dev.dolmen.lsm.compaction;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.read.CopiedSlice;
import dev.dolmen.lsm.read.DrainedRanges;
import dev.dolmen.lsm.tombstone.RangeTombstoneIndex;
import dev.dolmen.sstable.EntryKind;
import dev.dolmen.sstable.RangeTombstone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which versions a rewrite keeps. Fed with the versions in order.
 *
 * <ol>
 *   <li>A version is dropped when a newer one of its key, or a range tombstone over it, is in the same
 *       {@linkplain SnapshotStripes stripe}: nobody can see it.
 *   <li>A tombstone is dropped when no snapshot is older than it and no table below may hold its key: all that it hides is
 *       in this rewrite, and dropped with it. The same goes for a range tombstone and its range.
 * </ol>
 */
public final class TombstoneElider {

    /** Whether a table that this rewrite does not read, and that is older than its input, may hold a key of a range. */
    public interface OlderTables {
        boolean mayHold(Slice from, @Nullable Slice toExclusive);
    }

    private final SnapshotStripes stripes;
    private final RangeTombstoneIndex rangeTombstones;
    private final OlderTables olderTables;

    private final CopiedSlice key = new CopiedSlice();
    private boolean started;
    private long previousSequence;

    /**
     * @param snapshots open now, ascending
     * @param rangeTombstones all of the input
     */
    public TombstoneElider(long[] snapshots, RangeTombstoneIndex rangeTombstones, OlderTables olderTables) {
        this.stripes = new SnapshotStripes(snapshots);
        this.rangeTombstones = rangeTombstones;
        this.olderTables = olderTables;
    }

    public boolean keeps(Slice nextKey, long sequence, EntryKind kind) {
        boolean sameKey = started && key.holds(nextKey);
        long stripeEnd = stripes.end(sequence);
        boolean hidden = sameKey && stripes.end(previousSequence) == stripeEnd;
        if (!sameKey) {
            key.set(nextKey);
            started = true;
        }
        previousSequence = sequence;
        if (hidden || !rangeTombstones.isEmpty() && rangeTombstones.newestCovering(nextKey, stripeEnd) > sequence) {
            return false;
        }
        return kind != EntryKind.TOMBSTONE
                || !stripes.isInOldest(sequence)
                || olderTables.mayHold(nextKey, DrainedRanges.successor(nextKey));
    }

    /** The range tombstones that the rewrite keeps, by start. */
    public List<RangeTombstone> keptRangeTombstones() {
        List<RangeTombstone> kept = new ArrayList<>();
        RangeTombstone previous = null;
        for (RangeTombstone tombstone : rangeTombstones.tombstones()) {
            boolean hidden = previous != null
                    && previous.start().equals(tombstone.start())
                    && stripes.end(previous.sequence()) == stripes.end(tombstone.sequence());
            previous = tombstone;
            if (!hidden
                    && (!stripes.isInOldest(tombstone.sequence())
                            || olderTables.mayHold(tombstone.start(), tombstone.end()))) {
                kept.add(tombstone);
            }
        }
        return kept;
    }
}
