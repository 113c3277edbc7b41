package dev.dolmen;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.LocalSecondaryIndex;
import dev.dolmen.model.Projection;
import dev.dolmen.model.ScalarAttributeType;
import java.util.List;

/** Two tables for operations on several: users by {@code id}; their orders by {@code nr}, with a local index. */
final class UsersAndOrders {

    static final String USERS_ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/Users";

    private UsersAndOrders() {}

    static void createIn(Dolmen dolmen) {
        dolmen.createTable(CreateTableRequest.builder()
                .tableName("Users")
                .attributeDefinitions(List.of(AttributeDefinition.of("id", ScalarAttributeType.S)))
                .keySchema(List.of(KeySchemaElement.hash("id")))
                .billingMode("PAY_PER_REQUEST")
                .build());
        dolmen.createTable(CreateTableRequest.builder()
                .tableName("Orders")
                .attributeDefinitions(List.of(
                        AttributeDefinition.of("id", ScalarAttributeType.S),
                        AttributeDefinition.of("nr", ScalarAttributeType.N),
                        AttributeDefinition.of("state", ScalarAttributeType.S)))
                .keySchema(List.of(KeySchemaElement.hash("id"), KeySchemaElement.range("nr")))
                .localSecondaryIndexes(List.of(new LocalSecondaryIndex(
                        "by-state",
                        List.of(KeySchemaElement.hash("id"), KeySchemaElement.range("state")),
                        Projection.all())))
                .billingMode("PAY_PER_REQUEST")
                .build());
    }

    static Item user(String id) {
        return Item.of("id", AttributeValue.s(id));
    }

    static Item order(String id, int nr) {
        return Item.builder()
                .put("id", AttributeValue.s(id))
                .put("nr", AttributeValue.n(nr))
                .put("state", AttributeValue.s("open"))
                .build();
    }
}
