package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Shows the row behind a drained range at once where {@link DrainedRanges} knows it, which is all that many a reader of a
 * queue wants; for anything else opens memtables and tables and walks through them.
 */
final class HeadCursor implements Cursor {

    private final StoreReader reader;
    private final ReadView view;
    private final long sequence;
    private final Slice from;
    private final @Nullable Slice toExclusive;

    /** The row that it stands on, if that was known. */
    private @Nullable HeadRow head;

    private @Nullable VisibleCursor walk;
    private long newestSequenceSeen;
    private boolean closed;

    /**
     * @param view pinned; released when the cursor is closed
     * @param sequence that it reads at; everything up to it has been added to the view
     */
    HeadCursor(StoreReader reader, ReadView view, long sequence, Slice from, @Nullable Slice toExclusive) {
        this.reader = reader;
        this.view = view;
        this.sequence = sequence;
        this.from = from;
        this.toExclusive = toExclusive;
    }

    @Override
    public boolean seekToFirst() throws IOException {
        requireOpen();
        head = null;
        DrainedRange passed = reader.drained().at(from, sequence);
        HeadRow known = passed == null ? null : passed.headAt(sequence);
        if (known == null) {
            return walk().seekToFirst();
        }
        newestSequenceSeen = Math.max(newestSequenceSeen, known.newest());
        if (toExclusive != null && known.key().compareTo(toExclusive) >= 0) {
            return false;
        }
        head = known;
        return true;
    }

    @Override
    public boolean seekToLast() throws IOException {
        head = null;
        return walk().seekToLast();
    }

    @Override
    public boolean seek(Slice key) throws IOException {
        head = null;
        return walk().seek(key);
    }

    @Override
    public boolean seekBefore(Slice key) throws IOException {
        head = null;
        return walk().seekBefore(key);
    }

    @Override
    public boolean next() throws IOException {
        HeadRow left = head;
        if (left == null) {
            return walk().next();
        }
        head = null;
        return walk().seek(DrainedRanges.successor(left.key()));
    }

    @Override
    public boolean previous() throws IOException {
        HeadRow left = head;
        if (left == null) {
            return walk().previous();
        }
        head = null;
        return walk().seekBefore(left.key());
    }

    private VisibleCursor walk() throws IOException {
        VisibleCursor open = walk;
        return open == null ? open() : open;
    }

    private VisibleCursor open() throws IOException {
        requireOpen();
        VisibleCursor opened = reader.walk(view, sequence, from, toExclusive);
        walk = opened;
        return opened;
    }

    @Override
    public boolean isValid() {
        return head != null || walk != null && walk.isValid();
    }

    @Override
    public Slice key() {
        return head == null ? standing().key() : head.key();
    }

    @Override
    public Slice value() {
        return head == null ? standing().value() : head.value();
    }

    @Override
    public boolean isValueKept() {
        return head != null || standing().isValueKept();
    }

    @Override
    public long sequence() {
        return head == null ? standing().sequence() : head.version();
    }

    private VisibleCursor standing() {
        VisibleCursor open = walk;
        if (open == null) {
            throw new IllegalStateException("the cursor stands on no key");
        }
        return open;
    }

    @Override
    public long newestSequenceSeen() {
        return walk == null ? newestSequenceSeen : Math.max(newestSequenceSeen, walk.newestSequenceSeen());
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IllegalStateException("the cursor is closed");
        }
        reader.requireOpen();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        head = null;
        if (walk == null) {
            view.release();
        } else {
            walk.close();
        }
    }
}
