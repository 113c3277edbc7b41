package dev.dolmen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.DeleteItemRequest;
import dev.dolmen.model.DeleteTableRequest;
import dev.dolmen.model.DescribeTableRequest;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.ListTablesRequest;
import dev.dolmen.model.ListTablesResponse;
import dev.dolmen.model.LocalSecondaryIndex;
import dev.dolmen.model.LocalSecondaryIndexDescription;
import dev.dolmen.model.Projection;
import dev.dolmen.model.PutItemRequest;
import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.ScalarAttributeType;
import dev.dolmen.model.TableDescription;
import dev.dolmen.model.TableStatus;
import dev.dolmen.model.ValidationException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What callers are told of their tables. */
class TableOperationsTest extends OpenStore {

    private static CreateTableRequest orders(String name) {
        return CreateTableRequest.builder()
                .tableName(name)
                .attributeDefinitions(List.of(
                        AttributeDefinition.of("client", ScalarAttributeType.S),
                        AttributeDefinition.of("number", ScalarAttributeType.N),
                        AttributeDefinition.of("total", ScalarAttributeType.N)))
                .keySchema(List.of(KeySchemaElement.hash("client"), KeySchemaElement.range("number")))
                .localSecondaryIndexes(List.of(new LocalSecondaryIndex(
                        "by_total",
                        List.of(KeySchemaElement.hash("client"), KeySchemaElement.range("total")),
                        Projection.include("state"))))
                .billingMode("PAY_PER_REQUEST")
                .build();
    }

    private TableDescription describe(String name) {
        return dolmen.describeTable(new DescribeTableRequest(name)).table();
    }

    private static Item order(int number) {
        return Item.builder()
                .put("client", AttributeValue.s("ana"))
                .put("number", AttributeValue.n(number))
                .put("total", AttributeValue.n(10))
                .put("note", AttributeValue.s("0123456789"))
                .build();
    }

    @Test
    void describesWhatWasCreated() {
        TableDescription created = dolmen.createTable(orders("Orders")).tableDescription();
        assertThat(created.tableStatus()).isEqualTo(TableStatus.CREATING);
        TableDescription described = describe("Orders");
        assertThat(described.tableStatus()).isEqualTo(TableStatus.ACTIVE);
        assertThat(described.tableName()).isEqualTo("Orders");
        assertThat(described.tableArn()).startsWith("arn:aws:dynamodb:").endsWith(":table/Orders");
        assertThat(described.keySchema()).isEqualTo(orders("Orders").keySchema());
        assertThat(described.attributeDefinitions()).isEqualTo(orders("Orders").attributeDefinitions());
        assertThat(described.tableId()).isEqualTo(created.tableId());
        assertThat(described.localSecondaryIndexes()).singleElement().satisfies(index -> {
            assertThat(index.indexName()).isEqualTo("by_total");
            assertThat(index.projection()).isEqualTo(Projection.include("state"));
            assertThat(index.indexArn()).isEqualTo(described.tableArn() + "/index/by_total");
        });
    }

    @Test
    void countsItemsAndBytesAtOnceAndAfterReopening() {
        dolmen.createTable(orders("Orders"));
        for (int i = 0; i < 3; i++) {
            dolmen.putItem(
                    PutItemRequest.builder().tableName("Orders").item(order(i)).build());
        }
        dolmen.deleteItem(DeleteItemRequest.builder()
                .tableName("Orders")
                .key(Item.builder()
                        .put("client", AttributeValue.s("ana"))
                        .put("number", AttributeValue.n(0))
                        .build())
                .build());
        reopen();
        TableDescription described = describe("Orders");
        assertThat(described.itemCount()).isEqualTo(2);
        // client + ana, number + one digit, total + one digit (trailing zeros are free), note + ten characters
        assertThat(described.tableSizeBytes()).isEqualTo(2 * (9 + 8 + 7 + 14));
        LocalSecondaryIndexDescription index = described.localSecondaryIndexes().get(0);
        assertThat(index.itemCount()).isEqualTo(2);
        assertThat(index.indexSizeBytes()).isEqualTo(2 * (9 + 8 + 7));
    }

    @Test
    void deletingDescribesWhatThereWas() {
        dolmen.createTable(orders("Orders"));
        dolmen.putItem(
                PutItemRequest.builder().tableName("Orders").item(order(1)).build());
        TableDescription deleted =
                dolmen.deleteTable(new DeleteTableRequest("Orders")).tableDescription();
        assertThat(deleted.tableStatus()).isEqualTo(TableStatus.DELETING);
        assertThat(deleted.itemCount()).isEqualTo(1);
        for (Runnable call : List.<Runnable>of(
                () -> describe("Orders"), () -> dolmen.deleteTable(new DeleteTableRequest("Orders")))) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(ResourceNotFoundException.class)
                    .hasMessage("Requested resource not found: Table: Orders not found");
        }
    }

    @Test
    void listsNamesInOrderAPageAtATime() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 105; i++) {
            names.add(String.format("Table%03d", i));
        }
        for (int i = 104; i >= 0; i--) {
            dolmen.createTable(orders(names.get(i)));
        }
        ListTablesResponse first = dolmen.listTables(new ListTablesRequest(null, null));
        assertThat(first.tableNames()).isEqualTo(names.subList(0, 100));
        assertThat(first.lastEvaluatedTableName()).isEqualTo("Table099");
        ListTablesResponse last = dolmen.listTables(new ListTablesRequest("Table099", null));
        assertThat(last.tableNames()).isEqualTo(names.subList(100, 105));
        assertThat(last.lastEvaluatedTableName()).isNull();
        // A page that ends with the last name has nothing after it.
        assertThat(dolmen.listTables(new ListTablesRequest("Table1", 5)).lastEvaluatedTableName())
                .isNull();
        assertThat(dolmen.listTables(new ListTablesRequest("Table003x", 1)).tableNames())
                .containsExactly("Table004");
    }

    @Test
    void refusesLimitsAndNamesThatCannotBe() {
        assertThatThrownBy(() -> dolmen.listTables(new ListTablesRequest("a", 0)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("2 validation errors detected")
                .hasMessageContaining("Value '0' at 'limit' failed to satisfy constraint: "
                        + "Member must have value greater than or equal to 1");
        assertThatThrownBy(() -> dolmen.listTables(new ListTablesRequest(null, 101)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Member must have value less than or equal to 100");
    }
}
