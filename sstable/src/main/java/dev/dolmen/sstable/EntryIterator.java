package dev.dolmen.sstable;

import dev.dolmen.io.Slice;
import java.io.Closeable;
import java.io.IOException;

/**
 * A position in a sorted run of entries: a memtable, a table, or several of them merged.
 *
 * <p>Entries are ordered by key (unsigned bytes, ascending) and within a key by sequence number, newest first. A key may
 * have many versions. Range tombstones are not among the entries.
 *
 * <p>A new iterator is not valid until it has been moved by one of the {@code seek} methods. Moving an iterator that is
 * not valid, or reading the entry under it, is a broken invariant ({@link AssertionError} or
 * {@link IllegalStateException}). After an {@link IOException} the iterator is not valid. Not thread-safe.
 */
public interface EntryIterator extends Closeable {

    /** Whether it stands on an entry. */
    boolean isValid();

    void seekToFirst() throws IOException;

    void seekToLast() throws IOException;

    /**
     * Moves to the first entry at or after {@code (key, sequence)}: the newest version of {@code key} that is not newer
     * than {@code sequence}, or, when there is none, the newest version of the next key.
     */
    void seek(Slice key, long sequence) throws IOException;

    /** Moves to the last entry strictly before every version of {@code key}. */
    void seekBefore(Slice key) throws IOException;

    void next() throws IOException;

    void previous() throws IOException;

    /** The key under the iterator. Its bytes stay only until the next move. */
    Slice key();

    /** The sequence number under the iterator. */
    long sequence();

    EntryKind kind();

    /**
     * The value under the iterator, empty for a tombstone. Its bytes stay only until the next move. It may have to be
     * decoded, so whoever does not need it does not ask for it.
     */
    Slice value() throws IOException;

    /**
     * Whether the value under the iterator fills an array that never changes, so that whoever keeps it need not copy it.
     * Requires: {@link #value} has been asked for.
     */
    default boolean isValueKept() {
        return false;
    }

    /**
     * How the value under the iterator begins, of which no more need be decoded than is asked for. Its bytes stay only until
     * the next move or the next call of {@link #value}.
     *
     * @param bytes how many are wanted at least: there are fewer if the value is shorter, and may be more
     */
    default Slice head(int bytes) throws IOException {
        return value();
    }

    /**
     * Takes the value under the iterator as it is stored, if it is compressed, for a {@link TableWriter} that compresses.
     *
     * @param into good until the next move
     * @return false when the value is stored as it is, and {@link #value} gives it without decoding
     */
    default boolean carry(CarriedValue into) throws IOException {
        return false;
    }

    @Override
    void close();
}
