package dev.dolmen.lsm.count;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.memtable.MemTable;
import dev.dolmen.lsm.read.MergingIterator;
import dev.dolmen.lsm.read.ReadView;
import dev.dolmen.lsm.tombstone.RangeTombstoneIndex;
import dev.dolmen.lsm.version.SpaceTotal;
import dev.dolmen.lsm.version.SpaceTotals;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.RangeTombstone;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The exact totals of spaces at one moment. What the tables hold was settled by their flushes; what is in memory is settled when
 * a space is asked for, which takes time in proportion to what the memtables have of it: about as long as its flush will. The
 * moment is kept until this is closed, and memtables and tables of then with it.
 *
 * <p>Not thread-safe.
 */
public final class Census implements Closeable {

    private final ReadView view;
    private final long sequence;
    private final Weigher weigher;
    private final Recounted recounted;
    private long newestSequenceSeen;
    private boolean closed;

    /** Takes the total of a space that was not known and has been counted. */
    public interface Recounted {

        /** @param flushedSequence the total is that of all tables up to there */
        void settle(int space, SpaceTotal total, long flushedSequence);
    }

    /**
     * @param view pinned; shows all that is visible at the sequence number, and is released when this is closed
     * @param recounted takes totals that were not known
     */
    public Census(ReadView view, long sequence, Weigher weigher, Recounted recounted) {
        this.view = view;
        this.sequence = sequence;
        this.weigher = weigher;
        this.recounted = recounted;
    }

    /**
     * The total of a space.
     *
     * @param space the first four bytes of its keys; requires: such are counted
     * @throws dev.dolmen.io.CorruptFileException when what it takes to count cannot be read
     */
    public SpaceTotal of(int space) throws IOException {
        if (closed) {
            throw new IllegalStateException("the census is closed");
        }
        Slice from = Space.start(space);
        Slice toExclusive = Space.end(space);
        SpaceTotal settled = view.version().state().totals().get(space);
        if (settled == null) {
            settled = recount(space, from, toExclusive);
        }
        Settlement settlement = new Settlement(
                view.version(),
                SpaceTotals.of(space, settled),
                RangeTombstoneIndex.of(rangeTombstones(from, toExclusive)),
                sequence,
                weigher);
        List<EntryIterator> runs = new ArrayList<>();
        add(view.active(), runs);
        view.sealed().forEach(generation -> add(generation, runs));
        try (EntryIterator entries = new MergingIterator(runs)) {
            for (entries.seek(from, Long.MAX_VALUE); entries.isValid(); entries.next()) {
                if (toExclusive != null && entries.key().compareTo(toExclusive) >= 0) {
                    break;
                }
                settlement.add(entries.key(), entries.sequence(), entries.kind(), entries.value());
            }
        }
        IOException failure = settlement.failure();
        if (failure != null) {
            throw failure;
        }
        newestSequenceSeen = Math.max(newestSequenceSeen, settlement.newestSequenceSeen());
        SpaceTotals changed = settlement.changed();
        return changed.isEmpty() ? settled : Objects.requireNonNull(changed.get(space), "a total without a failure");
    }

    private static void add(Generation generation, List<EntryIterator> runs) {
        MemTable table = generation.table();
        if (!table.isEmpty()) {
            runs.add(table.iterator());
        }
    }

    private List<RangeTombstone> rangeTombstones(Slice from, @Nullable Slice toExclusive) {
        List<RangeTombstone> all =
                new ArrayList<>(view.active().table().rangeTombstones().tombstonesIn(from, toExclusive));
        for (Generation generation : view.sealed()) {
            all.addAll(generation.table().rangeTombstones().tombstonesIn(from, toExclusive));
        }
        return all;
    }

    /** Counts what the tables have of a space whose total was lost. */
    private SpaceTotal recount(int space, Slice from, @Nullable Slice toExclusive) throws IOException {
        SpaceTotal counted;
        try (RangeWalk walk = RangeWalk.open(view.version(), space, weigher)) {
            counted = walk.total(from, toExclusive);
        }
        recounted.settle(space, counted, view.version().state().flushedSequence());
        return counted;
    }

    /** The newest write that the totals asked for so far rest on; 0 when all they rest on is in tables. */
    public long newestSequenceSeen() {
        return newestSequenceSeen;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            view.release();
        }
    }
}
