package dev.dolmen.benchmarks.peer;

import dev.dolmen.benchmarks.data.Row;
import dev.dolmen.benchmarks.data.Rows;
import dev.dolmen.benchmarks.data.Tally;
import dev.dolmen.item.Item;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ListTablesRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.dynamodb.services.exceptions.DynamoDBLocalServiceException;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;

/**
 * Amazon's emulator, its request handler called within the process: the peer that does what a table does, and keeps it in
 * files. It cannot wait for stable storage. Its library is not part of {@code benchmarks.jar}; {@code ./dev bench} has it
 * beside.
 */
final class DynamoDbLocalPeer implements Peer {

    private static final String TABLE = "Users";
    private static final String ACCESS_KEY = "benchmarks";
    private static final String REGION = "local";
    private static final String REFUSED = "ConditionalCheckFailedException";
    private static final int MOST_IN_BATCH = 25;

    private static final Map<String, String> STATUS_NAME = Map.of("#status", Rows.STATUS);
    private static final Map<String, AttributeValue> INACTIVE =
            Map.of(":inactive", AttributeValue.fromS(Rows.INACTIVE));
    private static final Map<String, String> KEY_NAMES = Map.of("#pk", Rows.PARTITION_KEY, "#sk", Rows.SORT_KEY);

    private final LocalDynamoDBRequestHandler emulator;

    DynamoDbLocalPeer(PeerOptions options) {
        emulator = new LocalDynamoDBRequestHandler(0, false, options.directory().toString(), true, false);
        if (!emulator.listTables(ACCESS_KEY, REGION, ListTablesRequest.builder().build())
                .tableNames()
                .contains(TABLE)) {
            createTable();
        }
    }

    private void createTable() {
        emulator.createTable(
                ACCESS_KEY,
                REGION,
                CreateTableRequest.builder()
                        .tableName(TABLE)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(
                                attribute(Rows.PARTITION_KEY, ScalarAttributeType.S),
                                attribute(Rows.SORT_KEY, ScalarAttributeType.N))
                        .keySchema(key(Rows.PARTITION_KEY, KeyType.HASH), key(Rows.SORT_KEY, KeyType.RANGE))
                        .build());
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    /** An item as the emulator has it. Rows are Dolmen's own items: the conversion is part of a call, and small beside it. */
    private static Map<String, AttributeValue> converted(Item item) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        item.attributes().forEach((name, value) -> attributes.put(name, converted(value)));
        return attributes;
    }

    private static AttributeValue converted(dev.dolmen.item.AttributeValue value) {
        if (value instanceof dev.dolmen.item.AttributeValue.S s) {
            return AttributeValue.fromS(s.value());
        }
        if (value instanceof dev.dolmen.item.AttributeValue.N n) {
            return AttributeValue.fromN(n.value().toString());
        }
        if (value instanceof dev.dolmen.item.AttributeValue.B b) {
            return AttributeValue.fromB(SdkBytes.fromByteArray(b.value().toByteArray()));
        }
        throw new IllegalArgumentException("rows have no attributes of type " + value.type());
    }

    private static long number(Map<String, AttributeValue> item) {
        return Objects.requireNonNull(item.get(Rows.NUMBER)).b().asByteBuffer().getLong();
    }

    @Override
    public void put(Row row) {
        emulator.putItem(
                ACCESS_KEY,
                REGION,
                PutItemRequest.builder()
                        .tableName(TABLE)
                        .item(converted(row.item()))
                        .build());
    }

    @Override
    public long get(Row place) {
        Map<String, AttributeValue> item = answer(place);
        return item == null ? Rows.ABSENT : number(item);
    }

    @Override
    public @Nullable Map<String, AttributeValue> answer(Row place) {
        GetItemResponse found = emulator.getItem(
                ACCESS_KEY,
                REGION,
                GetItemRequest.builder()
                        .tableName(TABLE)
                        .key(converted(place.itemKey()))
                        .build());
        return found.hasItem() ? found.item() : null;
    }

    @Override
    public void query(Row from, int limit, Tally tally) {
        QueryRequest request = QueryRequest.builder()
                .tableName(TABLE)
                .keyConditionExpression("#pk = :pk AND #sk >= :sk")
                .expressionAttributeNames(KEY_NAMES)
                .expressionAttributeValues(Map.of(":pk", converted(from.partition()), ":sk", converted(from.sort())))
                .limit(limit)
                .build();
        QueryResponse page = emulator.query(ACCESS_KEY, REGION, request);
        int left = limit;
        while (true) {
            page.items().forEach(item -> tally.add(number(item)));
            left -= page.count();
            // A page holds no more than 1 MB, so long items take several.
            if (left == 0 || !page.hasLastEvaluatedKey()) {
                return;
            }
            request = request.toBuilder()
                    .limit(left)
                    .exclusiveStartKey(page.lastEvaluatedKey())
                    .build();
            page = emulator.query(ACCESS_KEY, REGION, request);
        }
    }

    @Override
    public void scan(Tally tally) {
        ScanRequest request = ScanRequest.builder().tableName(TABLE).build();
        ScanResponse page = emulator.scan(ACCESS_KEY, REGION, request);
        page.items().forEach(item -> tally.add(number(item)));
        while (page.hasLastEvaluatedKey()) {
            request = request.toBuilder()
                    .exclusiveStartKey(page.lastEvaluatedKey())
                    .build();
            page = emulator.scan(ACCESS_KEY, REGION, request);
            page.items().forEach(item -> tally.add(number(item)));
        }
    }

    @Override
    public void delete(Row place) {
        emulator.deleteItem(
                ACCESS_KEY,
                REGION,
                DeleteItemRequest.builder()
                        .tableName(TABLE)
                        .key(converted(place.itemKey()))
                        .build());
    }

    @Override
    public boolean deleteIfInactive(Row place) {
        try {
            emulator.deleteItem(
                    ACCESS_KEY,
                    REGION,
                    DeleteItemRequest.builder()
                            .tableName(TABLE)
                            .key(converted(place.itemKey()))
                            .conditionExpression("#status = :inactive")
                            .expressionAttributeNames(STATUS_NAME)
                            .expressionAttributeValues(INACTIVE)
                            .build());
            return true;
        } catch (DynamoDBLocalServiceException refused) {
            if (REFUSED.equals(refused.getErrorCode())) {
                return false;
            }
            throw refused;
        }
    }

    /** As DynamoDB has it done: the keys are queried, and deleted 25 in a request. */
    @Override
    public void deletePartition(Row place) {
        List<WriteRequest> deletes = emulator
                .query(
                        ACCESS_KEY,
                        REGION,
                        QueryRequest.builder()
                                .tableName(TABLE)
                                .keyConditionExpression("#pk = :pk")
                                .projectionExpression("#pk, #sk")
                                .expressionAttributeNames(KEY_NAMES)
                                .expressionAttributeValues(Map.of(":pk", converted(place.partition())))
                                .build())
                .items()
                .stream()
                .map(key -> WriteRequest.builder()
                        .deleteRequest(DeleteRequest.builder().key(key).build())
                        .build())
                .toList();
        for (int from = 0; from < deletes.size(); from += MOST_IN_BATCH) {
            List<WriteRequest> batch = deletes.subList(from, Math.min(deletes.size(), from + MOST_IN_BATCH));
            emulator.batchWriteItem(
                    ACCESS_KEY,
                    REGION,
                    BatchWriteItemRequest.builder()
                            .requestItems(Map.of(TABLE, batch))
                            .build());
        }
    }

    @Override
    public void settle() throws InterruptedException {
        Quiet.await();
    }

    @Override
    public void compact() {
        throw new UnsupportedOperationException("the emulator has no compaction");
    }

    @Override
    public void close() {
        emulator.shutdown();
    }
}
