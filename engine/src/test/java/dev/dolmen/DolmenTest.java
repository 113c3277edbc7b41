package dev.dolmen;

import static dev.dolmen.expressions.Attr.attr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dolmen.expressions.ExpectedAttributeValue;
import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.ConditionalCheckFailedException;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.DeleteItemRequest;
import dev.dolmen.model.DeleteItemResponse;
import dev.dolmen.model.Durability;
import dev.dolmen.model.GetItemRequest;
import dev.dolmen.model.IdempotentParameterMismatchException;
import dev.dolmen.model.ItemCollectionMetrics;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.LocalSecondaryIndex;
import dev.dolmen.model.Projection;
import dev.dolmen.model.PutItemRequest;
import dev.dolmen.model.ResourceInUseException;
import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.ScalarAttributeType;
import dev.dolmen.model.StoreClosedException;
import dev.dolmen.model.StoreLockedException;
import dev.dolmen.model.StoreUnavailableException;
import dev.dolmen.model.ValidationException;
import dev.dolmen.testkit.SimulatedClock;
import dev.dolmen.testkit.SimulatedDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The front door, on a real disk. */
class DolmenTest extends OpenStore {

    private static final Item ANA = Item.builder()
            .put("user_id", AttributeValue.s("001"))
            .put("status", AttributeValue.s("inactive"))
            .build();
    private static final ExpectedAttributeValue ABSENT = new ExpectedAttributeValue(null, false, null, null);
    private static final Item ANA_KEY = Item.of("user_id", AttributeValue.s("001"));

    @BeforeEach
    void open() {
        dolmen.createTable(users().build());
        dolmen.putItem(PutItemRequest.builder().tableName("Users").item(ANA).build());
    }

    private static CreateTableRequest.Builder users() {
        return CreateTableRequest.builder()
                .tableName("Users")
                .attributeDefinitions(List.of(AttributeDefinition.of("user_id", ScalarAttributeType.S)))
                .keySchema(List.of(KeySchemaElement.hash("user_id")))
                .billingMode("PAY_PER_REQUEST");
    }

    private static DeleteItemRequest.Builder delete() {
        return DeleteItemRequest.builder().tableName("Users").key(ANA_KEY);
    }

    private static DeleteItemRequest.Builder deleteIf(String status) {
        return delete().conditionExpression("#s = :v")
                .expressionAttributeNames(Map.of("#s", "status"))
                .expressionAttributeValues(Map.of(":v", AttributeValue.s(status)));
    }

    private @Nullable Item ana() {
        return dolmen.getItem(
                        GetItemRequest.builder().tableName("Users").key(ANA_KEY).build())
                .item();
    }

    @Test
    void whatWasWrittenAndDeletedStaysSoAfterReopening() {
        reopen();
        assertThat(dolmen.tableNames()).containsExactly("Users");
        assertThat(ana()).isEqualTo(ANA);
        assertThat(dolmen.deleteItem(delete().returnValues("ALL_OLD").build()).attributes())
                .isEqualTo(ANA);
        reopen();
        assertThat(ana()).isNull();
        assertThat(dolmen.deleteItem(delete().returnValues("ALL_OLD").build()).attributes())
                .isNull();
    }

    @Test
    void aFailedConditionDeletesNothingAndShowsTheItemIfAsked() {
        ConditionalCheckFailedException failed = catchThrowableOfType(
                ConditionalCheckFailedException.class,
                () -> dolmen.deleteItem(deleteIf("active")
                        .returnValuesOnConditionCheckFailure("ALL_OLD")
                        .build()));
        assertThat(failed).hasMessage("The conditional request failed");
        assertThat(failed.item()).isEqualTo(ANA);
        assertThat(ana()).isEqualTo(ANA);
        dolmen.deleteItem(deleteIf("inactive").build());
        assertThat(ana()).isNull();
    }

    @Test
    void theLegacyFormOfAConditionDecidesToo() {
        Map<String, ExpectedAttributeValue> exists = Map.of("status", ABSENT);
        assertThatThrownBy(() -> dolmen.deleteItem(delete().expected(exists).build()))
                .isInstanceOf(ConditionalCheckFailedException.class);
        assertThat(ana()).isEqualTo(ANA);
    }

    @Test
    void aRetryWithTheSameTokenGetsTheFirstAnswerAcrossReopening() {
        DeleteItemRequest request =
                deleteIf("inactive").returnValues("ALL_OLD").requestToken("t-1").build();
        DeleteItemResponse first = dolmen.deleteItem(request);
        reopen();
        assertThat(dolmen.deleteItem(request)).isEqualTo(first);
        assertThat(first.attributes()).isEqualTo(ANA);
        assertThatThrownBy(() ->
                        dolmen.deleteItem(deleteIf("gone").requestToken("t-1").build()))
                .isInstanceOf(IdempotentParameterMismatchException.class);
    }

    @Test
    void anAsynchronousRefusalCompletesItsFuture() {
        assertThat(dolmen.deleteItemAsync(deleteIf("active").build()))
                .failsWithin(java.time.Duration.ofMinutes(1))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(ConditionalCheckFailedException.class);
        assertThat(dolmen.deleteItemAsync(deleteIf("inactive").build()).join().attributes())
                .isNull();
        assertThat(ana()).isNull();
    }

    @Test
    void capacityAndCollectionMetricsAreToldOnTablesWithLocalIndexes() {
        dolmen.createTable(CreateTableRequest.builder()
                .tableName("Orders")
                .attributeDefinitions(List.of(
                        AttributeDefinition.of("user_id", ScalarAttributeType.S),
                        AttributeDefinition.of("order", ScalarAttributeType.N),
                        AttributeDefinition.of("total", ScalarAttributeType.N)))
                .keySchema(List.of(KeySchemaElement.hash("user_id"), KeySchemaElement.range("order")))
                .localSecondaryIndexes(List.of(new LocalSecondaryIndex(
                        "by-total",
                        List.of(KeySchemaElement.hash("user_id"), KeySchemaElement.range("total")),
                        Projection.keysOnly())))
                .billingMode("PAY_PER_REQUEST")
                .build());
        Item key = Item.of("user_id", AttributeValue.s("001"), "order", AttributeValue.n(7));
        Item order = Item.builder()
                .putAll(key.attributes())
                .put("total", AttributeValue.n(12))
                .build();
        dolmen.putItem(PutItemRequest.builder().tableName("Orders").item(order).build());
        DeleteItemResponse answer = dolmen.deleteItem(DeleteItemRequest.builder()
                .tableName("Orders")
                .key(key)
                .returnConsumedCapacity("INDEXES")
                .returnItemCollectionMetrics("SIZE")
                .build());
        assertThat(answer.consumedCapacity().capacityUnits()).isEqualTo(2.0);
        assertThat(answer.consumedCapacity().table().capacityUnits()).isEqualTo(1.0);
        assertThat(answer.consumedCapacity().localSecondaryIndexes()).containsOnlyKeys("by-total");
        assertThat(answer.itemCollectionMetrics())
                .isEqualTo(new ItemCollectionMetrics(Item.of("user_id", AttributeValue.s("001")), List.of(0.0, 1.0)));
    }

    @Test
    void badRequestsAreRefusedInDynamoDbsWordsAndChangeNothing() {
        refused(delete().key(Item.EMPTY), "The provided key element does not match the schema");
        refused(
                delete().key(Item.of("user_id", AttributeValue.n(1))),
                "The provided key element does not match the schema");
        refused(
                delete().returnValues("SOMETHING"),
                "1 validation error detected: Value 'SOMETHING' at 'returnValues' failed to satisfy constraint: Member"
                        + " must satisfy enum value set: [ALL_NEW, UPDATED_OLD, ALL_OLD, NONE, UPDATED_NEW]");
        refused(
                delete().returnValues("ALL_NEW"),
                "1 validation error detected: ReturnValues can only be ALL_OLD or NONE");
        refused(
                deleteIf("inactive").expected(Map.of("status", ABSENT)),
                "1 validation error detected: Can not use both expression and non-expression parameters in the same request: Non-expression"
                        + " parameters: {Expected} Expression parameters: {ConditionExpression}");
        refused(
                delete().conditionExpression("a = = b"),
                "1 validation error detected: Invalid ConditionExpression: Syntax error; token: \"=\", near: \"= = b\"");
        refused(
                deleteIf("inactive")
                        .expressionAttributeValues(
                                Map.of(":v", AttributeValue.s("inactive"), ":w", AttributeValue.s("unused"))),
                "1 validation error detected: Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}");
        assertThatThrownBy(() -> dolmen.putItem(PutItemRequest.builder()
                        .tableName("Users")
                        .item(Item.of("name", AttributeValue.s("Bo")))
                        .build()))
                .isInstanceOf(ValidationException.class)
                .hasMessage("One or more parameter values were invalid: Missing the key user_id in the item");
        assertThat(ana()).isEqualTo(ANA);
    }

    private void refused(DeleteItemRequest.Builder request, String message) {
        assertThatThrownBy(() -> dolmen.deleteItem(request.build()))
                .isInstanceOf(ValidationException.class)
                .hasMessage(message);
    }

    @Test
    void tablesAreThereOnceOrNotAtAll() {
        assertThatThrownBy(() -> dolmen.createTable(users().build()))
                .isInstanceOf(ResourceInUseException.class)
                .hasMessage("Table already exists: Users");
        dolmen.deleteTable("Users");
        assertThatThrownBy(this::ana)
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessage("Requested resource not found");
        assertThatThrownBy(() -> dolmen.deleteTable("Users"))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessage("Requested resource not found: Table: Users not found");
        reopen();
        assertThat(dolmen.tableNames()).isEmpty();
        dolmen.createTable(users().build());
        assertThat(ana()).isNull();
    }

    @Test
    void oneStoreAtATimeAndNoneAfterClosing() {
        assertThatThrownBy(() -> Dolmen.open(directory))
                .isInstanceOf(StoreLockedException.class)
                .hasMessageContaining(directory.getFileName().toString());
        assertThat(ana()).isEqualTo(ANA);
        dolmen.close();
        assertThatThrownBy(this::ana).isInstanceOf(StoreClosedException.class);
    }

    /** Either form is read whatever the option says; what is there takes the other form as it is compacted. */
    @Test
    void itemsAtRestAreCompressedOrNot() {
        dolmen.close();
        long[] diskBytes = new long[3];
        boolean[] compressed = {true, false, true};
        for (int i = 0; i < compressed.length; i++) {
            try (Dolmen store = Dolmen.open(directory, DolmenOptions.DEFAULT.withCompressed(compressed[i]))) {
                Table users = store.table("Users");
                for (int user = 0; user < 500; user++) {
                    users.put(Map.of("user_id", "u" + user, "text", "all the same ".repeat(20)))
                            .run();
                }
                store.compact();
                diskBytes[i] = store.statistics().diskBytes();
                assertThat(users.scan().items()).hasSize(501);
            }
        }
        assertThat(diskBytes[1]).isGreaterThan(3 * diskBytes[0]).isGreaterThan(3 * diskBytes[2]);
        dolmen = Dolmen.open(directory);
    }

    /** More than are read in one go, in either direction, filtered and not. */
    @Test
    void manyItemsComeOneByOne() {
        Table events = dolmen.createTable("Events")
                .partitionKey("source", ScalarAttributeType.S)
                .sortKey("number", ScalarAttributeType.N)
                .run();
        int count = 1_500;
        for (int number = 0; number < count; number++) {
            events.put(Map.of("source", "door", "number", number, "even", number % 2 == 0))
                    .run();
        }
        List<Item> all = new ArrayList<>();
        events.query("door").items().forEach(all::add);
        assertThat(all).hasSize(count);
        for (int number = 0; number < count; number++) {
            assertThat(all.get(number).get("number")).isEqualTo(AttributeValue.n(number));
        }
        assertThat(events.scan().items()).containsExactlyElementsOf(all);
        assertThat(events.query("door").filter(attr("even").eq(true)).items()).hasSize(count / 2);
        Collections.reverse(all);
        assertThat(events.query("door").reverse().items()).containsExactlyElementsOf(all);
        assertThat(events.scan().run().items()).hasSize(count);
    }

    @Test
    void statisticsTellWhatTheStoreHolds() {
        DolmenStatistics before = dolmen.statistics();
        assertThat(before.tables()).isEqualTo(1);
        assertThat(before.memtableBytes()).isPositive();
        assertThat(before.diskBytes()).isZero();
        assertThat(before.openFileBytes()).isZero();
        dolmen.flush();
        assertThat(dolmen.statistics().flushes()).isEqualTo(1);
        assertThat(ana()).isEqualTo(ANA);
        assertThat(dolmen.statistics().openFileBytes()).isPositive();
        dolmen.deleteItem(delete().build());
        dolmen.compact();
        DolmenStatistics after = dolmen.statistics();
        assertThat(after.levels().stream()
                        .mapToLong(DolmenStatistics.Level::tombstones)
                        .sum())
                .isZero();
        assertThat(after.diskBytes())
                .isEqualTo(after.levels().stream()
                        .mapToLong(DolmenStatistics.Level::bytes)
                        .sum())
                .isPositive();
        assertThat(after.failedBackgroundRuns()).isZero();
        dolmen.close();
        assertThatThrownBy(dolmen::statistics).isInstanceOf(StoreClosedException.class);
    }

    @Test
    void aCheckpointIsAStoreOfItsOwn() {
        Path copy = directory.resolveSibling(directory.getFileName() + "-copy");
        dolmen.checkpoint(copy);
        dolmen.deleteItem(delete().build());
        try (Dolmen other = Dolmen.open(copy)) {
            assertThat(other.table("Users").get("001").item()).contains(ANA);
            other.verify();
            other.table("Users").put(Item.of("user_id", "002")).run();
        }
        assertThat(ana()).isNull();
        assertThat(dolmen.table("Users").get("002").item()).isEmpty();
        assertThatThrownBy(() -> dolmen.checkpoint(copy))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("a checkpoint needs a directory that is not there yet");
        dolmen.verify();
    }

    @Test
    void timeIsTheClocksTime() {
        SimulatedClock clock = new SimulatedClock();
        Path other = directory.resolve("other");
        try (Dolmen timed = Dolmen.open(other, DolmenOptions.DEFAULT.withClock(clock), new SimulatedDisk())) {
            Table table = timed.createTable("Timed")
                    .partitionKey("id", ScalarAttributeType.S)
                    .run();
            assertThat(table.describe().creationDateTime()).isEqualTo(clock.instant());
        }
        assertThat(other).doesNotExist();
    }

    @Test
    void impossibleOptionsAreRefused() {
        refusedOption(() -> DolmenOptions.DEFAULT.withMemtableBytes(1000), "impossible memtableBytes: 1000");
        refusedOption(() -> DolmenOptions.DEFAULT.withMemoryBudget(1000), "impossible memoryBudget: 1000");
        refusedOption(
                () -> new DolmenOptions(Durability.SYNC, null, 8 << 20, 4 << 20, true, InstantSource.system()),
                "impossible memtableBytes: 4194304");
        refusedOption(() -> DolmenOptions.DEFAULT.withSyncPeriod(Duration.ZERO), "impossible syncPeriod: PT0S");
    }

    @Test
    void memtablesArePartOfTheMemoryBudget() {
        assertThat(DolmenOptions.defaultMemoryBudget(8L << 30)).isEqualTo(256 << 20);
        assertThat(DolmenOptions.defaultMemoryBudget(64 << 20)).isEqualTo(32 << 20);
        assertThat(DolmenOptions.defaultMemoryBudget(1 << 20)).isEqualTo(DolmenOptions.LEAST_MEMORY_BUDGET);
        DolmenOptions small = DolmenOptions.DEFAULT.withMemoryBudget(20 << 20);
        assertThat(small.memtableBytes()).isEqualTo(5 << 20);
        assertThat(small.withMemtableBytes(1 << 20).memoryBudget()).isEqualTo(20 << 20);
        DolmenOptions large = small.withMemtableBytes(100 << 20);
        assertThat(large.memoryBudget()).isEqualTo(400 << 20);
        assertThat(large.withMemoryBudget(1L << 40).memtableBytes()).isEqualTo(100 << 20);
    }

    private static void refusedOption(ThrowingCallable options, String message) {
        assertThatThrownBy(options).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
