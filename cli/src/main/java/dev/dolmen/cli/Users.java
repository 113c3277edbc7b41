package dev.dolmen.cli;

import dev.dolmen.Dolmen;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.BillingMode;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.DeleteItemRequest;
import dev.dolmen.model.GetItemRequest;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.PutItemRequest;
import dev.dolmen.model.PutItemResponse;
import dev.dolmen.model.ReturnValue;
import dev.dolmen.model.ScalarAttributeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The table of the quickstart: users, of whom every third is active and must not be deleted. */
final class Users {

    static final String TABLE = "Users";
    private static final int ACTIVE_EVERY = 3;

    private Users() {}

    static void createTable(Dolmen dolmen) {
        dolmen.createTable(CreateTableRequest.builder()
                .tableName(TABLE)
                .attributeDefinitions(List.of(AttributeDefinition.of("user_id", ScalarAttributeType.S)))
                .keySchema(List.of(KeySchemaElement.hash("user_id")))
                .billingMode(BillingMode.PAY_PER_REQUEST.name())
                .build());
    }

    /** Writes users {@code 0} to {@code count - 1} of a round, many writes to a sync. */
    static void put(Dolmen dolmen, int round, int count) {
        List<CompletableFuture<PutItemResponse>> writes = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            writes.add(dolmen.putItemAsync(PutItemRequest.builder()
                    .tableName(TABLE)
                    .item(user(round, number))
                    .build()));
        }
        writes.forEach(CompletableFuture::join);
    }

    static Item user(int round, int number) {
        return Item.builder()
                .put("user_id", AttributeValue.s(id(round, number)))
                .put("status", AttributeValue.s(isActive(number) ? "active" : "inactive"))
                .put("logins", AttributeValue.n(number))
                .build();
    }

    static boolean isActive(int number) {
        return number % ACTIVE_EVERY == 0;
    }

    static String id(int round, int number) {
        return round + "-" + number;
    }

    static @Nullable Item get(Dolmen dolmen, int round, int number) {
        return dolmen.getItem(GetItemRequest.builder()
                        .tableName(TABLE)
                        .key(key(round, number))
                        .build())
                .item();
    }

    /** "Delete this user if inactive, and tell me who it was", under a token that names this very request. */
    static DeleteItemRequest deleteIfInactive(int round, int number) {
        return DeleteItemRequest.builder()
                .tableName(TABLE)
                .key(key(round, number))
                .conditionExpression("#s = :inactive")
                .expressionAttributeNames(Map.of("#s", "status"))
                .expressionAttributeValues(Map.of(":inactive", AttributeValue.s("inactive")))
                .returnValues(ReturnValue.ALL_OLD)
                .requestToken("delete-" + id(round, number))
                .build();
    }

    private static Item key(int round, int number) {
        return Item.of("user_id", AttributeValue.s(id(round, number)));
    }
}
