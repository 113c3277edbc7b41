package dev.dolmen.table;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.Durability;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where tables live: the one seam below DynamoDB's semantics. It knows tables, keys and operations; it has no "put
 * bytes", so that reading, deciding and writing an item cannot come apart. Thread-safe.
 *
 * <p>Three rules bind every implementation:
 *
 * <ol>
 *   <li>{@link #apply} is atomic and linearizable per key: the item it decides on is the item it replaces.
 *   <li>An item, its index entries, what counts them and its request token change together or not at all, crashes included.
 *   <li>What an answer rests on may not yet be durable when a method returns it. The caller passes {@code restsOn} to
 *       {@link #awaitDurable} before anyone outside is told, whatever the answer says: an item, none, or a refusal.
 * </ol>
 */
public interface ItemStore extends Closeable {

    /**
     * Creates a table, durably.
     *
     * @param definition its {@link TableDefinition#id()} is ignored: the store gives it one never used before
     * @return the table as created, or empty when the name is taken
     */
    Optional<TableDefinition> createTable(TableDefinition definition) throws IOException;

    /** The table of that name, or null. Costs a map look-up. */
    @Nullable
    TableDefinition table(String name);

    /** The names of all tables, in the order of their characters. */
    List<String> tableNames();

    /**
     * Changes what is known of a table, durably. Changes of one table take turns: each is given what the one before left.
     * Global indexes may come, in the state {@code CREATING} and without an id, or go: those that come are filled in the
     * background, and are {@code ACTIVE} when they are; those that go are gone when this returns.
     *
     * <p>A change may give the table a {@link TimeToLive} (the store sees to its id) or take it away; then the store begins,
     * or ceases, to keep in the batch of each write when its item expires, and to delete what has expired.
     *
     * @param change must keep id, name, key and local indexes; what it throws is thrown, and nothing is changed then
     * @return the table as it was when the change was made, or null when there is none of that name
     */
    @Nullable
    TableDefinition changeTable(String name, UnaryOperator<TableDefinition> change) throws IOException;

    /**
     * Returns when no index of a table is being filled any more: all are filled, or have been deleted, or the table has.
     *
     * @throws IOException when filling failed; it goes on when the store is opened again
     */
    void awaitIndexes(TableDefinition table) throws IOException;

    /**
     * Drops a table with all its items, durably. A write already inside {@link #apply} happens before or is refused with
     * {@link dev.dolmen.model.ResourceNotFoundException}.
     *
     * @return what was dropped, or null when there is no table of that name
     */
    @Nullable
    TableDefinition dropTable(String name) throws IOException;

    /** How many items and bytes a table and its indexes hold at this moment. */
    TableStatistics statistics(TableDefinition table) throws IOException;

    /**
     * Reads one item for a caller to keep, and returns when what the answer rests on is as durable as the store was opened to
     * have it: {@link #get} and {@link #awaitDurable} in one, which needs no object but the item.
     *
     * @param sort null in tables without a sort key
     * @return null when there is none
     */
    @Nullable
    Item item(TableDefinition table, AttributeValue partition, @Nullable AttributeValue sort) throws IOException;

    /** Reads one item. */
    Found get(TableDefinition table, PrimaryKey key) throws IOException;

    /**
     * Decides an operation on the current item of a key ({@link Decider#decide}) and does what the outcome says.
     *
     * <p>With a request token: when the token is remembered, its first outcome is answered again and nothing is done.
     * Every outcome is remembered, refusals too, for at least ten minutes by the store's clock.
     *
     * @throws dev.dolmen.model.IdempotentParameterMismatchException when the token was used for another operation
     * @throws dev.dolmen.model.ResourceNotFoundException when the table has been dropped
     */
    Applied apply(Write write) throws IOException;

    /**
     * Decides all operations of a transaction, each on the current item of its key, and does them all when none is
     * refused. It is atomic and linearizable: no other write and no {@link #getAll} comes in between.
     *
     * <p>With a token: when it is remembered, nothing is done and the first outcomes are answered again. A transaction that
     * was done is remembered as long as writes are; one that was refused is not, so repeating it decides anew.
     *
     * @throws dev.dolmen.model.IdempotentParameterMismatchException when the token was used for another transaction
     * @throws dev.dolmen.model.ResourceNotFoundException when one of the tables has been dropped
     * @throws dev.dolmen.model.ValidationException when the items it would write are too large together
     */
    AppliedTransaction transact(Transaction transaction) throws IOException;

    /**
     * Reads several items as they are at one moment.
     *
     * @return one per address, in their order
     */
    List<Found> getAll(List<ItemAddress> addresses) throws IOException;

    /**
     * Deletes all items of a table, with their index entries, at once and in a time that does not depend on how many.
     *
     * @throws IOException also when they are deleted but could not be counted, as a file is damaged
     */
    Cleared clear(TableDefinition table) throws IOException;

    /**
     * Deletes the first items of a partition at once, unless the table has indexes, whose entries need the items.
     *
     * @param limit how many at most; other writes to the partition wait while they are counted
     * @return null when the table has indexes: nothing is done then
     */
    @Nullable
    Cleared clearPartition(TableDefinition table, AttributeValue partition, int limit) throws IOException;

    /**
     * The items of one partition in the order of their sort keys, of the table or of an index.
     *
     * @param index null for the table itself
     * @param forward false for descending order
     * @param exclusiveStart where to start, itself left out; need not exist any more
     */
    ItemCursor range(
            TableDefinition table,
            @Nullable IndexDefinition index,
            KeyRange range,
            boolean forward,
            @Nullable EntryKey exclusiveStart)
            throws IOException;

    /**
     * The items of one of {@code totalSegments} parts of a table or index. The parts are disjoint and complete; which part
     * a partition is in depends on its key and {@code totalSegments} alone.
     */
    ItemCursor scan(
            TableDefinition table,
            @Nullable IndexDefinition index,
            int segment,
            int totalSegments,
            @Nullable EntryKey exclusiveStart)
            throws IOException;

    /** Whether an entry would be in such a part. */
    boolean isInSegment(
            TableDefinition table, @Nullable IndexDefinition index, int segment, int totalSegments, EntryKey entry)
            throws IOException;

    /**
     * Returns when everything up to a position is as durable as asked.
     *
     * @param restsOn a position from this store's answers
     * @param durability null for the mode the store was opened with
     */
    void awaitDurable(long restsOn, @Nullable Durability durability) throws IOException;

    /**
     * The asynchronous form of {@link #awaitDurable}: completes when everything up to a position is as durable as asked, or
     * with the error that method would throw. Many that wait share one sync.
     */
    CompletableFuture<Void> whenDurable(long restsOn, @Nullable Durability durability);
}
