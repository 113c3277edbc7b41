package dev.dolmen.benchmarks;

import dev.dolmen.Dolmen;
import dev.dolmen.DolmenOptions;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.ConditionalCheckFailedException;
import dev.dolmen.model.DeleteItemRequest;
import dev.dolmen.model.Durability;
import dev.dolmen.model.GetItemRequest;
import dev.dolmen.model.PutItemRequest;
import dev.dolmen.model.ScalarAttributeType;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table, through the public API. */
final class DolmenPeer implements Peer {

    private static final String TABLE = "Users";
    private static final Map<String, String> NAMES = Map.of("#s", "status");
    private static final Map<String, AttributeValue> VALUES = Map.of(":i", AttributeValue.s("inactive"));

    private final Dolmen dolmen;

    DolmenPeer(Path directory, boolean sync) {
        dolmen = Dolmen.open(directory, DolmenOptions.DEFAULT.withDurability(sync ? Durability.SYNC : Durability.OS));
        dolmen.createTable(TABLE).partitionKey("id", ScalarAttributeType.S).run();
    }

    @Override
    public void put(Item item) {
        dolmen.putItem(PutItemRequest.builder().tableName(TABLE).item(item).build());
    }

    @Override
    public @Nullable Item get(String id) {
        return dolmen.getItem(GetItemRequest.builder()
                        .tableName(TABLE)
                        .key(Item.of("id", AttributeValue.s(id)))
                        .build())
                .item();
    }

    @Override
    public boolean deleteIfInactive(String id) {
        try {
            dolmen.deleteItem(DeleteItemRequest.builder()
                    .tableName(TABLE)
                    .key(Item.of("id", AttributeValue.s(id)))
                    .conditionExpression("#s = :i")
                    .expressionAttributeNames(NAMES)
                    .expressionAttributeValues(VALUES)
                    .build());
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    @Override
    public void close() {
        dolmen.close();
    }
}
