package dev.dolmen.table;

import dev.dolmen.expressions.AttributeValueUpdate;
import dev.dolmen.expressions.Placeholders;
import dev.dolmen.expressions.Update;
import dev.dolmen.expressions.UpdateAction;
import dev.dolmen.item.Item;
import dev.dolmen.model.Durability;
import dev.dolmen.model.UpdateItemRequest;
import dev.dolmen.model.UpdateItemResponse;
import dev.dolmen.model.ValidationException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Changes an item, or creates it. A prepared request: validated and compiled, not yet applied. */
public final class UpdateItem implements ItemWrite<UpdateItemResponse> {

    private final WriteParameters parameters;
    private final Write write;

    private UpdateItem(WriteParameters parameters, Write write) {
        this.parameters = parameters;
        this.write = write;
    }

    /**
     * Validates a request, in DynamoDB's order.
     *
     * @throws dev.dolmen.model.ServiceException when it must be refused, whatever item is there
     */
    public static UpdateItem prepare(ItemStore store, UpdateItemRequest request) {
        WriteParameters parameters = WriteParameters.of(request);
        parameters.requireTableName();
        parameters
                .constraints("key", request.key(), true)
                .attributeUpdates(request.attributeUpdates())
                .require();
        parameters.requireOneStyle(
                request.attributeUpdates() == null ? List.of() : List.of("AttributeUpdates"),
                request.updateExpression() == null ? List.of() : List.of("UpdateExpression"),
                List.of("UpdateExpression", "ConditionExpression"));
        Item keyItem = Objects.requireNonNull(request.key());
        WriteParameters.requireValid(keyItem);
        Placeholders ofUpdate = parameters.placeholders();
        Placeholders ofCondition = parameters.placeholders();
        UpdateSource update = update(request, ofUpdate);
        ConditionSource condition = parameters.condition(ofCondition);
        ofUpdate.addUsesOf(ofCondition);
        Envelope.around(ofUpdate::requireAllUsed);
        TableDefinition table = Tables.require(store, Objects.requireNonNull(parameters.tableName()));
        PrimaryKey key = KeyRules.ofRequest(table, keyItem);
        requireUpdatable(table, update.compiled());
        KeyPaths.requireNoneInto(table, condition == null ? null : condition.compiled());
        Operation operation = new Operation.Update(keyItem, update, condition, parameters.answers());
        return new UpdateItem(parameters, parameters.named(new Write(table, key, operation, null)));
    }

    private static UpdateSource update(UpdateItemRequest request, Placeholders placeholders) {
        if (request.updateExpression() != null) {
            String expression = request.updateExpression();
            return Envelope.around(() -> UpdateSource.Expression.compile(expression, placeholders));
        }
        Map<String, AttributeValueUpdate> updates =
                request.attributeUpdates() == null ? Map.of() : request.attributeUpdates();
        return Envelope.around(() -> UpdateSource.Legacy.compile(updates));
    }

    /**
     * What is wrong with an update for a table, in DynamoDB's order.
     *
     * @throws ValidationException when the update touches the key, gives an attribute of an index's key a value it cannot
     *     have, or has a path that leads into one
     */
    private static void requireUpdatable(TableDefinition table, Update update) {
        requireKeyUntouched(table, update);
        UpdatedItem.requireIndexKeys(table, update);
        KeyPaths.requireNoneInto(table, update);
    }

    /** @throws ValidationException when the update touches the key of the table */
    static void requireKeyUntouched(TableDefinition table, Update update) {
        KeyAttribute touched = touchedKey(table, update);
        if (touched != null) {
            throw new ValidationException("One or more parameter values were invalid: Cannot update attribute "
                    + touched.name() + ". This attribute is part of the key");
        }
    }

    /** The first attribute of the table's key that the update touches; null when it touches none. */
    static @Nullable KeyAttribute touchedKey(TableDefinition table, Update update) {
        for (UpdateAction action : update.actions()) {
            for (KeyAttribute attribute : table.key().attributes()) {
                if (attribute.name().equals(action.path().root())) {
                    return attribute;
                }
            }
        }
        return null;
    }

    @Override
    public Write write() {
        return write;
    }

    @Override
    public @Nullable Durability durability() {
        return parameters.durability();
    }

    @Override
    public UpdateItemResponse answer(Outcome outcome) {
        WriteAnswer answer = WriteAnswer.of(write, parameters, outcome);
        return new UpdateItemResponse(answer.attributes(), answer.consumedCapacity(), answer.itemCollectionMetrics());
    }
}
