package dev.dolmen.table;

import dev.dolmen.expressions.Condition;
import dev.dolmen.item.Item;
import dev.dolmen.model.DeleteItemRequest;
import dev.dolmen.model.DeleteItemResponse;
import dev.dolmen.model.Durability;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Deletes the item that has a key. A prepared request: validated and compiled, not yet applied. */
public final class DeleteItem implements ItemWrite<DeleteItemResponse> {

    private final WriteParameters parameters;
    private final Write write;

    private DeleteItem(WriteParameters parameters, Write write) {
        this.parameters = parameters;
        this.write = write;
    }

    /**
     * Validates a request, in DynamoDB's order.
     *
     * @param built stands for the request's condition, which it does not have then. Requires: {@link
     *     dev.dolmen.expressions.SimpleConditions#isSimple} of it
     * @throws dev.dolmen.model.ServiceException when it must be refused, whatever item is there
     */
    public static DeleteItem prepare(ItemStore store, DeleteItemRequest request, @Nullable Condition built) {
        WriteParameters parameters = WriteParameters.of(request);
        parameters.validate("key", request.key());
        Item keyItem = Objects.requireNonNull(request.key());
        WriteParameters.requireValid(keyItem);
        ConditionSource condition = built == null ? parameters.condition() : ConditionSource.ofBuilt(built);
        TableDefinition table = Tables.require(store, Objects.requireNonNull(parameters.tableName()));
        return new DeleteItem(parameters, parameters.named(write(table, keyItem, condition, parameters.answers())));
    }

    /** The write of who names an item by a valid key, which the table must find nothing wrong with. */
    static Write write(
            TableDefinition table, Item keyItem, @Nullable ConditionSource condition, Operation.Answers answers) {
        KeyPaths.requireNoneInto(table, condition == null ? null : condition.compiled());
        PrimaryKey key = KeyRules.ofRequest(table, keyItem);
        return new Write(table, key, new Operation.Delete(condition, answers), null);
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
    public DeleteItemResponse answer(Outcome outcome) {
        WriteAnswer answer = WriteAnswer.of(write, parameters, outcome);
        return new DeleteItemResponse(answer.attributes(), answer.consumedCapacity(), answer.itemCollectionMetrics());
    }
}
