package dev.dolmen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.expressions.AttributeCondition;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.Durability;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.PutItemRequest;
import dev.dolmen.model.QueryRequest;
import dev.dolmen.model.QueryResponse;
import dev.dolmen.model.ScalarAttributeType;
import dev.dolmen.model.ScanRequest;
import dev.dolmen.model.ScanResponse;
import dev.dolmen.model.ValidationException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pages through ten partitions of thirty items, on a real disk. */
class QueryAndScanTest extends OpenStore {

    private static final int PARTITIONS = 10;
    private static final int ROWS = 30;

    @Override
    DolmenOptions options() {
        return DolmenOptions.DEFAULT.withDurability(Durability.OS);
    }

    @BeforeEach
    void fill() {
        dolmen.createTable(CreateTableRequest.builder()
                .tableName("Orders")
                .attributeDefinitions(List.of(
                        AttributeDefinition.of("user", ScalarAttributeType.S),
                        AttributeDefinition.of("nr", ScalarAttributeType.N)))
                .keySchema(List.of(KeySchemaElement.hash("user"), KeySchemaElement.range("nr")))
                .billingMode("PAY_PER_REQUEST")
                .build());
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int row = 0; row < ROWS; row++) {
                dolmen.putItem(PutItemRequest.builder()
                        .tableName("Orders")
                        .item(order("u" + partition, row))
                        .build());
            }
        }
    }

    private static Item order(String user, int row) {
        return Item.builder()
                .put("user", AttributeValue.s(user))
                .put("nr", AttributeValue.n(row))
                .put("even", AttributeValue.bool(row % 2 == 0))
                .build();
    }

    private static QueryRequest.Builder query(String condition, Object... values) {
        Map<String, AttributeValue> bound = new java.util.HashMap<>();
        bound.put(":u", AttributeValue.s("u3"));
        for (int i = 0; i < values.length; i++) {
            bound.put(":" + i, AttributeValue.n((Integer) values[i]));
        }
        return QueryRequest.builder()
                .tableName("Orders")
                .keyConditionExpression("#u = :u" + condition)
                .expressionAttributeNames(Map.of("#u", "user"))
                .expressionAttributeValues(bound);
    }

    private static List<Item> rows(IntStream rows) {
        return rows.mapToObj(row -> order("u3", row)).toList();
    }

    @Test
    void aQueryReadsOnePartitionInTheOrderOfTheSortKey() {
        assertThat(dolmen.query(query("").build()).items()).isEqualTo(rows(IntStream.range(0, ROWS)));
        assertThat(dolmen.query(query(" AND nr BETWEEN :0 AND :1", 5, 12).build())
                        .items())
                .isEqualTo(rows(IntStream.rangeClosed(5, 12)));
        assertThat(dolmen.query(query(" AND nr < :0", 10)
                                .scanIndexForward(false)
                                .build())
                        .items())
                .isEqualTo(rows(IntStream.range(0, 10).map(row -> 9 - row)));
    }

    @Test
    void pagesOfAQueryJoinToTheWholeBothWays() {
        for (boolean forward : List.of(true, false)) {
            List<Item> seen = new ArrayList<>();
            @Nullable Item start = null;
            do {
                QueryResponse page = dolmen.query(query("")
                        .limit(7)
                        .scanIndexForward(forward)
                        .exclusiveStartKey(start)
                        .build());
                assertThat(page.scannedCount()).isLessThanOrEqualTo(7);
                seen.addAll(page.items());
                start = page.lastEvaluatedKey();
            } while (start != null);
            List<Item> all = rows(IntStream.range(0, ROWS).map(row -> forward ? row : ROWS - 1 - row));
            assertThat(seen).isEqualTo(all);
        }
    }

    @Test
    void legacyKeyConditionsGoWithExpressions() {
        assertThat(dolmen.query(QueryRequest.builder()
                                .tableName("Orders")
                                .keyConditions(
                                        Map.of("user", new AttributeCondition("EQ", List.of(AttributeValue.s("u3")))))
                                .filterExpression("even = :t")
                                .projectionExpression("nr")
                                .expressionAttributeValues(Map.of(":t", AttributeValue.bool(true)))
                                .limit(4)
                                .build())
                        .items())
                .containsExactly(Item.of("nr", AttributeValue.n(0)), Item.of("nr", AttributeValue.n(2)));
    }

    @Test
    void theFilterComesAfterTheLimitAndCountsBoth() {
        QueryResponse page = dolmen.query(query("")
                .limit(10)
                .filterExpression("even = :yes")
                .expressionAttributeValues(Map.of(":u", AttributeValue.s("u3"), ":yes", AttributeValue.bool(true)))
                .build());
        assertThat(page.scannedCount()).isEqualTo(10);
        assertThat(page.count()).isEqualTo(5);
        assertThat(page.items()).isEqualTo(rows(IntStream.of(0, 2, 4, 6, 8)));
        assertThat(dolmen.query(query("").select("COUNT").build()))
                .isEqualTo(new QueryResponse(null, ROWS, ROWS, null, null));
    }

    @Test
    void segmentsOfAScanAreDisjointAndComplete() {
        for (int total : List.of(1, 3, 8)) {
            Set<Item> seen = new HashSet<>();
            for (int segment = 0; segment < total; segment++) {
                @Nullable Item start = null;
                do {
                    ScanResponse page = dolmen.scan(ScanRequest.builder()
                            .tableName("Orders")
                            .segment(segment)
                            .totalSegments(total)
                            .limit(11)
                            .exclusiveStartKey(start)
                            .build());
                    for (Item item : page.items()) {
                        assertThat(seen.add(item)).as("seen once: %s", item).isTrue();
                    }
                    start = page.lastEvaluatedKey();
                } while (start != null);
            }
            assertThat(seen).hasSize(PARTITIONS * ROWS);
        }
    }

    @Test
    void aPageEndsWithTheItemThatReachesOneMegabyte() {
        String padding = "x".repeat(100_000);
        for (int row = 0; row < 15; row++) {
            dolmen.putItem(PutItemRequest.builder()
                    .tableName("Orders")
                    .item(Item.builder()
                            .put("user", AttributeValue.s("big"))
                            .put("nr", AttributeValue.n(row))
                            .put("padding", AttributeValue.s(padding))
                            .build())
                    .build());
        }
        QueryResponse page = dolmen.query(QueryRequest.builder()
                .tableName("Orders")
                .keyConditionExpression("#u = :u")
                .expressionAttributeNames(Map.of("#u", "user"))
                .expressionAttributeValues(Map.of(":u", AttributeValue.s("big")))
                .returnConsumedCapacity("TOTAL")
                .build());
        assertThat(page.count()).isEqualTo(11);
        assertThat(page.lastEvaluatedKey())
                .isEqualTo(Item.of("user", AttributeValue.s("big"), "nr", AttributeValue.n(10)));
        assertThat(page.consumedCapacity().capacityUnits()).isEqualTo(134.5);
    }

    @Test
    void badReadsAreRefused() {
        refused(
                query("").limit(0),
                "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint:"
                        + " Member must have value greater than or equal to 1");
        refused(
                query("").filterExpression("nr = :u"),
                "Filter Expression can only contain non-primary key attributes: Primary key attribute: nr");
        refused(
                query(" AND nr = :n")
                        .expressionAttributeValues(Map.of(":u", AttributeValue.s("u3"), ":n", AttributeValue.s("3"))),
                "One or more parameter values were invalid: Condition parameter type does not match schema type");
        refused(query("").indexName("by-total"), "The table does not have the specified index: by-total");
        refused(
                query("").exclusiveStartKey(Item.of("user", AttributeValue.s("u4"), "nr", AttributeValue.n(1))),
                "The provided starting key is outside query boundaries based on provided conditions");
    }

    private void refused(QueryRequest.Builder request, String message) {
        assertThatThrownBy(() -> dolmen.query(request.build()))
                .isInstanceOf(ValidationException.class)
                .hasMessage(message);
    }
}
