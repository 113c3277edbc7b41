package dev.dolmen.table;

import dev.dolmen.expressions.Condition;
import dev.dolmen.item.EncodedItem;
import dev.dolmen.item.Item;
import dev.dolmen.item.ItemLimits;
import dev.dolmen.model.Durability;
import dev.dolmen.model.PutItemRequest;
import dev.dolmen.model.PutItemResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Replaces an item, or creates it. A prepared request: validated and compiled, not yet applied. */
public final class PutItem implements ItemWrite<PutItemResponse> {

    private final WriteParameters parameters;
    private final Write write;

    private PutItem(WriteParameters parameters, Write write) {
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
    public static PutItem prepare(ItemStore store, PutItemRequest request, @Nullable Condition built) {
        WriteParameters parameters = WriteParameters.of(request);
        parameters.validate("item", request.item());
        Item item = Objects.requireNonNull(request.item());
        EncodedItem encoded = storable(item);
        ConditionSource condition = built == null ? parameters.condition() : ConditionSource.ofBuilt(built);
        TableDefinition table = Tables.require(store, Objects.requireNonNull(parameters.tableName()));
        return new PutItem(parameters, parameters.named(write(table, item, encoded, condition, parameters.answers())));
    }

    /** Encodes an item, which finds invalid values, too. */
    static EncodedItem storable(Item item) {
        EncodedItem encoded = Envelope.around(() -> EncodedItem.of(item));
        ItemLimits.requireStorable(encoded);
        return encoded;
    }

    /** The write of a storable item, which the table must find nothing wrong with. */
    static Write write(
            TableDefinition table,
            Item item,
            EncodedItem encoded,
            @Nullable ConditionSource condition,
            Operation.Answers answers) {
        KeyPaths.requireNoneInto(table, condition == null ? null : condition.compiled());
        PrimaryKey key = KeyRules.ofItem(table, item);
        return new Write(table, key, new Operation.Put(encoded, condition, answers), null);
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
    public PutItemResponse answer(Outcome outcome) {
        WriteAnswer answer = WriteAnswer.of(write, parameters, outcome);
        return new PutItemResponse(answer.attributes(), answer.consumedCapacity(), answer.itemCollectionMetrics());
    }
}
