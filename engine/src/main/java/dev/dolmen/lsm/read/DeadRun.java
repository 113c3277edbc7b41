package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The dead keys that a cursor is going through, one after the other, to learn from and to be passed at once when
 * {@link DrainedRanges} knows them. One cursor's own.
 */
final class DeadRun {

    /** Between two looks into the list while a run goes on. */
    private static final int STEPS_BETWEEN_LOOKS = 16;

    private final DrainedRanges drained;
    private final int longRun;
    private final long sequence;
    /** What the absence of keys rests on before a single one is looked at. */
    private final long leastNewest;

    private final CopiedSlice copiedBorder = new CopiedSlice();
    /** Stays as it is for the move. */
    private @Nullable Slice border;

    private int length;
    private long newest;

    /** @param sequence that the cursor reads at */
    DeadRun(DrainedRanges drained, long sequence, long leastNewest) {
        this.drained = drained;
        longRun = drained.longRun();
        this.sequence = sequence;
        this.leastNewest = leastNewest;
    }

    /** A move begins: nothing dead yet, and nobody knows where the run will have begun. */
    void begin() {
        border = null;
        length = 0;
        newest = leastNewest;
    }

    /** A move begins at this key: going forward nothing is alive from it on, going backward nothing before it. */
    void beginAt(Slice key) {
        copiedBorder.set(key);
        beginAtFixed(copiedBorder.get());
    }

    /** As {@link #beginAt}, at a key whose bytes stay as they are however the cursor moves. */
    void beginAtFixed(Slice key) {
        begin();
        border = key;
    }

    /** The drained range that a move forward to this key may skip at once, or null. */
    @Nullable
    DrainedRange at(Slice key) {
        return drained.at(key, sequence);
    }

    /** The drained range that a move backward from this key may skip at once, or null. */
    @Nullable
    DrainedRange before(Slice key) {
        return drained.before(key, sequence);
    }

    /**
     * One more dead key.
     *
     * @param restsOn the sequence number of what killed it
     * @return a drained range that holds it, to be passed, or null
     */
    @Nullable
    DrainedRange add(Slice key, long restsOn, boolean forward) {
        if (border == null) {
            copiedBorder.set(forward ? key : DrainedRanges.successor(key));
            border = copiedBorder.get();
        }
        newest = Math.max(newest, restsOn);
        return length++ % STEPS_BETWEEN_LOOKS == 0 ? drained.at(key, sequence) : null;
    }

    /** Going forward, the run ends before this key. */
    void endForward(Slice end) {
        if (length >= longRun) {
            drained.found(border(), end, sequence, newest);
        }
    }

    /** Going backward, the run ends at this key, which is its first. */
    void endBackward(Slice start) {
        if (length >= longRun) {
            drained.found(start, border(), sequence, newest);
        }
    }

    private Slice border() {
        return Objects.requireNonNull(border, "a run has a border");
    }

    /** Going backward, the run ends after this key, which is alive. */
    void endBackwardAfter(Slice alive) {
        if (length >= longRun) {
            endBackward(DrainedRanges.successor(alive));
        }
    }
}
