package dev.dolmen;

import static dev.dolmen.UsersAndOrders.USERS_ARN;
import static dev.dolmen.UsersAndOrders.order;
import static dev.dolmen.UsersAndOrders.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dolmen.item.AttributeValue;
import dev.dolmen.item.Item;
import dev.dolmen.model.BatchGetItemRequest;
import dev.dolmen.model.BatchGetItemResponse;
import dev.dolmen.model.BatchWriteItemRequest;
import dev.dolmen.model.BatchWriteItemResponse;
import dev.dolmen.model.ConsumedCapacity;
import dev.dolmen.model.DeleteItemRequest;
import dev.dolmen.model.DeleteRequest;
import dev.dolmen.model.DescribeTableRequest;
import dev.dolmen.model.GetItemRequest;
import dev.dolmen.model.IdempotentParameterMismatchException;
import dev.dolmen.model.ItemCollectionMetrics;
import dev.dolmen.model.KeysAndAttributes;
import dev.dolmen.model.PutRequest;
import dev.dolmen.model.ResourceNotFoundException;
import dev.dolmen.model.ValidationException;
import dev.dolmen.model.WriteRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Batches of writes and reads over a table of users and a table of orders with a local index. */
class BatchOperationsTest extends OpenStore {

    @BeforeEach
    void open() {
        UsersAndOrders.createIn(dolmen);
    }

    private static Item orderKey(String id, String nr) {
        return Item.of("id", AttributeValue.s(id), "nr", AttributeValue.n(nr));
    }

    private static List<WriteRequest> deletes(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> WriteRequest.delete(user("u" + i)))
                .toList();
    }

    private BatchWriteItemResponse write(Map<String, List<WriteRequest>> requestItems) {
        return dolmen.batchWriteItem(
                BatchWriteItemRequest.builder().requestItems(requestItems).build());
    }

    private BatchGetItemResponse get(Map<String, KeysAndAttributes> requestItems) {
        return dolmen.batchGetItem(BatchGetItemRequest.builder()
                .requestItems(requestItems)
                .returnConsumedCapacity("TOTAL")
                .build());
    }

    private static KeysAndAttributes keys(Item... keys) {
        return KeysAndAttributes.builder().keys(List.of(keys)).build();
    }

    private long users() {
        return dolmen.describeTable(new DescribeTableRequest("Users")).table().itemCount();
    }

    private void refused(Map<String, List<WriteRequest>> requestItems, String message) {
        assertThatThrownBy(() -> write(requestItems))
                .isInstanceOf(ValidationException.class)
                .hasMessage(message);
        assertThat(users()).as("nothing is done").isZero();
    }

    @Test
    void writesAndReadsInTwoTables() {
        write(Map.of("Users", List.of(WriteRequest.put(user("ana")), WriteRequest.put(user("bo")))));
        BatchWriteItemResponse answer = write(Map.of(
                "Users", List.of(WriteRequest.delete(user("ana")), WriteRequest.put(user("cy"))),
                "Orders", List.of(WriteRequest.put(order("ana", 1)))));
        assertThat(answer).isEqualTo(new BatchWriteItemResponse(Map.of(), null, null));
        BatchGetItemResponse read =
                get(Map.of("Users", keys(user("ana"), user("bo"), user("cy")), "Orders", keys(orderKey("ana", "1"))));
        assertThat(read.responses())
                .isEqualTo(Map.of("Users", List.of(user("bo"), user("cy")), "Orders", List.of(order("ana", 1))));
        assertThat(read.unprocessedKeys()).isEmpty();
    }

    @Test
    void capacityAndMetricsAreToldPerTable() {
        Map<String, List<WriteRequest>> requestItems = new LinkedHashMap<>();
        requestItems.put("Users", List.of(WriteRequest.put(user("ana")), WriteRequest.delete(user("bo"))));
        requestItems.put(
                "Orders",
                List.of(
                        WriteRequest.put(order("ana", 1)),
                        WriteRequest.put(order("ana", 2)),
                        WriteRequest.put(order("bo", 1))));
        BatchWriteItemResponse answer = dolmen.batchWriteItem(BatchWriteItemRequest.builder()
                .requestItems(requestItems)
                .returnConsumedCapacity("INDEXES")
                .returnItemCollectionMetrics("SIZE")
                .build());
        List<ConsumedCapacity> capacity = answer.consumedCapacity();
        assertThat(capacity).extracting(ConsumedCapacity::tableName).containsExactly("Users", "Orders");
        assertThat(capacity).extracting(ConsumedCapacity::capacityUnits).containsExactly(2.0, 6.0);
        assertThat(capacity.get(1).table().capacityUnits()).isEqualTo(3.0);
        assertThat(capacity.get(1).localSecondaryIndexes().get("by-state").capacityUnits())
                .isEqualTo(3.0);
        assertThat(answer.itemCollectionMetrics())
                .isEqualTo(Map.of(
                        "Orders",
                        List.of(
                                new ItemCollectionMetrics(user("ana"), List.of(0.0, 1.0)),
                                new ItemCollectionMetrics(user("bo"), List.of(0.0, 1.0)))));
    }

    @Test
    void everyRequestIsCheckedBeforeAnythingIsDone() {
        WriteRequest good = WriteRequest.put(user("ana"));
        String mismatch = "The provided key element does not match the schema";
        refused(Map.of("Users", List.of(good, WriteRequest.delete(order("ana", 1)))), mismatch);
        refused(Map.of("Users", List.of(good, WriteRequest.put(Item.EMPTY))), mismatch);
        refused(Map.of("Users", List.of(good, WriteRequest.put(Item.of("id", AttributeValue.n(1))))), mismatch);
        refused(
                Map.of("Users", List.of(good, WriteRequest.put(user("")))),
                "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an"
                        + " empty string value. Key: id");
        String duplicates = "Provided list of item keys contains duplicates";
        refused(Map.of("Users", List.of(good, WriteRequest.delete(user("ana")))), duplicates);
        refused(Map.of("Users", List.of(good), USERS_ARN, List.of(WriteRequest.delete(user("ana")))), duplicates);
        refused(
                Map.of(
                        "Orders",
                        List.of(
                                WriteRequest.delete(orderKey("ana", "1")),
                                WriteRequest.delete(orderKey("ana", "1.0")))),
                duplicates);
        Item large = Item.of("id", AttributeValue.s("ana"), "v", AttributeValue.s("x".repeat(400 << 10)));
        String tooLarge = "Item size has exceeded the maximum allowed size";
        refused(Map.of("Users", List.of(WriteRequest.delete(user("bo")), WriteRequest.put(large))), tooLarge);
        refused(Map.of("Nowhere", List.of(WriteRequest.put(large))), tooLarge);
        String oneOf = "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the"
                + " supported datatypes";
        refused(Map.of("Users", List.of(good, new WriteRequest(null, null))), oneOf);
        WriteRequest both = new WriteRequest(new PutRequest(user("bo")), new DeleteRequest(user("bo")));
        refused(Map.of("Users", List.of(good, both)), oneOf);
    }

    @Test
    void tablesAreLookedForBeforeKeysAreLookedAt() {
        for (List<WriteRequest> writes : List.of(
                List.of(WriteRequest.put(Item.EMPTY)),
                List.of(WriteRequest.put(user("ana")), WriteRequest.delete(user("ana"))))) {
            assertThatThrownBy(() -> write(Map.of("Nowhere", writes)))
                    .isInstanceOf(ResourceNotFoundException.class)
                    .hasMessage("Requested resource not found");
        }
    }

    @Test
    void aBatchHasOneToTwentyFiveWrites() {
        String detected = "1 validation error detected: ";
        refused(
                Map.of("Users", deletes(0, 20), "Orders", deletes(20, 26)),
                "Too many items requested for the" + " BatchWriteItem call");
        refused(
                Map.of("Users", deletes(0, 26)),
                detected
                        + "Value '{Users=[...]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy"
                        + " constraint: [Member must have length less than or equal to 25, Member must have length"
                        + " greater than or equal to 1]");
        refused(
                Map.of(),
                detected + "Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater"
                        + " than or equal to 1");
        assertThatThrownBy(() -> dolmen.batchWriteItem(BatchWriteItemRequest.builder()
                        .returnConsumedCapacity("all")
                        .build()))
                .hasMessage("2 validation errors detected: Value 'all' at 'returnConsumedCapacity' failed to satisfy"
                        + " constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; Value null at"
                        + " 'requestItems' failed to satisfy constraint: Member must not be null");
        refused(
                Map.of("Users", List.of(new WriteRequest(null, new DeleteRequest(null)))),
                detected + "Value null at 'requestItems.Users.member.1.member.deleteRequest.key' failed to satisfy"
                        + " constraint: Member must not be null");
        assertThat(write(Map.of("Users", deletes(0, 25))).unprocessedItems()).isEmpty();
    }

    @Test
    void aRetriedBatchIsDoneOnceAcrossReopening() {
        write(Map.of("Users", List.of(WriteRequest.put(user("ana")))));
        BatchWriteItemRequest request = BatchWriteItemRequest.builder()
                .requestItems(Map.of(
                        "Users", List.of(WriteRequest.delete(user("ana")), WriteRequest.put(user("bo"))),
                        "Orders", List.of(WriteRequest.put(order("ana", 1)))))
                .requestToken("batch-1")
                .returnConsumedCapacity("TOTAL")
                .build();
        BatchWriteItemResponse first = dolmen.batchWriteItem(request);
        // What others did since then is not undone by the retry.
        write(Map.of("Users", List.of(WriteRequest.put(user("ana")), WriteRequest.delete(user("bo")))));
        reopen();
        Map<String, List<WriteRequest>> otherOrder = new LinkedHashMap<>();
        otherOrder.put("Orders", request.requestItems().get("Orders"));
        otherOrder.put(USERS_ARN, request.requestItems().get("Users"));
        BatchWriteItemResponse second = dolmen.batchWriteItem(
                request.toBuilder().requestItems(otherOrder).build());
        assertThat(second.consumedCapacity()).hasSameSizeAs(first.consumedCapacity());
        assertThat(get(Map.of("Users", keys(user("ana"), user("bo")))).responses())
                .isEqualTo(Map.of("Users", List.of(user("ana"))));
        assertThatThrownBy(() -> dolmen.batchWriteItem(request.toBuilder()
                        .requestItems(Map.of("Users", List.of(WriteRequest.delete(user("ana")))))
                        .build()))
                .isInstanceOf(IdempotentParameterMismatchException.class);
    }

    @Test
    void readsAreCheckedInDynamoDbsOrder() {
        Item ana = user("ana");
        refusedRead(Map.of("Nowhere", keys(ana, ana)), "Provided list of item keys contains duplicates");
        refusedRead(Map.of("Users", keys(ana), USERS_ARN, keys(ana)), "Provided list of item keys contains duplicates");
        refusedRead(
                Map.of(
                        "Nowhere",
                        keys(ana, ana).toBuilder().projectionExpression("").build()),
                "Invalid ProjectionExpression: The expression can not be empty;");
        refusedRead(
                Map.of(
                        "Users",
                        keys(ana).toBuilder()
                                .attributesToGet(List.of("a"))
                                .projectionExpression("a")
                                .build()),
                "Can not use both expression and non-expression parameters in the same request: Non-expression"
                        + " parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}");
        refusedRead(Map.of("Users", keys(order("ana", 1))), "The provided key element does not match the schema");
        refusedRead(
                Map.of("Users", KeysAndAttributes.builder().build()),
                "1 validation error detected: Value null at 'requestItems.Users.member.keys' failed to satisfy"
                        + " constraint: Member must not be null");
        refusedRead(
                Map.of("Users", keys()),
                "1 validation error detected: Value '[]' at 'requestItems.Users.member.keys' failed to satisfy"
                        + " constraint: Member must have length greater than or equal to 1");
        Item[] hundred = IntStream.range(0, 100).mapToObj(i -> user("u" + i)).toArray(Item[]::new);
        refusedRead(
                Map.of("Users", keys(hundred), "Orders", keys(orderKey("ana", "1"))),
                "Too many items requested for the BatchGetItem call");
        assertThat(get(Map.of("Users", keys(hundred))).responses().get("Users")).isEmpty();
    }

    private void refusedRead(Map<String, KeysAndAttributes> requestItems, String message) {
        assertThatThrownBy(() -> get(requestItems))
                .isInstanceOf(ValidationException.class)
                .hasMessage(message);
    }

    @Test
    void missingItemsConsumeTheLeastAndConsistentReadsTwice() {
        write(Map.of("Orders", List.of(WriteRequest.put(order("ana", 1)))));
        BatchGetItemResponse answer = get(Map.of(
                "Users",
                keys(user("ana"), user("bo"), user("cy")),
                "Orders",
                keys(orderKey("ana", "1"), orderKey("ana", "2")).toBuilder()
                        .consistentRead(true)
                        .projectionExpression("#s")
                        .expressionAttributeNames(Map.of("#s", "state"))
                        .build()));
        assertThat(answer.consumedCapacity())
                .extracting(capacity -> capacity.tableName() + " " + capacity.capacityUnits())
                .containsExactlyInAnyOrder("Users 1.5", "Orders 2.0");
        assertThat(answer.responses().get("Orders")).containsExactly(Item.of("state", AttributeValue.s("open")));
    }

    @Test
    void whatDoesNotFitIntoSixteenMegabytesIsHandedBack() {
        int bytes = 300_000;
        List<Item> keys = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            keys.add(user(String.format("u%02d", i)));
            Item large = Item.builder()
                    .putAll(keys.get(i).attributes())
                    .put("v", AttributeValue.s("x".repeat(bytes - 6)))
                    .build();
            write(Map.of("Users", List.of(WriteRequest.put(large))));
        }
        KeysAndAttributes reads = KeysAndAttributes.builder()
                .keys(keys)
                .projectionExpression("id")
                .consistentRead(true)
                .build();
        List<Item> seen = new ArrayList<>();
        BatchGetItemResponse first = get(Map.of(USERS_ARN, reads));
        seen.addAll(first.responses().get(USERS_ARN));
        // 300,000 bytes each: 55 are 16,500,000 and 56 would be more than 16,777,216. Projections come after that.
        assertThat(seen).isEqualTo(keys.subList(0, 55));
        assertThat(first.unprocessedKeys())
                .isEqualTo(Map.of(
                        USERS_ARN, reads.toBuilder().keys(keys.subList(55, 60)).build()));
        BatchGetItemResponse second = get(first.unprocessedKeys());
        seen.addAll(second.responses().get(USERS_ARN));
        assertThat(seen).isEqualTo(keys);
        assertThat(second.unprocessedKeys()).isEmpty();
    }

    @Test
    void aTableMayBeNamedByItsArn() {
        write(Map.of(USERS_ARN, List.of(WriteRequest.put(user("ana")))));
        GetItemRequest byArn = GetItemRequest.builder()
                .tableName(USERS_ARN)
                .key(user("ana"))
                .returnConsumedCapacity("TOTAL")
                .build();
        assertThat(dolmen.getItem(byArn).item()).isEqualTo(user("ana"));
        assertThat(dolmen.getItem(byArn).consumedCapacity().tableName()).isEqualTo(USERS_ARN);
        String own = dolmen.describeTable(new DescribeTableRequest(USERS_ARN))
                .table()
                .tableArn();
        dolmen.deleteItem(
                DeleteItemRequest.builder().tableName(own).key(user("ana")).build());
        assertThat(users()).isZero();
        String format =
                "Valid ARN format is 'arn:<awsPartition>:<vendor>:<region>:<subscriber>:resourceType/resourceName'";
        notATable(USERS_ARN + "/index/by-name", format);
        notATable("arn:aws:dynamodb:eu-west-1:123456789012:stream/Users", format);
        notATable("arn:aws:sqs:eu-west-1:123456789012:table/Users", format);
        notATable("arn:Users", format);
        notATable(
                "arn:aws:dynamodb:eu-west-1:123456789012:table/U", "Invalid table/index name.  Table/index names must");
        notATable("U", "Invalid table/index name.  Table/index names must be between 3 and 255 characters long");
        notATable("U;ers", "Invalid table/index name.");
        notATable("", "Member must have length greater than or equal to 1");
        dolmen.deleteTable(USERS_ARN);
        assertThat(dolmen.tableNames()).containsExactly("Orders");
    }

    private void notATable(String name, String message) {
        assertThatThrownBy(() -> dolmen.getItem(GetItemRequest.builder()
                        .tableName(name)
                        .key(user("ana"))
                        .build()))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining(message);
    }
}
