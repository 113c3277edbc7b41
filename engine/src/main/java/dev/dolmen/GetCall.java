package dev.dolmen;

import dev.dolmen.expressions.DocumentPath;
import dev.dolmen.expressions.ExpressionWriter;
import dev.dolmen.item.Item;
import dev.dolmen.model.Get;
import dev.dolmen.model.GetItemRequest;
import dev.dolmen.model.GetItemResponse;
import dev.dolmen.model.ReturnConsumedCapacity;
import dev.dolmen.model.TransactGetItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the item that has a key: {@code users.get("001").item()}. Not thread-safe. */
public final class GetCall {

    private final Dolmen dolmen;
    private final String tableName;
    private final Supplier<Item> key;
    /** Most calls have none, and make no list. */
    private List<DocumentPath> projection = List.of();

    private @Nullable Boolean consistentRead;
    private @Nullable String returnConsumedCapacity;

    GetCall(Dolmen dolmen, String tableName, Supplier<Item> key) {
        this.dolmen = dolmen;
        this.tableName = tableName;
        this.key = key;
    }

    /**
     * Asks for these attributes only: {@code project("name", "address.city", "visits[0]")}.
     *
     * @param paths as {@link dev.dolmen.expressions.Attr#attr(String)} takes them: reserved words are allowed, and no
     *     placeholders needed
     */
    public GetCall project(String... paths) {
        projection = new ArrayList<>(projection);
        for (String path : paths) {
            projection.add(DocumentPath.parse(path));
        }
        return this;
    }

    /** Counts twice the capacity, as in DynamoDB; every read of this store is strongly consistent either way. */
    public GetCall consistentRead() {
        consistentRead = true;
        return this;
    }

    /** Asks for the capacity units consumed. */
    public GetCall returnConsumedCapacity(ReturnConsumedCapacity what) {
        returnConsumedCapacity = what.name();
        return this;
    }

    /** The request as it stands, to look at or for {@link Dolmen#getItem}. */
    public GetItemRequest request() {
        GetItemRequest whole =
                new GetItemRequest(tableName, key.get(), consistentRead, null, null, null, returnConsumedCapacity);
        if (projection.isEmpty()) {
            return whole;
        }
        ExpressionWriter writer = new CallExpressions().writer();
        return whole.toBuilder()
                .projectionExpression(CallExpressions.projection(projection, writer))
                .expressionAttributeNames(CallExpressions.names(writer))
                .build();
    }

    /** This as a member of a transaction. */
    TransactGetItem member() {
        if (consistentRead != null || returnConsumedCapacity != null) {
            throw new IllegalStateException(
                    "a read in a transaction is consistent anyway, and capacity is told of the whole");
        }
        GetItemRequest request = request();
        return new TransactGetItem(
                new Get(tableName, request.key(), request.projectionExpression(), request.expressionAttributeNames()));
    }

    /** Reads. @throws dev.dolmen.model.ServiceException when the request is refused */
    public GetItemResponse run() {
        // Most calls are for a whole item: their request need not be made, for it would say no more than they do.
        return projection.isEmpty() && returnConsumedCapacity == null
                ? new GetItemResponse(dolmen.item(tableName, key.get()), null)
                : dolmen.getItem(request());
    }

    /** As {@link #run}, but completes when everything the answer rests on is durable. */
    public CompletableFuture<GetItemResponse> runAsync() {
        return Failures.inFuture(() -> dolmen.getItemAsync(request()));
    }

    /** Reads, and gives the item alone; empty when there is none with that key. */
    public Optional<Item> item() {
        return Optional.ofNullable(run().item());
    }
}
