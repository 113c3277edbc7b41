package dev.dolmen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.expressions.AttributeValueUpdate;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.ConditionalCheckFailedException;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.GetItemRequest;
import dev.dolmen.model.GlobalSecondaryIndex;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.Projection;
import dev.dolmen.model.PutItemRequest;
import dev.dolmen.model.QueryRequest;
import dev.dolmen.model.ScalarAttributeType;
import dev.dolmen.model.TransactWriteItem;
import dev.dolmen.model.TransactWriteItemsRequest;
import dev.dolmen.model.TransactionCanceledException;
import dev.dolmen.model.Update;
import dev.dolmen.model.UpdateItemRequest;
import dev.dolmen.model.UpdateItemResponse;
import dev.dolmen.model.ValidationException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Updates at the front door; what expressions do is in the cases of {@code updates.txt}. */
class UpdateItemTest extends OpenStore {

    private static final Item KEY = Item.of("id", AttributeValue.s("1"));
    private static final Map<String, AttributeValue> ONE = Map.of(":v", AttributeValue.n(1));

    @BeforeEach
    void open() {
        dolmen.createTable(CreateTableRequest.builder()
                .tableName("Things")
                .attributeDefinitions(List.of(
                        AttributeDefinition.of("id", ScalarAttributeType.S),
                        AttributeDefinition.of("kind", ScalarAttributeType.S)))
                .keySchema(List.of(KeySchemaElement.hash("id")))
                .globalSecondaryIndexes(List.of(
                        new GlobalSecondaryIndex("by_kind", List.of(KeySchemaElement.hash("kind")), Projection.all())))
                .billingMode("PAY_PER_REQUEST")
                .build());
    }

    private static UpdateItemRequest.Builder update(String expression, Map<String, AttributeValue> values) {
        return UpdateItemRequest.builder()
                .tableName("Things")
                .key(KEY)
                .updateExpression(expression)
                .expressionAttributeValues(values);
    }

    private @Nullable Item stored() {
        return dolmen.getItem(
                        GetItemRequest.builder().tableName("Things").key(KEY).build())
                .item();
    }

    private void put(Item item) {
        dolmen.putItem(PutItemRequest.builder().tableName("Things").item(item).build());
    }

    @Test
    void whatIsNotThereIsCreated() {
        UpdateItemResponse created = dolmen.updateItem(
                update("ADD hits :v", ONE).returnValues("ALL_NEW").build());
        Item expected = Item.of("id", AttributeValue.s("1"), "hits", AttributeValue.n(1));
        assertThat(created.attributes()).isEqualTo(expected);
        assertThat(stored()).isEqualTo(expected);
    }

    @Test
    void whatOnlyRemovesCreatesNothing() {
        for (String expression : List.of("REMOVE a", "REMOVE a.b", "REMOVE a[0]", "DELETE a :s")) {
            Map<String, AttributeValue> values =
                    expression.contains(":s") ? Map.of(":s", AttributeValue.ss(List.of("x"))) : null;
            assertThat(dolmen.updateItem(update(expression, values)
                                    .returnValues("ALL_NEW")
                                    .build())
                            .attributes())
                    .isNull();
        }
        dolmen.updateItem(UpdateItemRequest.builder()
                .tableName("Things")
                .key(KEY)
                .attributeUpdates(Map.of("a", new AttributeValueUpdate("DELETE", null)))
                .build());
        assertThat(stored()).isNull();
        dolmen.updateItem(update("REMOVE a SET b = :v", ONE).build());
        assertThat(stored()).isEqualTo(Item.of("id", AttributeValue.s("1"), "b", AttributeValue.n(1)));
    }

    @Test
    void anUpdateOfNothingCreatesTheKeyAlone() {
        dolmen.updateItem(
                UpdateItemRequest.builder().tableName("Things").key(KEY).build());
        assertThat(stored()).isEqualTo(KEY);
    }

    @ParameterizedTest
    @CsvSource({"NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"})
    void returnValues(String returnValues) {
        Item before = Item.builder()
                .putAll(KEY.attributes())
                .put("a", AttributeValue.n(0))
                .put("m", AttributeValue.m(Map.of("x", AttributeValue.n(0), "y", AttributeValue.s("kept"))))
                .put("gone", AttributeValue.s("soon"))
                .build();
        put(before);
        Item answer = dolmen.updateItem(update("SET m.x = :v, fresh = :v REMOVE gone", ONE)
                        .returnValues(returnValues)
                        .build())
                .attributes();
        Item after = stored();
        Item expected =
                switch (returnValues) {
                    case "ALL_OLD" -> before;
                    case "ALL_NEW" -> after;
                    case "UPDATED_OLD" ->
                        Item.of(
                                "m", AttributeValue.m(Map.of("x", AttributeValue.n(0))),
                                "gone", AttributeValue.s("soon"));
                    case "UPDATED_NEW" ->
                        Item.of(
                                "m", AttributeValue.m(Map.of("x", AttributeValue.n(1))),
                                "fresh", AttributeValue.n(1));
                    default -> null;
                };
        assertThat(answer).isEqualTo(expected);
        assertThat(after.get("m"))
                .isEqualTo(AttributeValue.m(Map.of("x", AttributeValue.n(1), "y", AttributeValue.s("kept"))));
        assertThat(after.has("gone")).isFalse();
    }

    @Test
    void conditionAndUpdateShareTheirPlaceholders() {
        put(Item.of("id", AttributeValue.s("1"), "a", AttributeValue.n(1)));
        UpdateItemRequest.Builder request = update("SET #a = #a + :v", ONE)
                .conditionExpression("#a = :v")
                .expressionAttributeNames(Map.of("#a", "a"))
                .returnValuesOnConditionCheckFailure("ALL_OLD");
        dolmen.updateItem(request.build());
        assertThatThrownBy(() -> dolmen.updateItem(request.build()))
                .isInstanceOfSatisfying(ConditionalCheckFailedException.class, refused -> assertThat(refused.item())
                        .isEqualTo(stored()));
        assertThat(stored().get("a")).isEqualTo(AttributeValue.n(2));
        refused(
                request.expressionAttributeNames(Map.of("#a", "a", "#b", "b")).build(),
                "1 validation error detected: Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}");
    }

    @Test
    void aRetryCountsOnceAlsoAfterReopening() {
        UpdateItemRequest hit = update("ADD hits :v", ONE)
                .returnValues("UPDATED_NEW")
                .requestToken("hit-1")
                .build();
        Item first = dolmen.updateItem(hit).attributes();
        assertThat(dolmen.updateItem(hit).attributes()).isEqualTo(first);
        reopen();
        assertThat(dolmen.updateItem(hit).attributes()).isEqualTo(first);
        assertThat(stored().get("hits")).isEqualTo(AttributeValue.n(1));
    }

    @Test
    void aRefusalIsRememberedUnderItsTokenToo() {
        UpdateItemRequest grow =
                update("SET a = a + :v", ONE).requestToken("grow").build();
        String refusal = "The provided expression refers to an attribute that does not exist in the item";
        refused(grow, refusal);
        put(Item.of("id", AttributeValue.s("1"), "a", AttributeValue.n(1)));
        refused(grow, refusal);
        assertThat(stored().get("a")).isEqualTo(AttributeValue.n(1));
    }

    @Test
    void indexesFollow() {
        dolmen.updateItem(
                update("SET kind = :k", Map.of(":k", AttributeValue.s("a"))).build());
        assertThat(ofKind("a")).hasSize(1);
        dolmen.updateItem(
                update("SET kind = :k", Map.of(":k", AttributeValue.s("b"))).build());
        assertThat(ofKind("a")).isEmpty();
        assertThat(ofKind("b")).containsExactly(stored());
        dolmen.updateItem(
                update("REMOVE kind", Map.of()).expressionAttributeValues(null).build());
        assertThat(ofKind("b")).isEmpty();
    }

    private List<Item> ofKind(String kind) {
        return dolmen.query(QueryRequest.builder()
                        .tableName("Things")
                        .indexName("by_kind")
                        .keyConditionExpression("kind = :k")
                        .expressionAttributeValues(Map.of(":k", AttributeValue.s(kind)))
                        .build())
                .items();
    }

    @Test
    void whatCannotBeIsRefusedAndChangesNothing() {
        put(Item.of("id", AttributeValue.s("1"), "a", AttributeValue.n(1)));
        Item before = stored();
        String invalid = "One or more parameter values were invalid: ";
        refused(
                update("SET id = :v", ONE).build(),
                invalid + "Cannot update attribute id. This attribute is part of the key");
        refused(
                update("SET kind = :v", ONE).build(),
                invalid + "Type mismatch for Index Key kind Expected: S Actual: N IndexName: by_kind");
        refused(
                update("SET kind = a", null).build(),
                "The update expression attempted to update the secondary index key to unsupported type");
        refused(
                update("SET id.x = :v", ONE).build(),
                invalid + "Cannot update attribute id. This attribute is part of the key");
        refused(
                update("SET kind.x = :v", ONE).build(),
                "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed:"
                        + " IndexKey: kind");
        refused(
                update("SET big = :v", Map.of(":v", AttributeValue.s("x".repeat(409_600))))
                        .build(),
                "Item size to update has exceeded the maximum allowed size");
        refused(
                update("SET a = :v", ONE)
                        .attributeUpdates(Map.of("a", new AttributeValueUpdate("PUT", AttributeValue.n(1))))
                        .build(),
                "1 validation error detected: Can not use both expression and non-expression parameters in the same request:"
                        + " Non-expression parameters: {AttributeUpdates} Expression parameters: {UpdateExpression}");
        refused(
                update("SET a = :v", ONE).returnValues("SOME").build(),
                "1 validation error detected: Value 'SOME' at 'returnValues' failed to satisfy constraint:"
                        + " Member must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]");
        assertThat(stored()).isEqualTo(before);
    }

    private void refused(UpdateItemRequest request, String message) {
        assertThatThrownBy(() -> dolmen.updateItem(request))
                .isInstanceOf(ValidationException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            n  | ADD    | 2 | 3
            n  | PUT    | 2 | 2
            n  |        | 2 | 2
            zz | ADD    | 2 | 2
            n  | DELETE |   |
            """)
    void legacyUpdates(String name, @Nullable String action, @Nullable Long value, @Nullable Long expected) {
        put(Item.of("id", AttributeValue.s("1"), "n", AttributeValue.n(1)));
        dolmen.updateItem(legacy(name, action, value == null ? null : AttributeValue.n(value)));
        assertThat(stored().get(name)).isEqualTo(expected == null ? null : AttributeValue.n(expected));
    }

    private static UpdateItemRequest legacy(String name, @Nullable String action, @Nullable AttributeValue value) {
        return UpdateItemRequest.builder()
                .tableName("Things")
                .key(KEY)
                .attributeUpdates(Map.of(name, new AttributeValueUpdate(action, value)))
                .build();
    }

    @Test
    void legacyUpdatesCheckTheirTypes() {
        put(Item.of("id", AttributeValue.s("1"), "n", AttributeValue.n(1)));
        String invalid = "1 validation error detected: One or more parameter values were invalid: ";
        refused(legacy("n", "ADD", AttributeValue.s("x")), invalid + "ADD action is not supported for the type S");
        refused(
                legacy("n", "DELETE", AttributeValue.n(1)),
                invalid + "DELETE action with value is not supported for the type N");
        refused(
                legacy("n", "PUT", null),
                invalid + "Only DELETE action is allowed when no attribute value is specified");
        refused(legacy("n", "ADD", AttributeValue.ss("x")), "Type mismatch for attribute to update");
    }

    @Test
    void inATransactionItIsAllOrNothing() {
        put(Item.of("id", AttributeValue.s("1"), "n", AttributeValue.n(1)));
        transact("ADD n :v", "ADD n :v");
        assertThat(stored().get("n")).isEqualTo(AttributeValue.n(2));
        assertThatThrownBy(() -> transact("ADD n :v", "SET n = zz + :v"))
                .isInstanceOfSatisfying(TransactionCanceledException.class, cancelled -> {
                    assertThat(cancelled.cancellationReasons().get(0).code()).isEqualTo("None");
                    assertThat(cancelled.cancellationReasons().get(1).code()).isEqualTo("ValidationError");
                    assertThat(cancelled.cancellationReasons().get(1).message())
                            .isEqualTo(
                                    "The provided expression refers to an attribute that does not exist in the item");
                });
        assertThat(stored().get("n")).isEqualTo(AttributeValue.n(2));
    }

    private void transact(String first, String second) {
        dolmen.transactWriteItems(TransactWriteItemsRequest.builder()
                .transactItems(List.of(transacted("1", first), transacted("2", second)))
                .build());
    }

    private static TransactWriteItem transacted(String id, String expression) {
        return TransactWriteItem.of(Update.builder()
                .tableName("Things")
                .key(Item.of("id", AttributeValue.s(id)))
                .updateExpression(expression)
                .expressionAttributeValues(ONE)
                .build());
    }
}
