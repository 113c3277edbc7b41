package dev.dolmen.server.wire;

import dev.dolmen.item.Item;
import dev.dolmen.model.BatchGetItemRequest;
import dev.dolmen.model.BatchWriteItemRequest;
import dev.dolmen.model.DeleteItemRequest;
import dev.dolmen.model.DeleteRequest;
import dev.dolmen.model.DeleteTableRequest;
import dev.dolmen.model.DescribeTableRequest;
import dev.dolmen.model.GetItemRequest;
import dev.dolmen.model.KeysAndAttributes;
import dev.dolmen.model.ListTablesRequest;
import dev.dolmen.model.PutItemRequest;
import dev.dolmen.model.PutRequest;
import dev.dolmen.model.QueryRequest;
import dev.dolmen.model.ScanRequest;
import dev.dolmen.model.UpdateItemRequest;
import dev.dolmen.model.WriteRequest;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of operations on items, and the small ones on tables. As in the service, members that no shape has are
 * left out, and so are those that are null.
 */
public final class Requests {

    private Requests() {}

    public static PutItemRequest putItem(JsonReader json) throws IOException {
        PutItemRequest.Builder request = PutItemRequest.builder();
        json.object(name -> {
            switch (name) {
                case "Item" -> request.item(AttributeValues.item(json));
                default -> SharedMembers.ofItemWrite(name, request, json);
            }
        });
        return request.build();
    }

    public static DeleteItemRequest deleteItem(JsonReader json) throws IOException {
        DeleteItemRequest.Builder request = DeleteItemRequest.builder();
        json.object(name -> {
            switch (name) {
                case "Key" -> request.key(AttributeValues.item(json));
                default -> SharedMembers.ofItemWrite(name, request, json);
            }
        });
        return request.build();
    }

    public static UpdateItemRequest updateItem(JsonReader json) throws IOException {
        UpdateItemRequest.Builder request = UpdateItemRequest.builder();
        json.object(name -> {
            switch (name) {
                case "Key" -> request.key(AttributeValues.item(json));
                case "UpdateExpression" -> request.updateExpression(json.string());
                case "AttributeUpdates" -> request.attributeUpdates(LegacyParameters.attributeUpdates(json));
                default -> SharedMembers.ofItemWrite(name, request, json);
            }
        });
        return request.build();
    }

    public static GetItemRequest getItem(JsonReader json) throws IOException {
        GetItemRequest.Builder request = GetItemRequest.builder();
        json.object(name -> {
            switch (name) {
                case "TableName" -> request.tableName(json.string());
                case "Key" -> request.key(AttributeValues.item(json));
                case "ConsistentRead" -> request.consistentRead(json.bool());
                case "ProjectionExpression" -> request.projectionExpression(json.string());
                case "ExpressionAttributeNames" -> request.expressionAttributeNames(json.stringMap());
                case "AttributesToGet" -> request.attributesToGet(json.strings());
                case "ReturnConsumedCapacity" -> request.returnConsumedCapacity(json.string());
                default -> json.skip();
            }
        });
        return request.build();
    }

    public static QueryRequest query(JsonReader json) throws IOException {
        QueryRequest.Builder request = QueryRequest.builder();
        json.object(name -> {
            switch (name) {
                case "KeyConditionExpression" -> request.keyConditionExpression(json.string());
                case "ScanIndexForward" -> request.scanIndexForward(json.bool());
                case "KeyConditions" -> request.keyConditions(LegacyParameters.conditions(json));
                case "QueryFilter" -> request.queryFilter(LegacyParameters.conditions(json));
                default -> SharedMembers.ofPagedRead(name, request, json);
            }
        });
        return request.build();
    }

    public static ScanRequest scan(JsonReader json) throws IOException {
        ScanRequest.Builder request = ScanRequest.builder();
        json.object(name -> {
            switch (name) {
                case "Segment" -> request.segment(json.integer());
                case "TotalSegments" -> request.totalSegments(json.integer());
                case "ScanFilter" -> request.scanFilter(LegacyParameters.conditions(json));
                default -> SharedMembers.ofPagedRead(name, request, json);
            }
        });
        return request.build();
    }

    public static BatchWriteItemRequest batchWriteItem(JsonReader json) throws IOException {
        BatchWriteItemRequest.Builder request = BatchWriteItemRequest.builder();
        json.object(name -> {
            switch (name) {
                case "RequestItems" -> request.requestItems(json.map(() -> json.list(() -> write(json))));
                case "ReturnConsumedCapacity" -> request.returnConsumedCapacity(json.string());
                case "ReturnItemCollectionMetrics" -> request.returnItemCollectionMetrics(json.string());
                default -> json.skip();
            }
        });
        return request.build();
    }

    private static WriteRequest write(JsonReader json) throws IOException {
        @Nullable PutRequest[] put = new PutRequest[1];
        @Nullable DeleteRequest[] delete = new DeleteRequest[1];
        json.object(name -> {
            switch (name) {
                case "PutRequest" -> put[0] = new PutRequest(only("Item", json));
                case "DeleteRequest" -> delete[0] = new DeleteRequest(only("Key", json));
                default -> json.skip();
            }
        });
        return new WriteRequest(put[0], delete[0]);
    }

    /** Reads an object with one member, which is an item. */
    private static @Nullable Item only(String member, JsonReader json) throws IOException {
        @Nullable Item[] item = new Item[1];
        json.object(name -> {
            if (name.equals(member)) {
                item[0] = AttributeValues.item(json);
            } else {
                json.skip();
            }
        });
        return item[0];
    }

    public static BatchGetItemRequest batchGetItem(JsonReader json) throws IOException {
        BatchGetItemRequest.Builder request = BatchGetItemRequest.builder();
        json.object(name -> {
            switch (name) {
                case "RequestItems" -> request.requestItems(json.map(() -> keysAndAttributes(json)));
                case "ReturnConsumedCapacity" -> request.returnConsumedCapacity(json.string());
                default -> json.skip();
            }
        });
        return request.build();
    }

    private static KeysAndAttributes keysAndAttributes(JsonReader json) throws IOException {
        KeysAndAttributes.Builder wanted = KeysAndAttributes.builder();
        json.object(name -> {
            switch (name) {
                case "Keys" -> wanted.keys(AttributeValues.items(json));
                case "ConsistentRead" -> wanted.consistentRead(json.bool());
                case "ProjectionExpression" -> wanted.projectionExpression(json.string());
                case "ExpressionAttributeNames" -> wanted.expressionAttributeNames(json.stringMap());
                case "AttributesToGet" -> wanted.attributesToGet(json.strings());
                default -> json.skip();
            }
        });
        return wanted.build();
    }

    public static DescribeTableRequest describeTable(JsonReader json) throws IOException {
        return new DescribeTableRequest(tableName(json));
    }

    public static DeleteTableRequest deleteTable(JsonReader json) throws IOException {
        return new DeleteTableRequest(tableName(json));
    }

    /** Reads the request of an operation that takes no members. */
    public static Object nothing(JsonReader json) throws IOException {
        json.object(name -> json.skip());
        return Map.of();
    }

    static @Nullable String tableName(JsonReader json) throws IOException {
        @Nullable String[] tableName = new String[1];
        json.object(name -> {
            if (name.equals("TableName")) {
                tableName[0] = json.string();
            } else {
                json.skip();
            }
        });
        return tableName[0];
    }

    public static ListTablesRequest listTables(JsonReader json) throws IOException {
        @Nullable String[] start = new String[1];
        @Nullable Integer[] limit = new Integer[1];
        json.object(name -> {
            switch (name) {
                case "ExclusiveStartTableName" -> start[0] = json.string();
                case "Limit" -> limit[0] = json.integer();
                default -> json.skip();
            }
        });
        return new ListTablesRequest(start[0], limit[0]);
    }
}
