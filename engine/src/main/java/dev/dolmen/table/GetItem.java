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
        GetItemResponse response = new GetItemResponse(answer, capacity(request, tableName, item));
        return Performed.read(found.restsOn(), () -> response);
    }

    /**
     * Reads a whole item: what {@link #perform} finds for a request that says no more than table and key.
     *
     * <p>Makes no object but the item: neither a key nor what was found nor an answer. It is by no chance of the compiler's, who
     * leaves them out only where he takes all of this into its caller.
     *
     * @return the item, what it rests on being durable; null when there is none
     * @throws dev.dolmen.model.ServiceException when the request must be refused
     */
    public static @Nullable Item whole(ItemStore store, @Nullable String tableName, @Nullable Item key)
            throws IOException {
        TableDefinition table = tableName == null || key == null ? null : store.table(tableName);
        if (table == null) {
            // Something is wrong, or this is the table's ARN.
            new Constraints().tableName(tableName).notNull("key", key).require();
        }
        Item keyItem = Objects.requireNonNull(key);
        keyItem.requireValid();
        if (table == null) {
            table = Tables.require(store, Objects.requireNonNull(tableName));
        }
        KeyRules.requireNaming(table, keyItem);
        KeyAttribute sort = table.key().sort();
        return store.item(
                table,
                Objects.requireNonNull(keyItem.get(table.key().partition().name())),
                sort == null ? null : keyItem.get(sort.name()));
    }

    private static @Nullable ConsumedCapacity capacity(GetItemRequest request, String tableName, EncodedItem item) {
        double units = Units.read(item.isEmpty() ? 0 : item.sizeBytes(), Boolean.TRUE.equals(request.consistentRead()));
        return ReadCapacity.report(tableName, request.returnConsumedCapacity(), units);
    }
}
