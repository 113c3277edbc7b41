package dev.dolmen.benchmarks.peer;

import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.data.Tally;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A store that can do the work. Every peer does the same: a read looks at the number of each row it finds, in whatever the
 * store hands out, and a write returns when it is as durable as {@link PeerOptions#sync} says.
 *
 * <p>Thread-safe, save that nothing may run while {@link #close} does.
 */
public interface Peer extends AutoCloseable {

    /** Puts a row, whether or not one is there. */
    void put(Row row) throws Exception;

    /** The number of the row at this place; {@link dev.dolmen.benchmarks.data.Rows#ABSENT} when there is none. */
    long get(Row place) throws Exception;

    /**
     * Gets a row as {@link #get} does, for a caller who keeps it, and does not look at it if it is handed out.
     *
     * @return what the store hands out, in whatever form; null when there is no row, and from a store that hands out nothing of
     *     the caller's own: the next call reuses it
     */
    default @Nullable Object answer(Row place) throws Exception {
        get(place);
        return null;
    }

    /** Reads rows of one partition in order, from a place on, at most so many. */
    void query(Row from, int limit, Tally tally) throws Exception;

    /** Reads all rows, in whatever order the store has them. */
    void scan(Tally tally) throws Exception;

    /** Deletes the row at this place, whether or not there is one. */
    void delete(Row place) throws Exception;

    /** Deletes the row at this place if its status is {@code inactive}; tells whether it did. Atomic. */
    boolean deleteIfInactive(Row place) throws Exception;

    /** Deletes all rows of the partition that this place is in, by the best means the store has. */
    void deletePartition(Row place) throws Exception;

    /** Writes what is in memory to where it is to rest, and waits until nothing goes on in the background. */
    void settle() throws Exception;

    /**
     * Rewrites everything into its smallest form, and waits until that is done.
     *
     * @throws UnsupportedOperationException when the store cannot: see {@link PeerKind#compacts}
     */
    void compact() throws Exception;

    @Override
    void close() throws IOException, SQLException;
}
