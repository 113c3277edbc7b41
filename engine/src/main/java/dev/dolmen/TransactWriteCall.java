package dev.dolmen;

import dev.dolmen.model.Durability;
import dev.dolmen.model.ReturnConsumedCapacity;
import dev.dolmen.model.ReturnItemCollectionMetrics;
import dev.dolmen.model.TransactWriteItemsRequest;
import dev.dolmen.model.TransactWriteItemsResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Writes that happen together or not at all: see {@link Dolmen#transactWrite}. Not thread-safe. */
public final class TransactWriteCall {

    private final Dolmen dolmen;
    private final List<TransactionMember> members;
    private @Nullable String token;
    private @Nullable Durability durability;
    private @Nullable String returnConsumedCapacity;
    private @Nullable String returnItemCollectionMetrics;

    TransactWriteCall(Dolmen dolmen, List<TransactionMember> members) {
        this.dolmen = dolmen;
        this.members = members;
    }

    /**
     * Names this transaction. Repeating it under its token changes nothing more, across crashes too.
     *
     * @param clientRequestToken 1 to 36 characters, remembered for at least ten minutes
     */
    public TransactWriteCall token(String clientRequestToken) {
        token = clientRequestToken;
        return this;
    }

    /** When this transaction may be acknowledged; otherwise as the store was opened. */
    public TransactWriteCall durability(Durability when) {
        durability = when;
        return this;
    }

    /** Asks for the capacity units consumed. */
    public TransactWriteCall returnConsumedCapacity(ReturnConsumedCapacity what) {
        returnConsumedCapacity = what.name();
        return this;
    }

    /** Asks for the sizes of the item collections written, on tables with local secondary indexes. */
    public TransactWriteCall returnItemCollectionMetrics(ReturnItemCollectionMetrics what) {
        returnItemCollectionMetrics = what.name();
        return this;
    }

    /** The request as it stands, to look at or for {@link Dolmen#transactWriteItems}. */
    public TransactWriteItemsRequest request() {
        return new TransactWriteItemsRequest(
                members.stream().map(TransactionMember::member).toList(),
                returnConsumedCapacity,
                returnItemCollectionMetrics,
                token,
                durability);
    }

    /**
     * Does the writes, and returns when the answer is durable.
     *
     * @throws dev.dolmen.model.TransactionCanceledException when one of them cannot be done; says why, one by one, and
     *     nothing is written then
     * @throws dev.dolmen.model.ServiceException when the request is refused for another reason; nothing is written then
     */
    public TransactWriteItemsResponse run() {
        return dolmen.transactWriteItems(request());
    }

    /** As {@link #run}, but completes when the answer is durable; thousands of such transactions share one sync. */
    public CompletableFuture<TransactWriteItemsResponse> runAsync() {
        return Failures.inFuture(() -> dolmen.transactWriteItemsAsync(request()));
    }
}
