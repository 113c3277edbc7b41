package dev.dolmen;

import dev.dolmen.CallExpressions.Expression;
import dev.dolmen.expressions.Condition;
import dev.dolmen.item.Item;
import dev.dolmen.model.Delete;
import dev.dolmen.model.DeleteItemRequest;
import dev.dolmen.model.DeleteItemResponse;
import dev.dolmen.model.TransactWriteItem;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Deletes the item that has a key: {@code users.delete("001").onlyIf(attr("status").eq("inactive")).run()}. */
public final class DeleteCall extends WriteCall<DeleteCall, DeleteItemResponse> {

    private final Supplier<Item> key;

    DeleteCall(Dolmen dolmen, String tableName, Supplier<Item> key) {
        super(dolmen, tableName);
        this.key = key;
    }

    @Override
    DeleteCall self() {
        return this;
    }

    /** The request as it stands, to look at or for {@link Dolmen#deleteItem}. */
    public DeleteItemRequest request() {
        return request(condition);
    }

    private DeleteItemRequest request(@Nullable Expression written) {
        return write(DeleteItemRequest.builder().key(key.get()), written, expressions.writer())
                .build();
    }

    @Override
    public TransactWriteItem member() {
        requireTransactable();
        return TransactWriteItem.of(conditional(Delete.builder().key(key.get()), condition, expressions.writer())
                .build());
    }

    @Override
    public DeleteItemResponse run() {
        Condition simple = simpleCondition();
        if (isPlain(simple) && dolmen.delete(tableName, key.get(), simple, durability)) {
            return new DeleteItemResponse(null, null, null);
        }
        return dolmen.deleteItem(request(simple == null ? condition : null), simple);
    }

    @Override
    public CompletableFuture<DeleteItemResponse> runAsync() {
        return Failures.inFuture(() -> {
            Condition simple = simpleCondition();
            return dolmen.deleteItemAsync(request(simple == null ? condition : null), simple);
        });
    }
}
