package dev.dolmen.table;

import dev.dolmen.expressions.LegacyConditions;
import dev.dolmen.expressions.ParameterRules;
import dev.dolmen.expressions.Placeholders;
import dev.dolmen.expressions.Projection;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.model.Capacity;
import dev.dolmen.model.ConsumedCapacity;
import dev.dolmen.model.GetItemRequest;
import dev.dolmen.model.GetItemResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads one item. */
public final class GetItem {

    private GetItem() {}

    /**
     * Answers a request, once everything the answer rests on is durable.
     *
     * @throws dev.dolmen.model.ServiceException when the request must be refused
     */
    public static GetItemResponse perform(ItemStore store, GetItemRequest request) throws IOException {
        new Constraints()
                .name("tableName", request.tableName())
                .notNull("key", request.key())
                .oneOf("returnConsumedCapacity", request.returnConsumedCapacity(), List.of("INDEXES", "TOTAL", "NONE"))
                .require();
        Projection projection = projection(request);
        TableDefinition table = Tables.require(store, Objects.requireNonNull(request.tableName()));
        PrimaryKey key = KeyRules.ofRequest(table, Objects.requireNonNull(request.key()));
        Found found = store.get(table, key);
        store.awaitDurable(found.restsOn(), null);
        EncodedItem item = found.item();
        Item answer = item.isEmpty() ? null : projection == null ? item.decode() : projection.apply(item);
        return new GetItemResponse(answer, capacity(request, table, item));
    }

    private static @Nullable Projection projection(GetItemRequest request) {
        String expression = request.projectionExpression();
        List<String> attributes = request.attributesToGet();
        ParameterRules.requireOneStyle(
                attributes == null ? List.of() : List.of("AttributesToGet"),
                expression == null ? List.of() : List.of("ProjectionExpression"));
        ParameterRules.requireExpressions(
                request.expressionAttributeNames() != null,
                false,
                expression == null ? List.of() : List.of("ProjectionExpression"),
                List.of());
        if (expression != null) {
            Placeholders placeholders = new Placeholders(request.expressionAttributeNames(), null);
            Projection projection = Projection.parse(expression, placeholders);
            placeholders.requireAllUsed();
            return projection;
        }
        return attributes == null ? null : LegacyConditions.attributesToGet(attributes);
    }

    private static @Nullable ConsumedCapacity capacity(
            GetItemRequest request, TableDefinition table, EncodedItem item) {
        String wanted = request.returnConsumedCapacity();
        if (wanted == null || wanted.equals("NONE")) {
            return null;
        }
        double units = Units.read(item.isEmpty() ? 0 : item.sizeBytes(), Boolean.TRUE.equals(request.consistentRead()));
        Capacity onTable = wanted.equals("INDEXES") ? Capacity.of(units) : null;
        return new ConsumedCapacity(table.name(), units, null, null, onTable, null, null);
    }
}
