package dev.dolmen.lsm;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.WriteBatch;
import dev.dolmen.lsm.read.Cursor;
import dev.dolmen.lsm.read.ReadResult;
import dev.dolmen.lsm.read.Snapshot;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An ordered, durable map from byte strings to byte strings: a log-structured merge tree in one directory.
 *
 * <p>Thread-safe. An interrupt of a calling thread changes nothing. After {@link #close()} every call throws
 * {@link dev.dolmen.lsm.health.ClosedStoreException}.
 */
public final class OrderedStore implements Closeable {

    private OrderedStore() {}

    /**
     * Opens the store in a directory, which is made when it is not there. Recovers from any crash first: what was
     * acknowledged is there, and what is shown from now on is durable already.
     *
     * @throws dev.dolmen.io.DirectoryLockedException when it is open already, here or in another process
     * @throws dev.dolmen.io.CorruptFileException when acknowledged data is damaged or missing; nothing is changed then
     * @throws dev.dolmen.io.UnsupportedFormatException when a newer release wrote it
     */
    public static OrderedStore open(Path directory, StoreOptions options, StoreComponents components)
            throws IOException {
        throw new UnsupportedOperationException("being built");
    }

    /**
     * Commits a batch: all of it or nothing. When this returns it is in the log and visible to every read, but not yet
     * durable. Requires: the caller holds the latch of every key in it.
     *
     * @return the batch's last sequence number
     * @throws dev.dolmen.lsm.health.ReadOnlyStoreException when an earlier failure allows no more writes
     * @throws dev.dolmen.lsm.health.UnknownOutcomeException when the batch may or may not survive
     * @throws IOException otherwise: nothing was written; the call can be repeated, for instance when a full disk has
     *     room again
     */
    public long commit(WriteBatch batch) throws IOException {
        throw new UnsupportedOperationException("being built");
    }

    /**
     * Waits until everything up to this sequence number is on stable storage. Returns at once when it is.
     *
     * @throws dev.dolmen.lsm.health.UnknownOutcomeException when it may never be
     */
    public void awaitDurable(long sequence) throws IOException {
        throw new UnsupportedOperationException("being built");
    }

    /** Everything up to here is on stable storage. */
    public long durableSequence() {
        throw new UnsupportedOperationException("being built");
    }

    /** Everything up to here is visible to reads. */
    public long visibleSequence() {
        throw new UnsupportedOperationException("being built");
    }

    /**
     * Reads one key.
     *
     * @param at the snapshot to read, or null for now
     * @param into filled with the answer and with the sequence it rests on
     * @return whether the key has a value
     */
    public boolean get(Slice key, @Nullable Snapshot at, ReadResult into) throws IOException {
        throw new UnsupportedOperationException("being built");
    }

    /**
     * A cursor over a range of keys.
     *
     * @param from inclusive; empty for the first key there is
     * @param toExclusive null for no bound
     * @param at the snapshot to read, or null for now: the cursor then stays at this moment
     */
    public Cursor cursor(Slice from, @Nullable Slice toExclusive, @Nullable Snapshot at) throws IOException {
        throw new UnsupportedOperationException("being built");
    }

    /** Pins what is visible now. */
    public Snapshot snapshot() throws IOException {
        throw new UnsupportedOperationException("being built");
    }

    /** Writes all that is in memory to level 0, and returns when it is done. */
    public void flush() throws IOException {
        throw new UnsupportedOperationException("being built");
    }

    /** Flushes, then merges everything to the lowest level, and returns when it is done. */
    public void compact() throws IOException {
        throw new UnsupportedOperationException("being built");
    }

    public StoreStatistics statistics() {
        throw new UnsupportedOperationException("being built");
    }

    /**
     * Reads and checks every byte of every live table, their order, and that the directory holds what the manifest says.
     *
     * @throws dev.dolmen.io.CorruptFileException naming the first damage found
     */
    public void verify() throws IOException {
        throw new UnsupportedOperationException("being built");
    }

    /**
     * Makes a copy of the store as it is now, by hard links, without stopping anyone. The copy is opened like any other
     * store; it is whole when this returns and refused when it was cut short.
     *
     * @param target a directory that does not exist yet, on the same disk
     */
    public void checkpoint(Path target) throws IOException {
        throw new UnsupportedOperationException("being built");
    }

    /**
     * Stops. Running calls end or throw {@link dev.dolmen.lsm.health.ClosedStoreException}; everything committed is
     * synced first. Does nothing when it is closed already.
     */
    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException("being built");
    }
}
