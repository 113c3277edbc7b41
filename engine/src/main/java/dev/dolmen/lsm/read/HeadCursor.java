package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A cursor whose first row {@link DrainedRanges} knows. It shows that at once, which is all that many a reader of a queue
 * wants; for anything else it opens memtables and tables and walks through them.
 */
final class HeadCursor implements Cursor {

    private final StoreReader reader;
    private final ReadView view;
    private final long sequence;
    private final Slice from;
    private final @Nullable Slice toExclusive;
    private final HeadRow first;

    /** The first row, if it stands on it without having walked there. */
    private @Nullable HeadRow head;

    private @Nullable VisibleCursor walk;
    private long newestSequenceSeen;
    private boolean closed;

    /**
     * @param view pinned; released when the cursor is closed
     * @param sequence that it reads at; everything up to it has been added to the view
     * @param first the first row at or after {@code from}, whether or not it is within the bounds
     */
    HeadCursor(
            StoreReader reader, ReadView view, long sequence, Slice from, @Nullable Slice toExclusive, HeadRow first) {
        this.reader = reader;
        this.view = view;
        this.sequence = sequence;
        this.from = from;
        this.toExclusive = toExclusive;
        this.first = first;
    }

    @Override
    public boolean seekToFirst() throws IOException {
        requireOpen();
        head = null;
        newestSequenceSeen = Math.max(newestSequenceSeen, first.newest());
        if (toExclusive != null && first.key().compareTo(toExclusive) >= 0) {
            return false;
        }
        head = first;
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
