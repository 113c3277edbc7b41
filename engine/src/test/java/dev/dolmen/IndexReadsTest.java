package dev.dolmen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.Capacity;
import dev.dolmen.model.ConsumedCapacity;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.DeleteItemRequest;
import dev.dolmen.model.GlobalSecondaryIndex;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.LocalSecondaryIndex;
import dev.dolmen.model.Projection;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reading from secondary indexes: tickets of a tournament, by player, and by tournament and area. */
class IndexReadsTest extends OpenStore {

    private static final int PER_PLAYER = 6;
    private static final List<String> PLAYERS = List.of("ana", "bob", "eve");

    @BeforeEach
    void fill() {
        dolmen.createTable(CreateTableRequest.builder()
                .tableName("Tickets")
                .attributeDefinitions(List.of(
                        AttributeDefinition.of("player", ScalarAttributeType.S),
                        AttributeDefinition.of("nr", ScalarAttributeType.N),
                        AttributeDefinition.of("score", ScalarAttributeType.N),
                        AttributeDefinition.of("cup", ScalarAttributeType.S),
                        AttributeDefinition.of("area", ScalarAttributeType.S),
                        AttributeDefinition.of("round", ScalarAttributeType.S)))
                .keySchema(List.of(KeySchemaElement.hash("player"), KeySchemaElement.range("nr")))
                .localSecondaryIndexes(List.of(new LocalSecondaryIndex(
                        "by_score",
                        List.of(KeySchemaElement.hash("player"), KeySchemaElement.range("score")),
                        Projection.keysOnly())))
                .globalSecondaryIndexes(List.of(
                        global(
                                "by_cup",
                                Projection.all(),
                                KeySchemaElement.hash("cup"),
                                KeySchemaElement.range("score")),
                        global(
                                "by_cup_and_area",
                                Projection.include("note"),
                                KeySchemaElement.hash("cup"),
                                KeySchemaElement.hash("area"),
                                KeySchemaElement.range("round"),
                                KeySchemaElement.range("score"))))
                .billingMode("PAY_PER_REQUEST")
                .build());
        for (String player : PLAYERS) {
            for (int nr = 0; nr < PER_PLAYER; nr++) {
                put(ticket(player, nr));
            }
        }
    }

    private static GlobalSecondaryIndex global(String name, Projection projection, KeySchemaElement... key) {
        return new GlobalSecondaryIndex(name, List.of(key), projection);
    }

    /** Scores 3, 2, 1, 0, 3, 2, …; every third ticket is in no cup. */
    private static Item ticket(String player, int nr) {
        Item.Builder item = Item.builder()
                .put("player", AttributeValue.s(player))
                .put("nr", AttributeValue.n(nr))
                .put("score", AttributeValue.n(3 - nr % 4))
                .put("area", AttributeValue.s(nr % 2 == 0 ? "north" : "south"))
                .put("round", AttributeValue.s("final"))
                .put("note", AttributeValue.s("n" + nr))
                .put("secret", AttributeValue.s("s" + nr));
        if (nr % 3 != 2) {
            item.put("cup", AttributeValue.s("winter"));
        }
        return item.build();
    }

    private void put(Item item) {
        dolmen.putItem(PutItemRequest.builder().tableName("Tickets").item(item).build());
    }

    private static QueryRequest.Builder query(String index, String condition, Map<String, AttributeValue> values) {
        return QueryRequest.builder()
                .tableName("Tickets")
                .indexName(index)
                .keyConditionExpression(condition)
                .expressionAttributeValues(values);
    }

    private static QueryRequest.Builder scoresOfAna() {
        return query("by_score", "player = :p", Map.of(":p", AttributeValue.s("ana")));
    }

    private static QueryRequest.Builder winter() {
        return query("by_cup", "cup = :c", Map.of(":c", AttributeValue.s("winter")));
    }

    private List<Item> allPages(QueryRequest.Builder request, int limit) {
        List<Item> items = new ArrayList<>();
        Item start = null;
        do {
            QueryResponse page =
                    dolmen.query(request.limit(limit).exclusiveStartKey(start).build());
            items.addAll(page.items());
            start = page.lastEvaluatedKey();
        } while (start != null);
        return items;
    }

    private static List<String> column(List<Item> items, String name) {
        return items.stream().map(item -> text(item.get(name))).toList();
    }

    private static String text(@Nullable AttributeValue value) {
        return value instanceof AttributeValue.N n ? n.value().toString() : ((AttributeValue.S) value).value();
    }

    @Test
    void aLocalIndexIsReadInTheOrderOfItsSortKeyThenTheTables() {
        QueryResponse found = dolmen.query(scoresOfAna().build());
        assertThat(column(found.items(), "score")).containsExactly("0", "1", "2", "2", "3", "3");
        assertThat(column(found.items(), "nr")).containsExactly("3", "2", "1", "5", "0", "4");
        assertThat(found.items().get(0).names()).containsExactlyInAnyOrder("player", "nr", "score");
        QueryResponse backwards =
                dolmen.query(scoresOfAna().scanIndexForward(false).build());
        assertThat(column(backwards.items(), "nr")).containsExactly("4", "0", "5", "1", "2", "3");
        QueryResponse between = dolmen.query(query(
                        "by_score",
                        "player = :p AND score BETWEEN :a AND :b",
                        Map.of(":p", AttributeValue.s("ana"), ":a", AttributeValue.n(1), ":b", AttributeValue.n(2)))
                .build());
        assertThat(column(between.items(), "nr")).containsExactly("2", "1", "5");
    }

    @Test
    void whatALocalIndexDoesNotHoldIsFetched() {
        QueryResponse whole = dolmen.query(scoresOfAna()
                .select("ALL_ATTRIBUTES")
                .returnConsumedCapacity("INDEXES")
                .build());
        assertThat(whole.items().get(0)).isEqualTo(ticket("ana", 3));
        assertThat(whole.consumedCapacity())
                .isEqualTo(new ConsumedCapacity(
                        "Tickets", 3.5, null, null, Capacity.of(3.0), Map.of("by_score", Capacity.of(0.5)), null));
        QueryResponse projected =
                dolmen.query(scoresOfAna().projectionExpression("secret").build());
        assertThat(column(projected.items(), "secret")).containsExactly("s3", "s2", "s1", "s5", "s0", "s4");
        QueryResponse held = dolmen.query(scoresOfAna()
                .projectionExpression("score")
                .returnConsumedCapacity("TOTAL")
                .build());
        assertThat(held.consumedCapacity().capacityUnits()).isEqualTo(0.5);
    }

    @Test
    void aScanOfALocalIndexMayFilterByWhatItDoesNotHold() {
        ScanResponse found = dolmen.scan(ScanRequest.builder()
                .tableName("Tickets")
                .indexName("by_score")
                .filterExpression("note = :n")
                .expressionAttributeValues(Map.of(":n", AttributeValue.s("n5")))
                .build());
        assertThat(found.scannedCount()).isEqualTo(18);
        assertThat(found.items()).hasSize(PLAYERS.size());
        assertThat(found.items().get(0).names()).containsExactlyInAnyOrder("player", "nr", "score");
    }

    @Test
    void pagesOfAnIndexFitTogether() {
        for (int limit = 1; limit < 5; limit++) {
            assertThat(column(allPages(scoresOfAna(), limit), "nr")).containsExactly("3", "2", "1", "5", "0", "4");
            assertThat(column(allPages(scoresOfAna().scanIndexForward(false), limit), "nr"))
                    .containsExactly("4", "0", "5", "1", "2", "3");
            assertThat(allPages(winter(), limit))
                    .isEqualTo(dolmen.query(winter().build()).items())
                    .hasSize(12);
        }
        Item last = dolmen.query(winter().limit(1).build()).lastEvaluatedKey();
        assertThat(last.names()).containsExactlyInAnyOrder("player", "nr", "cup", "score");
    }

    @Test
    void aGlobalIndexHasTheItemsThatHaveItsKey() {
        QueryResponse found = dolmen.query(winter().build());
        assertThat(column(found.items(), "score")).isSorted().hasSize(12);
        assertThat(new HashSet<>(found.items())).hasSize(12).contains(ticket("eve", 4));
        // It leaves the index with the attribute, changes its place with its score, and goes with the item.
        Item moved = Item.builder()
                .putAll(ticket("eve", 4).attributes())
                .put("score", AttributeValue.n(99))
                .build();
        put(moved);
        put(Item.of("player", AttributeValue.s("ana"), "nr", AttributeValue.n(0)));
        dolmen.deleteItem(DeleteItemRequest.builder()
                .tableName("Tickets")
                .key(Item.of("player", AttributeValue.s("bob"), "nr", AttributeValue.n(0)))
                .build());
        List<Item> after = dolmen.query(winter().build()).items();
        assertThat(after).hasSize(10);
        assertThat(after.get(9)).isEqualTo(moved);
        reopen();
        assertThat(dolmen.query(winter().build()).items()).isEqualTo(after);
    }

    @Test
    void aKeyOfSeveralAttributesIsReadFromTheLeft() {
        Map<String, AttributeValue> north = Map.of(":c", AttributeValue.s("winter"), ":r", AttributeValue.s("north"));
        QueryResponse found = dolmen.query(
                query("by_cup_and_area", "area = :r AND cup = :c", north).build());
        assertThat(found.items()).hasSize(6);
        assertThat(column(found.items(), "score")).isSorted();
        assertThat(found.items().get(0).names())
                .containsExactlyInAnyOrder("player", "nr", "cup", "area", "round", "score", "note");
        Map<String, AttributeValue> high = Map.of(
                ":c", AttributeValue.s("winter"),
                ":r", AttributeValue.s("north"),
                ":f", AttributeValue.s("final"),
                ":s", AttributeValue.n(2));
        QueryRequest.Builder best =
                query("by_cup_and_area", "cup = :c AND area = :r AND round = :f AND score > :s", high);
        assertThat(column(allPages(best, 1), "score")).hasSize(6).containsOnly("3");
        refused(
                query("by_cup_and_area", "cup = :c", Map.of(":c", AttributeValue.s("winter"))),
                "HASH key attributes area must have equality conditions specified in the query");
    }

    @Test
    void segmentsOfAnIndexAreDisjointAndComplete() {
        for (String index : List.of("by_score", "by_cup", "by_cup_and_area")) {
            Set<Item> found = new HashSet<>();
            int count = 0;
            for (int segment = 0; segment < 4; segment++) {
                ScanResponse part = dolmen.scan(ScanRequest.builder()
                        .tableName("Tickets")
                        .indexName(index)
                        .segment(segment)
                        .totalSegments(4)
                        .build());
                found.addAll(part.items());
                count += part.count();
            }
            assertThat(found).hasSize(count).hasSize(index.equals("by_score") ? 18 : 12);
        }
    }

    @Test
    void badReadsAreRefused() {
        String invalid = "One or more parameter values were invalid: ";
        refused(winter().indexName("nowhere"), "The table does not have the specified index: nowhere");
        refused(winter().consistentRead(true), "Consistent reads are not supported on global secondary indexes");
        refused(
                winter().filterExpression("score > :c"),
                "Filter Expression can only contain non-primary key attributes: Primary key attribute: score");
        refused(
                scoresOfAna().filterExpression("note = :p"),
                invalid + "Secondary index by_score does not project one or more filter attributes: [note]");
        Map<String, AttributeValue> north = Map.of(":c", AttributeValue.s("winter"), ":r", AttributeValue.s("north"));
        QueryRequest.Builder included = query("by_cup_and_area", "area = :r AND cup = :c", north);
        refused(
                included.projectionExpression("secret"),
                invalid + "Global secondary index by_cup_and_area does not project [secret]");
        refused(
                included.projectionExpression(null).select("ALL_ATTRIBUTES"),
                invalid + "Select type ALL_ATTRIBUTES is not supported for global secondary index by_cup_and_area"
                        + " because its projection type is not ALL");
        Item key = dolmen.query(scoresOfAna().limit(1).build()).lastEvaluatedKey();
        refused(winter().exclusiveStartKey(key), "The provided starting key is invalid");
        refused(
                query(
                                "by_score",
                                "player = :p AND score > :s",
                                Map.of(":p", AttributeValue.s("ana"), ":s", AttributeValue.n(2)))
                        .exclusiveStartKey(key),
                "The provided starting key does not match the range key predicate");
        assertThatThrownBy(() -> put(Item.builder()
                        .putAll(ticket("ana", 9).attributes())
                        .put("cup", AttributeValue.n(1))
                        .build()))
                .isInstanceOf(ValidationException.class)
                .hasMessage(invalid + "Type mismatch for Index Key cup Expected: S Actual: N IndexName: by_cup");
    }

    /** Each attribute has the bounds of a table's own key: 2,048 bytes in the partition key, 1,024 in the sort key. */
    @Test
    void keysOfAnIndexAreBoundedToo() {
        put(ticket("c".repeat(2_048), "r".repeat(1_024)));
        assertThat(dolmen.query(query("by_cup", "cup = :c", Map.of(":c", AttributeValue.s("c".repeat(2_048))))
                                .build())
                        .count())
                .isEqualTo(1);
        String invalid = "One or more parameter values were invalid: ";
        assertThatThrownBy(() -> put(ticket("c".repeat(2_049), "final")))
                .isInstanceOf(ValidationException.class)
                .hasMessage(invalid + "Size of hashkey has exceeded the maximum size limit of2048 bytes");
        assertThatThrownBy(() -> put(ticket("winter", "r".repeat(1_025))))
                .isInstanceOf(ValidationException.class)
                .hasMessage(invalid + "Aggregated size of all range keys has exceeded the size limit of 1024 bytes");
    }

    private static Item ticket(String cup, String round) {
        return Item.builder()
                .putAll(ticket("ana", 99).attributes())
                .put("cup", cup)
                .put("round", round)
                .build();
    }

    private void refused(QueryRequest.Builder request, String message) {
        assertThatThrownBy(() -> dolmen.query(request.build()))
                .isInstanceOf(ValidationException.class)
                .hasMessage(message);
    }
}
