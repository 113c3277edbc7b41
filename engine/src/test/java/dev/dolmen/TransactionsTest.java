package dev.dolmen;

import static dev.dolmen.UsersAndOrders.USERS_ARN;
import static dev.dolmen.UsersAndOrders.order;
import static dev.dolmen.UsersAndOrders.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.CancellationReason;
import dev.dolmen.model.ConditionCheck;
import dev.dolmen.model.ConsumedCapacity;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.Delete;
import dev.dolmen.model.DeleteItemRequest;
import dev.dolmen.model.Get;
import dev.dolmen.model.IdempotentParameterMismatchException;
import dev.dolmen.model.ItemCollectionMetrics;
import dev.dolmen.model.ItemResponse;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.LocalSecondaryIndex;
import dev.dolmen.model.Projection;
import dev.dolmen.model.Put;
import dev.dolmen.model.PutItemRequest;
import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.ScalarAttributeType;
import dev.dolmen.model.TransactGetItem;
import dev.dolmen.model.TransactGetItemsRequest;
import dev.dolmen.model.TransactGetItemsResponse;
import dev.dolmen.model.TransactWriteItem;
import dev.dolmen.model.TransactWriteItemsRequest;
import dev.dolmen.model.TransactWriteItemsResponse;
import dev.dolmen.model.TransactionCanceledException;
import dev.dolmen.model.Update;
import dev.dolmen.model.ValidationException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Transactions over a table of users and a table of orders with a local index. */
class TransactionsTest extends OpenStore {

    private static final String KEY_MISMATCH = "The provided key element does not match the schema";
    private static final String TWICE = "Transaction request cannot include multiple operations on one item";

    @BeforeEach
    void open() {
        UsersAndOrders.createIn(dolmen);
    }

    private static TransactWriteItem put(String table, Item item, @Nullable String condition) {
        return TransactWriteItem.of(Put.builder()
                .tableName(table)
                .item(item)
                .conditionExpression(condition)
                .returnValuesOnConditionCheckFailure("ALL_OLD")
                .build());
    }

    private static TransactWriteItem delete(Item key, @Nullable String condition) {
        return TransactWriteItem.of(Delete.builder()
                .tableName("Users")
                .key(key)
                .conditionExpression(condition)
                .build());
    }

    private static TransactWriteItem update(String id, String expression, int operand) {
        return TransactWriteItem.of(Update.builder()
                .tableName("Users")
                .key(user(id))
                .updateExpression(expression)
                .expressionAttributeValues(Map.of(":o", AttributeValue.n(operand)))
                .build());
    }

    private static Item counted(String id, int n) {
        return Item.of("id", AttributeValue.s(id), "n", AttributeValue.n(n));
    }

    private static TransactWriteItem check(Item key, String condition) {
        return TransactWriteItem.of(ConditionCheck.builder()
                .tableName("Users")
                .key(key)
                .conditionExpression(condition)
                .returnValuesOnConditionCheckFailure("ALL_OLD")
                .build());
    }

    private static TransactWriteItemsRequest.Builder transaction(TransactWriteItem... items) {
        return TransactWriteItemsRequest.builder().transactItems(List.of(items));
    }

    private void write(TransactWriteItem... items) {
        dolmen.transactWriteItems(transaction(items).build());
    }

    private static TransactGetItem get(String table, Item key) {
        return new TransactGetItem(Get.builder().tableName(table).key(key).build());
    }

    private TransactGetItemsResponse read(TransactGetItem... items) {
        return dolmen.transactGetItems(TransactGetItemsRequest.builder()
                .transactItems(List.of(items))
                .returnConsumedCapacity("TOTAL")
                .build());
    }

    private List<@Nullable Item> users(String... ids) {
        TransactGetItem[] gets =
                Stream.of(ids).map(id -> get("Users", user(id))).toArray(TransactGetItem[]::new);
        return read(gets).responses().stream().map(ItemResponse::item).toList();
    }

    private TransactionCanceledException cancelled(TransactWriteItem... items) {
        TransactionCanceledException cancelled =
                catchThrowableOfType(TransactionCanceledException.class, () -> write(items));
        assertThat(cancelled).isNotNull();
        return cancelled;
    }

    private void refused(TransactWriteItemsRequest.Builder request, String message) {
        assertThatThrownBy(() -> dolmen.transactWriteItems(request.build()))
                .isInstanceOf(ValidationException.class)
                .hasMessage(message);
    }

    @Test
    void allOfItHappens() {
        write(put("Users", user("bo"), null));
        write(
                put("Users", user("ana"), "attribute_not_exists(id)"),
                delete(user("bo"), "attribute_exists(id)"),
                check(user("cy"), "attribute_not_exists(id)"),
                put("Orders", order("ana", 1), null));
        assertThat(read(
                                get("Users", user("ana")),
                                get("Users", user("bo")),
                                get("Users", user("cy")),
                                get("Orders", Item.of("id", AttributeValue.s("ana"), "nr", AttributeValue.n(1))))
                        .responses())
                .extracting(ItemResponse::item)
                .containsExactly(user("ana"), null, null, order("ana", 1));
    }

    @Test
    void orNothingAndTheReasonsSayWhy() {
        write(put("Users", user("bo"), null));
        TransactionCanceledException cancelled = cancelled(
                put("Users", user("ana"), null),
                put("Users", user("bo"), "attribute_not_exists(id)"),
                check(user("cy"), "attribute_exists(id)"),
                delete(user("di"), null));
        assertThat(cancelled)
                .hasMessage("Transaction cancelled, please refer cancellation reasons for specific reasons"
                        + " [None, ConditionalCheckFailed, ConditionalCheckFailed, None]");
        CancellationReason none = new CancellationReason("None", null, null);
        String failed = "The conditional request failed";
        assertThat(cancelled.cancellationReasons())
                .containsExactly(
                        none,
                        new CancellationReason("ConditionalCheckFailed", failed, user("bo")),
                        new CancellationReason("ConditionalCheckFailed", failed, null),
                        none);
        assertThat(users("ana", "bo")).containsExactly(null, user("bo"));
    }

    @Test
    void updatesAreMadeWithTheRest() {
        write(put("Users", counted("ana", 10), null), put("Users", counted("bo", 5), null));
        // Three units go from one to the other, and a third user comes to be.
        write(
                update("ana", "SET n = n - :o", 3),
                update("bo", "ADD n :o", 3),
                update("cy", "SET n = if_not_exists(n, :o)", 1),
                check(user("di"), "attribute_not_exists(id)"));
        assertThat(users("ana", "bo", "cy")).containsExactly(counted("ana", 7), counted("bo", 8), counted("cy", 1));
    }

    @Test
    void anUpdateThatCannotBeMadeIsAReasonAndUndoesTheRest() {
        write(put("Users", counted("ana", 10), null), put("Users", user("bo"), null));
        TransactionCanceledException cancelled =
                cancelled(update("ana", "SET n = n - :o", 3), update("bo", "SET n = n + :o", 3));
        assertThat(cancelled.cancellationReasons())
                .containsExactly(
                        new CancellationReason("None", null, null),
                        new CancellationReason(
                                "ValidationError",
                                "The provided expression refers to an attribute that does not exist in the item",
                                null));
        assertThat(users("ana", "bo")).containsExactly(counted("ana", 10), user("bo"));
    }

    @Test
    void aRetriedUpdateAddsOnce() {
        TransactWriteItemsRequest request = transaction(update("ana", "ADD n :o", 3))
                .clientRequestToken("t")
                .build();
        dolmen.transactWriteItems(request);
        reopen();
        dolmen.transactWriteItems(request);
        assertThat(users("ana")).containsExactly(counted("ana", 3));
    }

    @Test
    void updatesThatGrowItemsCountForTheSizeOfTheTransaction() {
        String large = "x".repeat(390_000);
        List<String> ids = IntStream.range(0, 11).mapToObj(i -> "u" + i).toList();
        ids.forEach(id -> dolmen.putItem(PutItemRequest.builder()
                .tableName("Users")
                .item(Item.of("id", AttributeValue.s(id), "v", AttributeValue.s(large)))
                .build()));
        refused(
                transaction(ids.stream().map(id -> update(id, "SET n = :o", 1)).toArray(TransactWriteItem[]::new)),
                // id and its two letters, v, n and its one digit; one id has three letters
                "Transaction payload size cannot exceed 4MB. Payload Size: " + (11 * (2 + 2 + 390_001 + 3) + 1));
    }

    private void notFitting(TransactWriteItem member, String message) {
        assertThat(cancelled(member).cancellationReasons())
                .containsExactly(new CancellationReason("ValidationError", message, null));
    }

    @Test
    void anEmptyKeyIsNoReasonButRefused() {
        refused(
                transaction(put("Users", user(""), null), put("Users", Item.of("id", AttributeValue.n(1)), null)),
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an"
                        + " empty string value. Key: id");
    }

    @Test
    void whatDoesNotFitItsTableIsAReasonToo() {
        TransactionCanceledException cancelled = cancelled(
                put("Users", user("ana"), null),
                put("Users", Item.of("id", AttributeValue.n(1)), null),
                put("Users", Item.of("name", AttributeValue.s("Bo")), null),
                put("Users", user("bo"), "attribute_exists(id)"));
        assertThat(cancelled.cancellationReasons())
                .extracting(CancellationReason::code)
                .containsExactly("None", "ValidationError", "None", "None");
        assertThat(cancelled.cancellationReasons())
                .extracting(CancellationReason::message)
                .containsExactly(
                        null,
                        "One or more parameter values were invalid: Type mismatch for key id expected: S actual: N",
                        null,
                        null);
        notFitting(
                put("Users", Item.of("name", AttributeValue.s("Bo")), null),
                "One or more parameter values were invalid: Missing the key id in the item");
        notFitting(delete(order("bo", 1), null), KEY_MISMATCH);
        assertThat(users("ana")).containsExactly((Item) null);
        assertThatThrownBy(() -> read(get("Users", user("ana")), get("Users", order("ana", 1))))
                .isInstanceOf(TransactionCanceledException.class)
                .hasMessageEndingWith("[None, ValidationError]");
    }

    @Test
    void aTokenMakesItHappenOnceAcrossReopening() {
        TransactWriteItemsRequest request = transaction(
                        delete(user("ana"), null), put("Users", user("bo"), "attribute_not_exists(id)"))
                .clientRequestToken("t-1")
                .returnConsumedCapacity("TOTAL")
                .build();
        write(put("Users", user("ana"), null));
        assertThat(dolmen.transactWriteItems(request).consumedCapacity())
                .containsExactly(new ConsumedCapacity("Users", 4, null, 4.0, null, null, null));
        // What others did since then is not undone by the retry, and its conditions do not matter any more.
        write(put("Users", user("ana"), null));
        reopen();
        assertThat(dolmen.transactWriteItems(request).consumedCapacity())
                .as("a retry consumes what reading the items does")
                .containsExactly(new ConsumedCapacity("Users", 4, 4.0, null, null, null, null));
        assertThat(users("ana", "bo")).containsExactly(user("ana"), user("bo"));
        assertThatThrownBy(() -> dolmen.transactWriteItems(request.toBuilder()
                        .transactItems(List.of(delete(user("ana"), null)))
                        .build()))
                .isInstanceOf(IdempotentParameterMismatchException.class);
        // A single write's token is another one, though it be the same word.
        dolmen.putItem(PutItemRequest.builder()
                .tableName("Users")
                .item(user("di"))
                .requestToken("t-1")
                .build());
    }

    @Test
    void aCancelledTransactionMayBeTriedAgainUnderItsToken() {
        TransactWriteItemsRequest request = transaction(put("Users", user("ana"), "attribute_exists(id)"))
                .clientRequestToken("t-1")
                .build();
        assertThatThrownBy(() -> dolmen.transactWriteItems(request)).isInstanceOf(TransactionCanceledException.class);
        write(put("Users", user("ana"), null));
        dolmen.transactWriteItems(request);
    }

    @Test
    void unitsOfTablesAreDoubledAndToldPerTable() {
        write(put("Orders", order("ana", 1), null));
        TransactWriteItemsResponse answer = dolmen.transactWriteItems(transaction(
                        put("Orders", order("ana", 2), null),
                        put("Orders", order("bo", 1), null),
                        check(user("bo"), "attribute_not_exists(id)"))
                .returnConsumedCapacity("INDEXES")
                .returnItemCollectionMetrics("SIZE")
                .build());
        List<ConsumedCapacity> capacity = answer.consumedCapacity();
        assertThat(capacity).extracting(ConsumedCapacity::tableName).containsExactly("Orders", "Users");
        assertThat(capacity).extracting(ConsumedCapacity::writeCapacityUnits).containsExactly(6.0, 2.0);
        assertThat(capacity.get(0).table().writeCapacityUnits()).isEqualTo(4.0);
        assertThat(capacity.get(0).localSecondaryIndexes().get("by-state").writeCapacityUnits())
                .isEqualTo(2.0);
        assertThat(answer.itemCollectionMetrics())
                .isEqualTo(Map.of(
                        "Orders",
                        List.of(
                                new ItemCollectionMetrics(user("ana"), List.of(0.0, 1.0)),
                                new ItemCollectionMetrics(user("bo"), List.of(0.0, 1.0)))));
        assertThat(read(get("Users", user("ana")), get(USERS_ARN, user("bo"))).consumedCapacity())
                .containsExactly(
                        new ConsumedCapacity("Users", 2, 2.0, null, null, null, null),
                        new ConsumedCapacity(USERS_ARN, 2, 2.0, null, null, null, null));
    }

    @Test
    void aProjectionOfNothingIsNoItem() {
        write(put("Users", user("ana"), null));
        TransactGetItem nothing = new TransactGetItem(Get.builder()
                .tableName("Users")
                .key(user("ana"))
                .projectionExpression("nothing")
                .build());
        assertThat(read(nothing).responses()).containsExactly(new ItemResponse(null));
    }

    @Test
    void noItemTwice() {
        refused(transaction(put("Users", user("ana"), null), delete(user("ana"), null)), TWICE);
        refused(transaction(put(USERS_ARN, user("ana"), null), delete(user("ana"), null)), TWICE);
        assertThatThrownBy(() -> read(get("Users", user("ana")), get(USERS_ARN, user("ana"))))
                .isInstanceOf(ValidationException.class)
                .hasMessage(TWICE);
    }

    @Test
    void requestsAreCheckedBeforeTheirTablesAreLookedFor() {
        refused(
                TransactWriteItemsRequest.builder().clientRequestToken("x".repeat(37)),
                "2 validation errors detected: Value '" + "x".repeat(37) + "' at 'clientRequestToken' failed to satisfy"
                        + " constraint: Member must have length less than or equal to 36; Value null at 'transactItems'"
                        + " failed to satisfy constraint: Member must not be null");
        refused(
                transaction(
                        TransactWriteItem.of(Put.builder().tableName("Users").build()),
                        TransactWriteItem.of(ConditionCheck.builder()
                                .key(user("ana"))
                                .returnValuesOnConditionCheckFailure("OLD")
                                .build())),
                "4 validation errors detected: Value null at 'transactItems.1.member.put.item' failed to satisfy"
                        + " constraint: Member must not be null; Value null at"
                        + " 'transactItems.2.member.conditionCheck.conditionExpression' failed to satisfy constraint:"
                        + " Member must not be null; Value null at 'transactItems.2.member.conditionCheck.tableName'"
                        + " failed to satisfy constraint: Member must not be null; Value 'OLD' at"
                        + " 'transactItems.2.member.conditionCheck.returnValuesOnConditionCheckFailure' failed to satisfy"
                        + " constraint: Member must satisfy enum value set: [ALL_OLD, NONE]");
        String oneOf = "TransactItems can only contain one of Check, Put, Update or Delete";
        refused(transaction(new TransactWriteItem(null, null, null, null)), oneOf);
        refused(
                transaction(new TransactWriteItem(
                        null,
                        put("Users", user("ana"), null).put(),
                        delete(user("bo"), null).delete(),
                        null)),
                oneOf);
        refused(
                transaction(put("Nowhere", user("ana"), "a = = b")),
                "Invalid ConditionExpression: Syntax error; token: \"=\", near: \"= = b\"");
        Item large = Item.of("id", AttributeValue.s("ana"), "v", AttributeValue.s("x".repeat(400 << 10)));
        refused(transaction(put("Nowhere", large, null)), "Item size has exceeded the maximum allowed size");
        assertThatThrownBy(() -> write(put("Users", user("ana"), null), put("Nowhere", user("ana"), null)))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessage("Requested resource not found");
        assertThat(users("ana")).containsExactly((Item) null);
    }

    @Test
    void manyTinyAttributesInManyIndexesMayBeTooMuchForOneLogRecord() {
        List<String> names = List.of("a", "b", "c", "d", "e");
        dolmen.createTable(CreateTableRequest.builder()
                .tableName("Wide")
                .attributeDefinitions(Stream.concat(Stream.of("id", "nr"), names.stream())
                        .map(name -> AttributeDefinition.of(name, ScalarAttributeType.S))
                        .toList())
                .keySchema(List.of(KeySchemaElement.hash("id"), KeySchemaElement.range("nr")))
                .localSecondaryIndexes(names.stream()
                        .map(name -> new LocalSecondaryIndex(
                                "by-" + name,
                                List.of(KeySchemaElement.hash("id"), KeySchemaElement.range(name)),
                                Projection.all()))
                        .toList())
                .billingMode("PAY_PER_REQUEST")
                .build());
        TransactWriteItem[] wide = IntStream.range(0, 10)
                .mapToObj(nr -> put("Wide", wide(nr, names), null))
                .toArray(TransactWriteItem[]::new);
        assertThatThrownBy(() -> write(wide))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Write fewer items at once");
        write(wide[0], wide[1]);
    }

    private static Item wide(int nr, List<String> keys) {
        Item.Builder item = Item.builder().put("id", AttributeValue.s("wide")).put("nr", AttributeValue.s("nr" + nr));
        keys.forEach(key -> item.put(key, AttributeValue.s("x")));
        for (int i = 36 * 36; i < 70_000; i++) {
            item.put(Integer.toString(i, Character.MAX_RADIX), AttributeValue.nul());
        }
        return item.build();
    }

    @Test
    void noExpressionLeadsIntoAKey() {
        String scalars = "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: ";
        refused(transaction(delete(user("ana"), "attribute_exists(id.part)")), scalars + "Key: id");
        TransactGetItem get = new TransactGetItem(Get.builder()
                .tableName("Orders")
                .key(Item.of("id", AttributeValue.s("ana"), "nr", AttributeValue.n(1)))
                .projectionExpression("#s[0]")
                .expressionAttributeNames(Map.of("#s", "state"))
                .build());
        assertThatThrownBy(() -> read(get))
                .isInstanceOf(ValidationException.class)
                .hasMessage(scalars + "IndexKey: state");
    }

    @Test
    void oneToAHundredItemsOfFourMegabytesTogether() {
        TransactWriteItem[] writes = IntStream.range(0, 101)
                .mapToObj(i -> put("Users", user("u" + i), null))
                .toArray(TransactWriteItem[]::new);
        refused(
                transaction(writes),
                "1 validation error detected: Value '[101 items]' at 'transactItems' failed to satisfy constraint: Member"
                        + " must have length less than or equal to 100");
        refused(
                transaction(),
                "1 validation error detected: Value '[]' at 'transactItems' failed to satisfy constraint: Member must"
                        + " have length greater than or equal to 1");
        write(Stream.of(writes).limit(100).toArray(TransactWriteItem[]::new));
        assertThat(users(IntStream.range(0, 100).mapToObj(i -> "u" + i).toArray(String[]::new)))
                .doesNotContainNull();
        // 11 items of 400,000 bytes: a little more than 4 MiB.
        List<Item> large = IntStream.range(10, 21)
                .mapToObj(i -> Item.of(
                        "id", AttributeValue.s("l" + i), "v", AttributeValue.s("x".repeat(400_000 - 2 - 3 - 1))))
                .toList();
        refused(
                TransactWriteItemsRequest.builder()
                        .transactItems(large.stream()
                                .map(item -> put("Users", item, null))
                                .toList()),
                "Transaction payload size cannot exceed 4MB. Payload Size: 4400000");
        large.forEach(item -> dolmen.putItem(
                PutItemRequest.builder().tableName("Users").item(item).build()));
        assertThatThrownBy(() ->
                        users(IntStream.range(10, 21).mapToObj(i -> "l" + i).toArray(String[]::new)))
                .isInstanceOf(ValidationException.class)
                .hasMessage("Transaction payload size cannot exceed 4MB. Payload Size: 4400000");
        dolmen.deleteItem(
                DeleteItemRequest.builder().tableName("Users").key(user("l20")).build());
        assertThat(users(IntStream.range(10, 20).mapToObj(i -> "l" + i).toArray(String[]::new)))
                .hasSize(10);
    }
}
