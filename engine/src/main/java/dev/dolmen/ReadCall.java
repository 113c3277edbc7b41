package dev.dolmen;

import dev.dolmen.CallExpressions.Expression;
import dev.dolmen.expressions.Condition;
import dev.dolmen.expressions.DocumentPath;
import dev.dolmen.expressions.ExpressionWriter;
import dev.dolmen.item.Item;
import dev.dolmen.model.PagedReadBuilder;
import dev.dolmen.model.PagedReadResponse;
import dev.dolmen.model.ReturnConsumedCapacity;
import dev.dolmen.model.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A query or scan being put together. It comes in pages of at most 1 MB; {@link #items}, {@link #stream} and
 * {@link #pages} read one after the other as far as they are used, {@link #run} reads one. Each page shows its own moment.
 * Not thread-safe.
 *
 * @param <C> the kind of call
 * @param <P> DynamoDB's response to it: a page
 */
public abstract sealed class ReadCall<C extends ReadCall<C, P>, P extends PagedReadResponse> extends ExpressionCall<C>
        permits QueryCall, ScanCall {

    /**
     * So many items are looked at in one go for who is shown them one by one, if the call does not say: few enough to be in the
     * processor's cache still when he gets to them, many enough that beginning anew costs little.
     */
    private static final int ITEMS_AT_ONCE = 500;

    final Dolmen dolmen;
    final String tableName;
    final List<DocumentPath> projection = new ArrayList<>();

    @Nullable
    String indexName;

    @Nullable
    Expression filter;

    @Nullable
    Integer limit;

    @Nullable
    Boolean consistentRead;

    @Nullable
    Item exclusiveStartKey;

    @Nullable
    String returnConsumedCapacity;

    ReadCall(Dolmen dolmen, String tableName) {
        this.dolmen = dolmen;
        this.tableName = tableName;
    }

    /** How to read a page of this call as it stands. */
    abstract Pages<P> pages(PageUse use);

    /** Reads an index instead of the table. */
    public C index(String name) {
        indexName = name;
        return self();
    }

    /**
     * Gives only the items that meet a condition; the others are read, and count towards limits and capacity, all the same.
     *
     * @throws IllegalStateException when a filter is given already
     */
    public C filter(Condition condition) {
        filter = CallExpressions.only(filter, Expression.of(condition), "filter");
        return self();
    }

    /**
     * As {@link #filter(Condition)}, with a {@code FilterExpression}; {@link #name} and {@link #value} say what its
     * placeholders stand for.
     *
     * @throws IllegalStateException when a filter is given already
     */
    public C filter(String filterExpression) {
        filter = CallExpressions.only(filter, Expression.of(filterExpression), "filter");
        return self();
    }

    /**
     * Asks for these attributes only: {@code project("name", "address.city", "visits[0]")}.
     *
     * @param paths as {@link dev.dolmen.expressions.Attr#attr(String)} takes them: reserved words are allowed, and no
     *     placeholders needed
     */
    public C project(String... paths) {
        for (String path : paths) {
            projection.add(DocumentPath.parse(path));
        }
        return self();
    }

    /**
     * DynamoDB's {@code Limit}: the most items that one page looks at, before the filter. It bounds a page, not the call:
     * {@link #items} and {@link #stream} go on with the next one.
     */
    public C limit(int itemsPerPage) {
        limit = itemsPerPage;
        return self();
    }

    /** Counts twice the capacity, as in DynamoDB; every read of this store is strongly consistent either way. */
    public C consistentRead() {
        consistentRead = true;
        return self();
    }

    /** Starts after this item, which need not exist: the {@code lastEvaluatedKey} of an earlier page. */
    public C exclusiveStartKey(@Nullable Item key) {
        exclusiveStartKey = key;
        return self();
    }

    /** Asks for the capacity units that each page consumes. */
    public C returnConsumedCapacity(ReturnConsumedCapacity what) {
        returnConsumedCapacity = what.name();
        return self();
    }

    /** Reads one page. @throws dev.dolmen.model.ServiceException when the request is refused */
    public P run() {
        return pages(PageUse.SHOWN).first();
    }

    /** As {@link #run}, but completes when everything the page rests on is durable. */
    public abstract CompletableFuture<P> runAsync();

    /** All pages, each read when the iterator comes to it; every iterator reads anew. */
    public Iterable<P> pages() {
        return pages(PageUse.SHOWN);
    }

    /** All items, at most a page of them in memory at a time; every iterator reads anew. */
    public Iterable<Item> items() {
        return pages(PageUse.ITEM_BY_ITEM).items();
    }

    /** As {@link #items}. */
    public Stream<Item> stream() {
        return StreamSupport.stream(items().spliterator(), false);
    }

    /** How many items there are, of those that meet the filter; none of them is handed out. */
    public long count() {
        long count = 0;
        for (P page : pages(PageUse.COUNTED)) {
            count += page.count();
        }
        return count;
    }

    /**
     * Gives a request what queries and scans both say.
     *
     * @param use what for
     * @param writer has written the key condition of a query, whose placeholders come before those of the others
     */
    final <B extends PagedReadBuilder<B>> B page(B request, PageUse use, ExpressionWriter writer) {
        return request.tableName(tableName)
                .indexName(indexName)
                .filterExpression(CallExpressions.write(filter, writer))
                .projectionExpression(use == PageUse.COUNTED ? null : CallExpressions.projection(projection, writer))
                .select(use == PageUse.COUNTED ? Select.COUNT.name() : null)
                .limit(limit == null && use == PageUse.ITEM_BY_ITEM ? Integer.valueOf(ITEMS_AT_ONCE) : limit)
                .consistentRead(consistentRead)
                .exclusiveStartKey(exclusiveStartKey)
                .expressionAttributeNames(CallExpressions.names(writer))
                .expressionAttributeValues(CallExpressions.values(writer))
                .returnConsumedCapacity(returnConsumedCapacity);
    }
}
