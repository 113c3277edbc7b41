package dev.dolmen.table;

import dev.dolmen.expressions.Projection;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.model.ConsumedCapacity;
import dev.dolmen.model.GetItemRequest;
import dev.dolmen.model.GetItemResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one item. */
public final class GetItem {

    private GetItem() {}

    /**
     * Reads what a request asks for.
     *
     * @throws dev.dolmen.model.ServiceException when the request must be refused
     */
    public static Performed<GetItemResponse> perform(ItemStore store, GetItemRequest request) throws IOException {
        new Constraints()
                .tableName(request.tableName())
                .notNull("key", request.key())
                .attributesToGet("attributesToGet", request.attributesToGet())
                .returnConsumedCapacity(request.returnConsumedCapacity())
                .require();
        ProjectionParameters parameters = new ProjectionParameters(
                request.projectionExpression(), request.expressionAttributeNames(), request.attributesToGet());
        parameters.requireOneStyle();
        Item keyItem = Objects.requireNonNull(request.key());
        keyItem.requireValid();
        Projection projection = parameters.compile();
        String tableName = Objects.requireNonNull(request.tableName());
        TableDefinition table = Tables.require(store, tableName);
        KeyPaths.requireNoneInto(table, projection);
        PrimaryKey key = KeyRules.ofRequest(table, keyItem);
        Found found = store.get(table, key);
        EncodedItem item = found.item();
        Item answer = item.isEmpty() ? null : projection == null ? item.view() : projection.apply(item);
        GetItemResponse response = new GetItemResponse(
                answer,
                // Most callers do not ask, and the size takes a look at every attribute.
                ReadCapacity.isWanted(request.returnConsumedCapacity()) ? capacity(request, tableName, item) : null);
        return Performed.read(found.restsOn(), () -> response);
    }

    private static @Nullable ConsumedCapacity capacity(GetItemRequest request, String tableName, EncodedItem item) {
        double units = Units.read(item.isEmpty() ? 0 : item.sizeBytes(), Boolean.TRUE.equals(request.consistentRead()));
        return ReadCapacity.report(tableName, request.returnConsumedCapacity(), units);
    }
}
