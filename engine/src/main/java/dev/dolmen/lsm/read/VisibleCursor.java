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
 */
final class VisibleCursor implements Cursor {

    private final EntryIterator merged;
    private final RangeTombstoneIndex rangeTombstones;
    private final long sequence;
    private final Slice from;
    private final @Nullable Slice toExclusive;
    private final Health health;
    private final Runnable release;

    private final CopiedSlice key = new CopiedSlice();
    private final CopiedSlice copiedValue = new CopiedSlice();
    private boolean forward;
    private boolean valid;
    private long shownSequence;
    private long newestSequenceSeen;
    private boolean closed;

    /**
     * @param merged all versions in the range that no range tombstone hides, and perhaps others
     * @param rangeTombstones all that touch the range, up to {@code sequence} at least
     * @param newestSequenceSeen that the choice of sources already rests on
     * @param from inclusive
     * @param toExclusive null for no bound
     * @param release called once, on the first {@link #close()}
     */
    VisibleCursor(
            EntryIterator merged,
            RangeTombstoneIndex rangeTombstones,
            long sequence,
            long newestSequenceSeen,
            Slice from,
            @Nullable Slice toExclusive,
            Health health,
            Runnable release) {
        this.merged = merged;
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
        return seek(from);
    }

    @Override
    public boolean seekToLast() throws IOException {
        requireOpen();
        valid = false;
        if (toExclusive == null) {
            merged.seekToLast();
        } else {
            merged.seekBefore(toExclusive);
        }
        return showPrevious();
    }

    @Override
    public boolean seek(Slice target) throws IOException {
        requireOpen();
        valid = false;
        merged.seek(target.compareTo(from) < 0 ? from : target, sequence);
        return showNext(false);
    }

    @Override
    public boolean seekBefore(Slice target) throws IOException {
        requireOpen();
        valid = false;
        merged.seekBefore(toExclusive != null && target.compareTo(toExclusive) > 0 ? toExclusive : target);
        return showPrevious();
    }

    @Override
    public boolean next() throws IOException {
        requireValid();
        valid = false;
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
        if (forward) {
            merged.seekBefore(key.get());
        }
        return showPrevious();
    }

    /** @param decided whether the copied key has been dealt with, so that its other versions are to be skipped */
    private boolean showNext(boolean decided) throws IOException {
        forward = true;
        boolean skip = decided;
        for (; merged.isValid(); merged.next()) {
            Slice found = merged.key();
            if (toExclusive != null && found.compareTo(toExclusive) >= 0) {
                return false;
            }
            long foundSequence = merged.sequence();
            if (foundSequence > sequence || skip && found.equals(key.get())) {
                continue;
            }
            key.set(found);
            skip = true;
            if (shows(merged.kind(), foundSequence)) {
                return true;
            }
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
            } while (merged.isValid() && merged.key().equals(key.get()));
            if (newest > 0 && shows(kind, newest)) {
                return true;
            }
        }
        return false;
    }

    /** Notes what the newest visible version of the copied key means, and returns whether it is to be shown. */
    private boolean shows(EntryKind kind, long foundSequence) {
        long covering = rangeTombstones.newestCovering(key.get(), sequence);
        newestSequenceSeen = Math.max(newestSequenceSeen, Math.max(covering, foundSequence));
        shownSequence = foundSequence;
        valid = kind == EntryKind.PUT && foundSequence > covering;
        return valid;
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
        return forward ? merged.value() : copiedValue.get();
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
        }
    }
}
