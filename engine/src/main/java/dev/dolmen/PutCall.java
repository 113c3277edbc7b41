package dev.dolmen;

import dev.dolmen.CallExpressions.Expression;
import dev.dolmen.expressions.Condition;
import dev.dolmen.item.Item;
import dev.dolmen.model.Put;
import dev.dolmen.model.PutItemRequest;
import dev.dolmen.model.PutItemResponse;
import dev.dolmen.model.TransactWriteItem;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Creates an item, or replaces the whole item that has its key: {@code users.put(item).run()}. */
public final class PutCall extends WriteCall<PutCall, PutItemResponse> {

    private final Item item;

    PutCall(Dolmen dolmen, String tableName, Item item) {
        super(dolmen, tableName);
        this.item = item;
    }

    @Override
    PutCall self() {
        return this;
    }

    /** The request as it stands, to look at or for {@link Dolmen#putItem}. */
    public PutItemRequest request() {
        return request(condition);
    }

    private PutItemRequest request(@Nullable Expression written) {
        return write(PutItemRequest.builder().item(item), written, expressions.writer())
                .build();
    }

    @Override
    public TransactWriteItem member() {
        requireTransactable();
        return TransactWriteItem.of(conditional(Put.builder().item(item), condition, expressions.writer())
                .build());
    }

    @Override
    public PutItemResponse run() {
        Condition simple = simpleCondition();
        if (isPlain(simple) && dolmen.put(tableName, item, simple, durability)) {
            return new PutItemResponse(null, null, null);
        }
        return dolmen.putItem(request(simple == null ? condition : null), simple);
    }

    @Override
    public CompletableFuture<PutItemResponse> runAsync() {
        return Failures.inFuture(() -> {
            Condition simple = simpleCondition();
            return dolmen.putItemAsync(request(simple == null ? condition : null), simple);
        });
    }
}
