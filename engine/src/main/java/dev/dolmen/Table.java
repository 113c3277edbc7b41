package dev.dolmen;

import dev.dolmen.expressions.Condition;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.DescribeTableRequest;
import dev.dolmen.model.TableDescription;
import dev.dolmen.model.TimeToLiveSpecification;
import dev.dolmen.model.UpdateTimeToLiveRequest;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A table by its name: where reads and writes of its items begin.
 *
 * <pre>{@code
 * Table users = dolmen.table("Users");
 * users.put(Item.of("user_id", "001", "status", "inactive")).run();
 * Optional<Item> ana = users.get("001").item();
 * users.delete("001").onlyIf(attr("status").eq("inactive")).returningOld().run();
 * }</pre>
 *
 * <p>Keys are given as plain values, partition key first, or as items of the key's attributes. Values are as
 * {@link AttributeValue#of} takes them. Every call stands for the request that DynamoDB has for it, which
 * {@link Dolmen} decides on; it is refused when it runs, not while it is put together. Reads that say little (gets of whole
 * items, queries of keys alone) do without the request, and are the same with it.
 *
 * <p>Whether there is such a table shows when a call runs. Thread-safe; the calls that come from it are not.
 */
public final class Table {

    private final Dolmen dolmen;
    private final String name;

    Table(Dolmen dolmen, String name) {
        this.dolmen = dolmen;
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** Creates an item, or replaces the whole item that has its key. */
    public PutCall put(Item item) {
        return new PutCall(dolmen, name, item);
    }

    /** As {@link #put(Item)}. @param attributes values as {@link AttributeValue#of} takes them */
    public PutCall put(Map<String, ?> attributes) {
        return put(Item.of(attributes));
    }

    /**
     * Finds the item with this partition key, in a table without a sort key: as {@code get(partitionKey).run().item()}, at once.
     *
     * @return null when there is none
     * @throws dev.dolmen.model.ServiceException when the request is refused
     */
    public @Nullable Item find(Object partitionKey) {
        return find(key(partitionKey));
    }

    /**
     * Finds the item with this partition and sort key: as {@code get(partitionKey, sortKey).run().item()}, at once.
     *
     * @return null when there is none
     * @throws dev.dolmen.model.ServiceException when the request is refused
     */
    public @Nullable Item find(Object partitionKey, Object sortKey) {
        return find(key(partitionKey, sortKey));
    }

    /**
     * Finds the item with this key, its attributes and no others: as {@code get(key).run().item()}, at once. Where an item is read
     * often, and so lies by itself in memory, this makes no object but the one that it returns, some 32 bytes over what memory has
     * of the item.
     *
     * @return null when there is none
     * @throws dev.dolmen.model.ServiceException when the request is refused
     */
    public @Nullable Item find(Item key) {
        return dolmen.item(name, key);
    }

    /** Reads the item with this partition key, in a table without a sort key. */
    public GetCall get(Object partitionKey) {
        return new GetCall(dolmen, name, keyOf(partitionKey, null));
    }

    /** Reads the item with this partition and sort key. */
    public GetCall get(Object partitionKey, Object sortKey) {
        return new GetCall(dolmen, name, keyOf(partitionKey, sortKey));
    }

    /** Reads the item with this key: its attributes and no others. */
    public GetCall get(Item key) {
        return new GetCall(dolmen, name, () -> key);
    }

    /** Changes the item with this partition key, or creates it, in a table without a sort key. */
    public UpdateCall update(Object partitionKey) {
        return new UpdateCall(dolmen, name, keyOf(partitionKey, null));
    }

    /** Changes the item with this partition and sort key, or creates it. */
    public UpdateCall update(Object partitionKey, Object sortKey) {
        return new UpdateCall(dolmen, name, keyOf(partitionKey, sortKey));
    }

    /** Changes the item with this key, or creates it: its attributes and no others. */
    public UpdateCall update(Item key) {
        return new UpdateCall(dolmen, name, () -> key);
    }

    /** Deletes the item with this partition key, in a table without a sort key. */
    public DeleteCall delete(Object partitionKey) {
        return new DeleteCall(dolmen, name, keyOf(partitionKey, null));
    }

    /** Deletes the item with this partition and sort key. */
    public DeleteCall delete(Object partitionKey, Object sortKey) {
        return new DeleteCall(dolmen, name, keyOf(partitionKey, sortKey));
    }

    /** Deletes the item with this key: its attributes and no others. */
    public DeleteCall delete(Item key) {
        return new DeleteCall(dolmen, name, () -> key);
    }

    /** A condition, in a transaction, on the item with this partition key, in a table without a sort key. */
    public CheckCall check(Object partitionKey) {
        return new CheckCall(name, keyOf(partitionKey, null));
    }

    /** A condition, in a transaction, on the item with this partition and sort key. */
    public CheckCall check(Object partitionKey, Object sortKey) {
        return new CheckCall(name, keyOf(partitionKey, sortKey));
    }

    /** A condition, in a transaction, on the item with this key: its attributes and no others. */
    public CheckCall check(Item key) {
        return new CheckCall(name, () -> key);
    }

    /** Deletes all items, at once and however many there are. */
    public BulkDeleteCall truncate() {
        return new BulkDeleteCall(dolmen, name, null);
    }

    /** Deletes all items with this partition key, or with {@link BulkDeleteCall#where} some of them. */
    public BulkDeleteCall deletePartition(Object partitionKey) {
        return new BulkDeleteCall(dolmen, name, keyOf(partitionKey, null));
    }

    /** Deletes all items that meet a condition: {@code deleteWhere(attr("status").eq("inactive")).run()}. */
    public BulkDeleteCall deleteWhere(Condition condition) {
        return new BulkDeleteCall(dolmen, name, null).where(condition);
    }

    /** As {@link #deleteWhere(Condition)}, with an expression whose placeholders the call is given. */
    public BulkDeleteCall deleteWhere(String conditionExpression) {
        return new BulkDeleteCall(dolmen, name, null).where(conditionExpression);
    }

    /**
     * Reads the items with this partition key, of the table or of the index that the call names. For an index whose
     * partition key has several attributes take {@link #query()} and {@link QueryCall#keyCondition(Condition)}.
     */
    public QueryCall query(Object partitionKey) {
        return new QueryCall(dolmen, name, AttributeValue.of(partitionKey));
    }

    /** Reads the items that meet the key condition that the call is given. */
    public QueryCall query() {
        return new QueryCall(dolmen, name, null);
    }

    /** Reads all items. */
    public ScanCall scan() {
        return new ScanCall(dolmen, name);
    }

    /**
     * The key with this partition key, as an item of its one attribute.
     *
     * @throws dev.dolmen.model.ResourceNotFoundException when there is no such table
     */
    public Item key(Object partitionKey) {
        return keyOf(partitionKey, null).get();
    }

    /**
     * The key with this partition and sort key, as an item of its two attributes.
     *
     * @throws dev.dolmen.model.ResourceNotFoundException when there is no such table
     * @throws dev.dolmen.model.ValidationException when it has no sort key
     */
    public Item key(Object partitionKey, Object sortKey) {
        return keyOf(partitionKey, sortKey).get();
    }

    /** The attributes get their names when the request is built: only then must the table be there. */
    private Supplier<Item> keyOf(Object partitionKey, @Nullable Object sortKey) {
        AttributeValue partition = AttributeValue.of(partitionKey);
        AttributeValue sort = sortKey == null ? null : AttributeValue.of(sortKey);
        return () -> dolmen.keyNames(name, null).key(partition, sort);
    }

    /**
     * Describes the table: its definition, and how many items and bytes it holds at this moment.
     *
     * @throws dev.dolmen.model.ResourceNotFoundException when there is no such table
     */
    public TableDescription describe() {
        return Objects.requireNonNull(
                dolmen.describeTable(new DescribeTableRequest(name)).table());
    }

    /**
     * Lets items expire from now on, durably: those whose attribute is a number of seconds since 1970 are deleted when that
     * time is past; not at once, but within a second or so of it, and until then reads find them.
     *
     * @throws dev.dolmen.model.ResourceNotFoundException when there is no such table
     * @throws dev.dolmen.model.ValidationException when items expire by this or another attribute already
     */
    public void enableTimeToLive(String attributeName) {
        dolmen.updateTimeToLive(new UpdateTimeToLiveRequest(name, new TimeToLiveSpecification(true, attributeName)));
    }

    /**
     * Lets items stay from now on, durably.
     *
     * @param attributeName by which they have expired
     * @throws dev.dolmen.model.ResourceNotFoundException when there is no such table
     * @throws dev.dolmen.model.ValidationException when items do not expire, or by another attribute
     */
    public void disableTimeToLive(String attributeName) {
        dolmen.updateTimeToLive(new UpdateTimeToLiveRequest(name, new TimeToLiveSpecification(false, attributeName)));
    }

    @Override
    public String toString() {
        return "table " + name;
    }
}
