package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import java.io.Closeable;
import java.io.IOException;

/**
 * Walks the live keys of a range, in either direction, as they were at one sequence number. Never reads past its bounds.
 *
 * <p>A new cursor stands nowhere until one of the {@code seek} methods has moved it. It pins memory and files: close it
 * soon. Not thread-safe.
 *
 * <pre>{@code
 * try (Cursor cursor = store.cursor(from, to, null)) {
 *     for (boolean more = cursor.seekToFirst(); more; more = cursor.next()) {
 *         consume(cursor.key(), cursor.value());
 *     }
 * }
 * }</pre>
 */
public interface Cursor extends Closeable {

    /** Moves to the first key of the range. Returns whether it stands on a key. */
    boolean seekToFirst() throws IOException;

    /** Moves to the last key of the range. Returns whether it stands on a key. */
    boolean seekToLast() throws IOException;

    /** Moves to the first key of the range at or after this one. Returns whether it stands on a key. */
    boolean seek(Slice key) throws IOException;

    /** Moves to the last key of the range strictly before this one. Returns whether it stands on a key. */
    boolean seekBefore(Slice key) throws IOException;

    /** Moves to the next key. Requires: it stands on a key. Returns whether it still does. */
    boolean next() throws IOException;

    /** Moves to the previous key. Requires: it stands on a key. Returns whether it still does. */
    boolean previous() throws IOException;

    boolean isValid();

    /** The key under the cursor. Its bytes stay only until the next move. */
    Slice key();

    /** The value under the cursor. Its bytes stay only until the next move. */
    Slice value();

    /**
     * Whether the value under the cursor fills an array that never changes: whoever keeps it need not copy it, and keeps
     * nothing else with it.
     */
    boolean isValueKept();

    /** The sequence number of the value under the cursor. */
    long sequence();

    /**
     * The newest sequence number that any move so far rested on: of values, and also of the tombstones and range
     * tombstones it stepped over. 0 when it met nothing. Before anyone outside is told what this cursor showed (or that
     * it showed nothing), this sequence must be durable.
     */
    long newestSequenceSeen();

    @Override
    void close();
}
