package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.health.Health;
import dev.dolmen.lsm.tombstone.RangeTombstoneIndex;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.EntryKind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Of all versions in a merged run, the newest visible one of each key, unless it is deleted.
 *
 * <p>Going forward, versions of a key come newest first: the first visible one decides, the others are skipped, and the
 * entry is shown where it stands. Going backward they come oldest first, so the last visible one decides; it is copied,
 * and the run already stands in front of the key's versions when the key is shown.
 *
 * <p>Long runs of dead keys are passed at once where {@link DrainedRanges} knows them, and told to it where it does not.
 */
final class VisibleCursor implements Cursor {

    private final EntryIterator merged;
    private final RangeTombstoneIndex rangeTombstones;
    private final long sequence;
    private final Slice from;
    private final @Nullable Slice toExclusive;
    private final Health health;
    private final Runnable release;

    private final DrainedRanges drained;
    private final DeadRun dead;
    private final CursorToll toll;
    private final CopiedSlice key = new CopiedSlice();
    private final CopiedSlice copiedValue = new CopiedSlice();
    private boolean forward;
    private boolean valid;
    private Slice shownValue = Slice.EMPTY;
    private long shownSequence;
    /** What the state of the key looked at last rests on. */
    private long restsOn;

    private long newestSequenceSeen;
    private boolean closed;
    private @Nullable DrainedRange lastPassed;

    /**
     * @param merged all versions in the range that no range tombstone hides, and perhaps others
     * @param drained ranges that may be passed, and that are learnt on the way
     * @param toll counts what it has to do in vain
     * @param rangeTombstones all that touch the range, up to {@code sequence} at least
     * @param newestSequenceSeen that the choice of sources already rests on
     * @param from inclusive
     * @param toExclusive null for no bound
     * @param release called once, on the first {@link #close()}
     */
    VisibleCursor(
            EntryIterator merged,
            DrainedRanges drained,
            CursorToll toll,
            RangeTombstoneIndex rangeTombstones,
            long sequence,
            long newestSequenceSeen,
            Slice from,
            @Nullable Slice toExclusive,
            Health health,
            Runnable release) {
        this.merged = merged;
        this.drained = drained;
        dead = new DeadRun(drained, sequence, newestSequenceSeen);
        this.toll = toll;
        this.rangeTombstones = rangeTombstones;
        this.sequence = sequence;
        this.newestSequenceSeen = newestSequenceSeen;
        this.from = from;
        this.toExclusive = toExclusive;
        this.health = health;
        this.release = release;
    }

    @Override
    public boolean seekToFirst() throws IOException {
        requireOpen();
        return seekWithin(from);
    }

    @Override
    public boolean seekToLast() throws IOException {
        if (toExclusive != null) {
            return seekBefore(toExclusive);
        }
        requireOpen();
        valid = false;
        dead.begin();
        toll.seek();
        merged.seekToLast();
        return showPrevious();
    }

    @Override
    public boolean seek(Slice target) throws IOException {
        requireOpen();
        return seekWithin(target.compareTo(from) < 0 ? from : target);
    }

    private boolean seekWithin(Slice start) throws IOException {
        valid = false;
        DrainedRange passed = dead.at(start);
        if (passed != null) {
            return passForward(passed) && showNext(false) && cameTo(passed);
        }
        if (start == from) {
            dead.beginAtFixed(from);
        } else {
            dead.beginAt(start);
        }
        toll.seek();
        merged.seek(start, sequence);
        return showNext(false);
    }

    /** Stands on a row, having begun the move in a drained range. */
    private boolean cameTo(DrainedRange passed) {
        if (lastPassed == passed) {
            drained.cameTo(passed, key.get(), shownValue, shownSequence, sequence, newestSequenceSeen);
        }
        return true;
    }

    @Override
    public boolean seekBefore(Slice target) throws IOException {
        requireOpen();
        valid = false;
        Slice end = toExclusive != null && target.compareTo(toExclusive) > 0 ? toExclusive : target;
        DrainedRange passed = dead.before(end);
        if (passed != null) {
            return passBackward(passed) && showPrevious();
        }
        dead.beginAt(end);
        toll.seek();
        merged.seekBefore(end);
        return showPrevious();
    }

    @Override
    public boolean next() throws IOException {
        requireValid();
        valid = false;
        dead.begin();
        if (forward) {
            merged.next();
        } else {
            merged.seek(key.get(), 0);
        }
        return showNext(true);
    }

    @Override
    public boolean previous() throws IOException {
        requireValid();
        valid = false;
        dead.begin();
        if (forward) {
            merged.seekBefore(key.get());
        }
        return showPrevious();
    }

    /** @param decided whether the copied key has been dealt with, so that its other versions are to be skipped */
    private boolean showNext(boolean decided) throws IOException {
        forward = true;
        boolean skip = decided;
        while (merged.isValid()) {
            Slice found = merged.key();
            if (toExclusive != null && found.compareTo(toExclusive) >= 0) {
                break;
            }
            long foundSequence = merged.sequence();
            if (foundSequence > sequence || skip && key.holds(found)) {
                merged.next();
                continue;
            }
            key.set(found);
            skip = true;
            if (shows(merged.kind(), found, foundSequence)) {
                dead.endForward(found);
                return showValue(merged.value());
            }
            DrainedRange passed = dead.add(found, restsOn, true);
            if (passed == null) {
                merged.next();
            } else {
                dead.endForward(passed.start());
                if (!passForward(passed)) {
                    return false;
                }
            }
        }
        if (toExclusive != null) {
            dead.endForward(toExclusive);
        }
        return false;
    }

    private boolean showPrevious() throws IOException {
        forward = false;
        while (merged.isValid() && merged.key().compareTo(from) >= 0) {
            key.set(merged.key());
            long newest = 0;
            EntryKind kind = EntryKind.TOMBSTONE;
            do {
                if (merged.sequence() <= sequence) {
                    newest = merged.sequence();
                    kind = merged.kind();
                    copiedValue.set(merged.value());
                }
                merged.previous();
            } while (merged.isValid() && key.holds(merged.key()));
            if (newest == 0) {
                continue;
            }
            Slice found = key.get();
            if (shows(kind, found, newest)) {
                dead.endBackwardAfter(found);
                return showValue(copiedValue.get());
            }
            DrainedRange passed = dead.add(found, restsOn, false);
            if (passed != null) {
                dead.endBackward(passed.end());
                if (!passBackward(passed)) {
                    return false;
                }
            }
        }
        dead.endBackward(from);
        return false;
    }

    /** Goes to the end of a drained range. Returns whether that is still within the bounds. */
    private boolean passForward(DrainedRange range) throws IOException {
        lastPassed = range;
        newestSequenceSeen = Math.max(newestSequenceSeen, range.newest());
        if (toExclusive != null && range.end().compareTo(toExclusive) >= 0) {
            return false;
        }
        dead.beginAtFixed(range.end());
        merged.seek(range.end(), sequence);
        return true;
    }

    /** Goes in front of a drained range. Returns whether that is still within the bounds. */
    private boolean passBackward(DrainedRange range) throws IOException {
        forward = false;
        newestSequenceSeen = Math.max(newestSequenceSeen, range.newest());
        if (range.start().compareTo(from) <= 0) {
            return false;
        }
        dead.beginAtFixed(range.start());
        merged.seekBefore(range.start());
        return true;
    }

    /** Notes what the newest visible version of a key means, and returns whether it is to be shown. */
    private boolean shows(EntryKind kind, Slice found, long foundSequence) {
        long covering = rangeTombstones.isEmpty() ? 0 : rangeTombstones.newestCovering(found, sequence);
        restsOn = Math.max(covering, foundSequence);
        newestSequenceSeen = Math.max(newestSequenceSeen, restsOn);
        shownSequence = foundSequence;
        if (kind == EntryKind.TOMBSTONE) {
            toll.pass(found);
        }
        return kind == EntryKind.PUT && foundSequence > covering;
    }

    private boolean showValue(Slice value) {
        toll.show();
        shownValue = value;
        valid = true;
        return true;
    }

    @Override
    public boolean isValid() {
        return valid;
    }

    @Override
    public Slice key() {
        checkValid();
        return key.get();
    }

    @Override
    public Slice value() {
        checkValid();
        return shownValue;
    }

    @Override
    public boolean isValueKept() {
        checkValid();
        // Backward the run has gone on, and what is shown is a copy that the next one replaces.
        return forward && merged.isValueKept();
    }

    @Override
    public long sequence() {
        checkValid();
        return shownSequence;
    }

    @Override
    public long newestSequenceSeen() {
        return newestSequenceSeen;
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IllegalStateException("the cursor is closed");
        }
        health.requireOpen();
    }

    private void requireValid() throws IOException {
        requireOpen();
        checkValid();
    }

    private void checkValid() {
        if (!valid) {
            throw new IllegalStateException("the cursor stands on no key");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            valid = false;
            merged.close();
            release.run();
            toll.end();
        }
    }
}
