package dev.dolmen;

import dev.dolmen.embedded.EmbeddedComponents;
import dev.dolmen.embedded.EmbeddedItemStore;
import dev.dolmen.expressions.Condition;
import dev.dolmen.io.DiskFileSystem;
import dev.dolmen.io.FileSystem;
import dev.dolmen.item.Item;
import dev.dolmen.model.BatchGetItemRequest;
import dev.dolmen.model.BatchGetItemResponse;
import dev.dolmen.model.BatchWriteItemRequest;
import dev.dolmen.model.BatchWriteItemResponse;
import dev.dolmen.model.BulkDeleteRequest;
import dev.dolmen.model.BulkDeleteResponse;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.CreateTableResponse;
import dev.dolmen.model.DeleteItemRequest;
import dev.dolmen.model.DeleteItemResponse;
import dev.dolmen.model.DeleteTableRequest;
import dev.dolmen.model.DeleteTableResponse;
import dev.dolmen.model.DescribeLimitsResponse;
import dev.dolmen.model.DescribeTableRequest;
import dev.dolmen.model.DescribeTableResponse;
import dev.dolmen.model.DescribeTimeToLiveRequest;
import dev.dolmen.model.DescribeTimeToLiveResponse;
import dev.dolmen.model.Durability;
import dev.dolmen.model.GetItemRequest;
import dev.dolmen.model.GetItemResponse;
import dev.dolmen.model.ListTablesRequest;
import dev.dolmen.model.ListTablesResponse;
import dev.dolmen.model.ListTagsOfResourceRequest;
import dev.dolmen.model.ListTagsOfResourceResponse;
import dev.dolmen.model.PutItemRequest;
import dev.dolmen.model.PutItemResponse;
import dev.dolmen.model.QueryRequest;
import dev.dolmen.model.QueryResponse;
import dev.dolmen.model.ScanRequest;
import dev.dolmen.model.ScanResponse;
import dev.dolmen.model.TagResourceRequest;
import dev.dolmen.model.TransactGetItemsRequest;
import dev.dolmen.model.TransactGetItemsResponse;
import dev.dolmen.model.TransactWriteItemsRequest;
import dev.dolmen.model.TransactWriteItemsResponse;
import dev.dolmen.model.UntagResourceRequest;
import dev.dolmen.model.UpdateItemRequest;
import dev.dolmen.model.UpdateItemResponse;
import dev.dolmen.model.UpdateTableRequest;
import dev.dolmen.model.UpdateTableResponse;
import dev.dolmen.model.UpdateTimeToLiveRequest;
import dev.dolmen.model.UpdateTimeToLiveResponse;
import dev.dolmen.table.Applied;
import dev.dolmen.table.AwaitIndexes;
import dev.dolmen.table.BatchGetItem;
import dev.dolmen.table.BatchWriteItem;
import dev.dolmen.table.BulkDelete;
import dev.dolmen.table.CreateTable;
import dev.dolmen.table.DeleteItem;
import dev.dolmen.table.DeleteTable;
import dev.dolmen.table.DescribeLimits;
import dev.dolmen.table.DescribeTable;
import dev.dolmen.table.DescribeTimeToLive;
import dev.dolmen.table.GetItem;
import dev.dolmen.table.ItemWrite;
import dev.dolmen.table.KeyNames;
import dev.dolmen.table.ListTables;
import dev.dolmen.table.ListTagsOfResource;
import dev.dolmen.table.Performed;
import dev.dolmen.table.PlainQuery;
import dev.dolmen.table.PlainWrite;
import dev.dolmen.table.PutItem;
import dev.dolmen.table.Query;
import dev.dolmen.table.Scan;
import dev.dolmen.table.TagResource;
import dev.dolmen.table.TransactGetItems;
import dev.dolmen.table.TransactWriteItems;
import dev.dolmen.table.UntagResource;
import dev.dolmen.table.UpdateItem;
import dev.dolmen.table.UpdateTable;
import dev.dolmen.table.UpdateTimeToLive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An open store: tables in a directory, behaving as DynamoDB's do.
 *
 * <pre>{@code
 * try (Dolmen dolmen = Dolmen.open(Path.of("data"))) {
 *     Table users = dolmen.table("Users");
 *     users.put(Item.of("user_id", "001", "status", "inactive")).run();
 *     users.delete("001").onlyIf(attr("status").eq("inactive")).run();
 * }
 * }</pre>
 *
 * <p>{@link Table} reads best. Below it, every operation takes DynamoDB's own request and gives its own response
 * ({@code dev.dolmen.model}); the two are one, for a table's calls build those requests.
 *
 * <p><b>What an answer means.</b> In {@link dev.dolmen.model.Durability#SYNC} mode, whatever a call has answered (a write,
 * a failed condition, an item or its absence) survives a power failure: the answer waits until everything it rests on is
 * on stable storage. A conditional write is atomic: no other write comes between its condition and its effect.
 *
 * <p><b>Errors</b> are {@link dev.dolmen.model.DolmenException}s. A {@link dev.dolmen.model.ServiceException} is a refusal,
 * with DynamoDB's name and text, and means that nothing was changed.
 *
 * <p>Thread-safe; meant to be opened once and used by all threads. Interrupting a thread in a call harms nothing.
 */
public final class Dolmen implements AutoCloseable {

    private final EmbeddedItemStore store;
    private final Answers answers;
    private final StoreThreads threads;
    private final InstantSource clock;

    private Dolmen(EmbeddedItemStore store, StoreThreads threads, InstantSource clock) {
        this.store = store;
        this.answers = new Answers(store);
        this.threads = threads;
        this.clock = clock;
    }

    /** Opens the store in a directory with {@link DolmenOptions#DEFAULT}. */
    public static Dolmen open(Path directory) {
        return open(directory, DolmenOptions.DEFAULT);
    }

    /**
     * Opens the store in a directory, which is made when it is not there. Recovers first from whatever crash came before.
     *
     * @throws dev.dolmen.model.StoreLockedException when it is open already, here or in another process
     * @throws dev.dolmen.model.CorruptionException when the log, the manifest or a table file that is needed at once is
     *     damaged or missing: names file and offset. Nothing is repaired or dropped. Other table files are checked when
     *     they are read, or by {@link #verify}
     * @throws dev.dolmen.model.UnsupportedFormatException when a newer release wrote it
     * @throws dev.dolmen.model.StoreUnavailableException when the directory cannot be read or written
     */
    public static Dolmen open(Path directory, DolmenOptions options) {
        return open(directory, options, new DiskFileSystem());
    }

    /** As {@link #open(Path, DolmenOptions)}, on another disk. */
    static Dolmen open(Path directory, DolmenOptions options, FileSystem fileSystem) {
        StoreThreads threads = new StoreThreads();
        boolean opened = false;
        try {
            EmbeddedComponents components = new EmbeddedComponents(
                    fileSystem, options.clock(), threads.background(), threads.acknowledgements(), threads.timer());
            EmbeddedItemStore store =
                    Failures.translating(() -> EmbeddedItemStore.open(directory, options.embedded(), components));
            opened = true;
            return new Dolmen(store, threads, options.clock());
        } finally {
            if (!opened) {
                threads.close();
            }
        }
    }

    // ---- calls that build requests: where to begin ----

    /** The table of that name, which may not exist yet: where reads and writes of its items begin. */
    public Table table(String name) {
        return new Table(this, name);
    }

    /**
     * Writes items together, or none of them: up to 100, of any tables, no item twice.
     *
     * <pre>{@code
     * dolmen.transactWrite(
     *                 users.delete("001").onlyIf(attr("status").eq("inactive")),
     *                 archive.put(ana),
     *                 settings.check("archive").onlyIf(attr("open").eq(true)))
     *         .token("archive-001")
     *         .run();
     * }</pre>
     */
    public TransactWriteCall transactWrite(TransactionMember... members) {
        return new TransactWriteCall(this, List.of(members));
    }

    /**
     * Reads items as they were at one moment: {@code transactGet(users.get("001"), orders.get("C1", 7))}.
     *
     * @return in the order of the calls; empty where there is no item
     */
    public List<Optional<Item>> transactGet(GetCall... reads) {
        return items(transactGetItems(members(reads)));
    }

    /** As {@link #transactGet}, but completes when everything the items rest on is durable. */
    public CompletableFuture<List<Optional<Item>>> transactGetAsync(GetCall... reads) {
        return Failures.inFuture(() -> transactGetItemsAsync(members(reads)).thenApply(Dolmen::items));
    }

    private static TransactGetItemsRequest members(GetCall... reads) {
        return new TransactGetItemsRequest(
                Arrays.stream(reads).map(GetCall::member).toList(), null);
    }

    private static List<Optional<Item>> items(TransactGetItemsResponse response) {
        return response.responses().stream()
                .map(member -> Optional.ofNullable(member.item()))
                .toList();
    }

    /** The names of the attributes of a key. @param indexName null for the table's own */
    KeyNames keyNames(String tableName, @Nullable String indexName) {
        return KeyNames.of(store, tableName, indexName);
    }

    // ---- tables ----

    /** Creates a table, in short: {@code createTable("Users").partitionKey("user_id", S).run()}. */
    public CreateTableCall createTable(String name) {
        return new CreateTableCall(this, name);
    }

    /**
     * Creates a table with its local secondary indexes. It is ready, and durable, when this returns, although the answer
     * says {@code CREATING}, as DynamoDB's does.
     *
     * @throws dev.dolmen.model.ResourceInUseException when the name is taken
     * @throws dev.dolmen.model.ValidationException when the definition is not a possible one
     */
    public CreateTableResponse createTable(CreateTableRequest request) {
        return Failures.translating(() -> CreateTable.perform(store, request, clock.instant()));
    }

    /**
     * Describes a table: its definition, and how many items and bytes it and its indexes hold at this moment.
     *
     * @throws dev.dolmen.model.ResourceNotFoundException when there is none of that name
     */
    public DescribeTableResponse describeTable(DescribeTableRequest request) {
        return Failures.translating(() -> DescribeTable.perform(store, request, clock.instant()));
    }

    /** Changes a table, in short: {@code updateTable("Users").deletionProtection(true).run()}. */
    public UpdateTableCall updateTable(String name) {
        return new UpdateTableCall(this, name);
    }

    /**
     * Changes a table's settings or its global secondary indexes. Settings are changed, and durable, when this returns, and
     * an index is deleted; one that is created is filled in the background, while others read and write, and can be read
     * once {@link #describeTable} says that it is {@code ACTIVE}. The answer says what DynamoDB's does, which makes all
     * changes in the background.
     *
     * @throws dev.dolmen.model.ResourceNotFoundException when there is no such table, or no such index
     * @throws dev.dolmen.model.ResourceInUseException when an index is to be changed that is being created
     * @throws dev.dolmen.model.LimitExceededException when an index is to be created or deleted while another is
     * @throws dev.dolmen.model.ValidationException when the change is not a possible one
     */
    public UpdateTableResponse updateTable(UpdateTableRequest request) {
        return Failures.translating(() -> UpdateTable.perform(store, request, clock.instant()));
    }

    /**
     * Returns when no index of a table is being created any more: each can be read, or has been deleted. DynamoDB has nothing
     * like it; there, programs ask {@link #describeTable} again and again.
     *
     * @throws dev.dolmen.model.ResourceNotFoundException when there is no such table
     * @throws dev.dolmen.model.DolmenException when an index could not be filled, for want of room for example. That goes on by
     *     itself within seconds, and whenever this is called again; when the store takes no more writes or damage was found, it
     *     goes on when the store is opened again
     */
    public void awaitIndexes(String tableName) {
        told(() -> {
            AwaitIndexes.perform(store, tableName);
            return null;
        });
    }

    /** The names of tables, sorted, at most 100 at a time. */
    public ListTablesResponse listTables(ListTablesRequest request) {
        return told(() -> ListTables.perform(store, request));
    }

    /** The names of all tables, sorted. */
    public List<String> tableNames() {
        return told(store::tableNames);
    }

    /**
     * Deletes a table with all its items, durably.
     *
     * @throws dev.dolmen.model.ResourceNotFoundException when there is none
     * @throws dev.dolmen.model.ValidationException when it is protected against deletion
     */
    public DeleteTableResponse deleteTable(DeleteTableRequest request) {
        return Failures.translating(() -> DeleteTable.perform(store, request, clock.instant()));
    }

    /** As {@link #deleteTable(DeleteTableRequest)}. */
    public void deleteTable(String tableName) {
        deleteTable(new DeleteTableRequest(tableName));
    }

    /**
     * Puts tags on a table, durably; a tag that is there already gets the new value.
     *
     * @throws dev.dolmen.model.ResourceNotFoundException when there is no table of that ARN
     */
    public void tagResource(TagResourceRequest request) {
        perform(() -> TagResource.perform(store, request));
    }

    /**
     * Takes tags off a table, durably.
     *
     * @throws dev.dolmen.model.ResourceNotFoundException when there is no table of that ARN
     */
    public void untagResource(UntagResourceRequest request) {
        perform(() -> UntagResource.perform(store, request));
    }

    /** The tags of a table, in the order of their keys. */
    public ListTagsOfResourceResponse listTagsOfResource(ListTagsOfResourceRequest request) {
        return told(() -> ListTagsOfResource.perform(store, request));
    }

    /**
     * Enables or disables the expiry of a table's items, durably. While it is enabled, expired items are looked for about
     * once a second and deleted; until an item is deleted, reads find it.
     *
     * @throws dev.dolmen.model.ResourceNotFoundException when there is no such table
     * @throws dev.dolmen.model.ValidationException when it is so already, or another attribute is in force
     */
    public UpdateTimeToLiveResponse updateTimeToLive(UpdateTimeToLiveRequest request) {
        return Failures.translating(() -> UpdateTimeToLive.perform(store, request));
    }

    /**
     * By which attribute the items of a table expire, if they do.
     *
     * @throws dev.dolmen.model.ResourceNotFoundException when there is no such table
     */
    public DescribeTimeToLiveResponse describeTimeToLive(DescribeTimeToLiveRequest request) {
        return told(() -> DescribeTimeToLive.perform(store, request));
    }

    /**
     * Deletes what has expired by the store's clock, now; the store does so by itself about once a second. For tests that
     * move the clock.
     *
     * @return how many items were deleted
     */
    public long deleteExpired() {
        return told(store::deleteExpired);
    }

    /**
     * The throughput that DynamoDB lets an account provision unless it has been given more. Nothing here is held to it:
     * this store does not throttle.
     */
    public DescribeLimitsResponse describeLimits() {
        return DescribeLimits.perform();
    }

    // ---- items, one by one ----

    /**
     * Reads an item.
     *
     * @throws dev.dolmen.model.ResourceNotFoundException when there is no such table
     * @throws dev.dolmen.model.ValidationException when the key does not fit the table
     */
    public GetItemResponse getItem(GetItemRequest request) {
        return answers.await(() -> GetItem.perform(store, request));
    }

    /** The item that {@link #getItem} answers to a request that says no more than table and key; null when there is none. */
    @Nullable
    Item item(String tableName, Item key) {
        try {
            return GetItem.whole(store, tableName, key);
        } catch (IOException | RuntimeException failure) {
            // As Failures.translating does, but without a call made into an object.
            throw Failures.translated(failure);
        }
    }

    /**
     * As {@link #getItem}, but completes when everything the answer rests on is durable; the reading itself is done by the
     * caller's thread.
     */
    public CompletableFuture<GetItemResponse> getItemAsync(GetItemRequest request) {
        return answers.async(() -> GetItem.perform(store, request));
    }

    /**
     * Replaces an item, or creates it.
     *
     * @throws dev.dolmen.model.ConditionalCheckFailedException when the condition does not hold; nothing is written then
     */
    public PutItemResponse putItem(PutItemRequest request) {
        return putItem(request, null);
    }

    /** As {@link PlainWrite#put}. */
    boolean put(String tableName, Item item, @Nullable Condition built, @Nullable Durability durability) {
        try {
            return PlainWrite.put(store, tableName, item, built, durability);
        } catch (IOException | RuntimeException failure) {
            throw Failures.translated(failure);
        }
    }

    /** As {@link PlainWrite#delete}. */
    boolean delete(String tableName, Item key, @Nullable Condition built, @Nullable Durability durability) {
        try {
            return PlainWrite.delete(store, tableName, key, built, durability);
        } catch (IOException | RuntimeException failure) {
            throw Failures.translated(failure);
        }
    }

    /** As {@link #putItem(PutItemRequest)}. @param built as {@link PutItem#prepare} takes it */
    PutItemResponse putItem(PutItemRequest request, @Nullable Condition built) {
        return answers.await(() -> applied(PutItem.prepare(store, request, built)));
    }

    /** As {@link #putItem}, but completes when the answer is durable; many such writes share one sync. */
    public CompletableFuture<PutItemResponse> putItemAsync(PutItemRequest request) {
        return putItemAsync(request, null);
    }

    /** As {@link #putItemAsync(PutItemRequest)}. @param built as {@link PutItem#prepare} takes it */
    CompletableFuture<PutItemResponse> putItemAsync(PutItemRequest request, @Nullable Condition built) {
        return answers.async(() -> applied(PutItem.prepare(store, request, built)));
    }

    /**
     * Changes an item, or creates it with its key and what is set.
     *
     * @throws dev.dolmen.model.ConditionalCheckFailedException when the condition does not hold; nothing is changed then
     * @throws dev.dolmen.model.ValidationException when the update cannot be made on the item there is; nothing is changed
     */
    public UpdateItemResponse updateItem(UpdateItemRequest request) {
        return answers.await(() -> applied(UpdateItem.prepare(store, request)));
    }

    /** As {@link #updateItem}, but completes when the answer is durable; many such writes share one sync. */
    public CompletableFuture<UpdateItemResponse> updateItemAsync(UpdateItemRequest request) {
        return answers.async(() -> applied(UpdateItem.prepare(store, request)));
    }

    /**
     * Deletes the item that has a key. Deleting what is not there succeeds, unless a condition says otherwise.
     *
     * @throws dev.dolmen.model.ConditionalCheckFailedException when the condition does not hold; nothing is deleted then
     */
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        return deleteItem(request, null);
    }

    /** As {@link #deleteItem(DeleteItemRequest)}. @param built as {@link DeleteItem#prepare} takes it */
    DeleteItemResponse deleteItem(DeleteItemRequest request, @Nullable Condition built) {
        return answers.await(() -> applied(DeleteItem.prepare(store, request, built)));
    }

    /** As {@link #deleteItem}, but completes when the answer is durable; many such writes share one sync. */
    public CompletableFuture<DeleteItemResponse> deleteItemAsync(DeleteItemRequest request) {
        return deleteItemAsync(request, null);
    }

    /** As {@link #deleteItemAsync(DeleteItemRequest)}. @param built as {@link DeleteItem#prepare} takes it */
    CompletableFuture<DeleteItemResponse> deleteItemAsync(DeleteItemRequest request, @Nullable Condition built) {
        return answers.async(() -> applied(DeleteItem.prepare(store, request, built)));
    }

    // ---- several items ----

    /**
     * Puts and deletes up to 25 items in one or more tables: each atomically, the whole not. Nothing is done unless every
     * request is a possible one; all of it waits for one sync.
     *
     * @throws dev.dolmen.model.ItemCollectionSizeLimitExceededException when a write is too much for its item collection:
     *     unlike with other refusals, writes before it have been done
     */
    public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
        return answers.await(() -> BatchWriteItem.perform(store, request));
    }

    /** As {@link #batchWriteItem}, but completes when the answer is durable; many such writes share one sync. */
    public CompletableFuture<BatchWriteItemResponse> batchWriteItemAsync(BatchWriteItemRequest request) {
        return answers.async(() -> BatchWriteItem.perform(store, request));
    }

    /**
     * Reads up to 100 items of one or more tables.
     *
     * @return the items that are there, and in {@code unprocessedKeys} what did not fit into 16 MB
     */
    public BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        return answers.await(() -> BatchGetItem.perform(store, request));
    }

    /**
     * As {@link #batchGetItem}, but completes when everything the answer rests on is durable; the reading itself is done by the
     * caller's thread.
     */
    public CompletableFuture<BatchGetItemResponse> batchGetItemAsync(BatchGetItemRequest request) {
        return answers.async(() -> BatchGetItem.perform(store, request));
    }

    /**
     * Writes and checks up to 100 items of one or more tables, all or none, atomically: no other write comes in between.
     *
     * @throws dev.dolmen.model.TransactionCanceledException when a condition does not hold, or a member does not fit its
     *     table; its reasons say which
     * @throws dev.dolmen.model.IdempotentParameterMismatchException when the token was used for another transaction
     */
    public TransactWriteItemsResponse transactWriteItems(TransactWriteItemsRequest request) {
        return answers.await(() -> TransactWriteItems.perform(store, request));
    }

    /** As {@link #transactWriteItems}, but completes when the answer is durable; many such writes share one sync. */
    public CompletableFuture<TransactWriteItemsResponse> transactWriteItemsAsync(TransactWriteItemsRequest request) {
        return answers.async(() -> TransactWriteItems.perform(store, request));
    }

    /** Reads up to 100 items of one or more tables as they are at one moment. */
    public TransactGetItemsResponse transactGetItems(TransactGetItemsRequest request) {
        return answers.await(() -> TransactGetItems.perform(store, request));
    }

    /**
     * As {@link #transactGetItems}, but completes when everything the answer rests on is durable; the reading itself is done by the
     * caller's thread.
     */
    public CompletableFuture<TransactGetItemsResponse> transactGetItemsAsync(TransactGetItemsRequest request) {
        return answers.async(() -> TransactGetItems.perform(store, request));
    }

    /**
     * Deletes all items of a table or partition, or those of them that meet a condition.
     *
     * <p>Emptying a table is one atomic write, however many items it holds. So is deleting a partition of at most 10,000
     * items of a table without indexes; a larger one goes in such steps. Everything else goes item by item, tested again as
     * it is deleted. When this throws, some items may be deleted and the others are not: calling it again goes on.
     */
    public BulkDeleteResponse bulkDelete(BulkDeleteRequest request) {
        return Failures.translating(() -> BulkDelete.perform(store, request));
    }

    /**
     * Reads one page of a partition, in the order of the sort key.
     *
     * @return at most 1 MB of items, and in {@code lastEvaluatedKey} where the next page starts
     */
    public QueryResponse query(QueryRequest request) {
        return answers.await(() -> Query.perform(store, request));
    }

    /** As {@link #query(QueryRequest)}. @param request the same query, for when it may have to be refused */
    QueryResponse query(PlainQuery query, Supplier<QueryRequest> request) {
        return answers.await(() -> {
            Performed<QueryResponse> performed = query.perform(store);
            return performed == null ? Query.perform(store, request.get()) : performed;
        });
    }

    /**
     * As {@link #query}, but completes when everything the answer rests on is durable; the reading itself is done by the
     * caller's thread.
     */
    public CompletableFuture<QueryResponse> queryAsync(QueryRequest request) {
        return answers.async(() -> Query.perform(store, request));
    }

    /**
     * Reads one page of a whole table, or of one of its segments: partitions in an order of their own, each one's items in
     * the order of the sort key.
     *
     * @return at most 1 MB of items, and in {@code lastEvaluatedKey} where the next page starts
     */
    public ScanResponse scan(ScanRequest request) {
        return answers.await(() -> Scan.perform(store, request));
    }

    /**
     * As {@link #scan}, but completes when everything the answer rests on is durable; the reading itself is done by the
     * caller's thread.
     */
    public CompletableFuture<ScanResponse> scanAsync(ScanRequest request) {
        return answers.async(() -> Scan.perform(store, request));
    }

    // ---- the store as a whole ----

    /** What the store holds, and what it has done since it was opened. Costs little. */
    public DolmenStatistics statistics() {
        return Failures.translating(() -> DolmenStatistics.of(
                store.tableNames().size(), store.orderedStore().statistics()));
    }

    /**
     * Reads and checks every byte of every table file. Takes as long as reading them; others read and write meanwhile.
     * The log is checked whenever the store is opened.
     *
     * @throws dev.dolmen.model.CorruptionException naming the first damage found: file and offset
     */
    public void verify() {
        perform(() -> store.orderedStore().verify());
    }

    /**
     * Makes a copy of the store as it is now, without stopping anyone: table files are hard links, so that it takes little
     * time and, at first, little space. It is opened like any other store, and is independent of this one.
     *
     * @param target a directory that does not exist yet, on the same disk. When the call fails, what it has made is removed, and
     *     it can be repeated. When it is cut short, what is there is no store, and opening it is refused
     */
    public void checkpoint(Path target) {
        perform(() -> store.orderedStore().checkpoint(target));
    }

    /**
     * Writes what is in memory to table files, and returns when it is done. Never needed for durability; after it, the next
     * opening has no log to read.
     */
    public void flush() {
        perform(() -> store.orderedStore().flush());
    }

    /**
     * Merges all table files, so that deleted and replaced items leave the disk, and returns when it is done. Takes as long
     * as reading and writing everything; others read and write meanwhile. The store does as much by itself in time.
     */
    public void compact() {
        perform(() -> store.orderedStore().compact());
    }

    /** Does what answers nothing. */
    private static void perform(Action action) {
        Failures.translating(() -> {
            action.run();
            return null;
        });
    }

    private interface Action {
        void run() throws IOException;
    }

    private <R> Performed<R> applied(ItemWrite<R> prepared) throws IOException {
        Applied applied = store.apply(prepared.write());
        return new Performed<>(applied.restsOn(), prepared.durability(), () -> prepared.answer(applied.outcome()));
    }

    /** Tells what is known without asking the ordered store, which refuses by itself what it is asked once it is closed. */
    private <T> T told(Failures.Call<T> call) {
        return Failures.translating(() -> {
            store.requireOpen();
            return call.run();
        });
    }

    /**
     * Closes the store: everything done is synced first. Calls that come later throw
     * {@link dev.dolmen.model.StoreClosedException}. Does nothing when it is closed already.
     */
    @Override
    public void close() {
        try {
            perform(store::close);
        } finally {
            threads.close();
        }
    }
}
