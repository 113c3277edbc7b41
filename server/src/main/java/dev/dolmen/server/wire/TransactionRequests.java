package dev.dolmen.server.wire;

import dev.dolmen.model.ConditionCheck;
import dev.dolmen.model.Delete;
import dev.dolmen.model.Get;
import dev.dolmen.model.Put;
import dev.dolmen.model.TransactGetItem;
import dev.dolmen.model.TransactGetItemsRequest;
import dev.dolmen.model.TransactWriteItem;
import dev.dolmen.model.TransactWriteItemsRequest;
import dev.dolmen.model.Update;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the requests for transactions. */
public final class TransactionRequests {

    private TransactionRequests() {}

    public static TransactWriteItemsRequest transactWriteItems(JsonReader json) throws IOException {
        TransactWriteItemsRequest.Builder request = TransactWriteItemsRequest.builder();
        json.object(name -> {
            switch (name) {
                case "TransactItems" -> request.transactItems(json.list(() -> write(json)));
                case "ReturnConsumedCapacity" -> request.returnConsumedCapacity(json.string());
                case "ReturnItemCollectionMetrics" -> request.returnItemCollectionMetrics(json.string());
                case "ClientRequestToken" -> request.clientRequestToken(json.string());
                default -> json.skip();
            }
        });
        return request.build();
    }

    private static TransactWriteItem write(JsonReader json) throws IOException {
        @Nullable ConditionCheck[] check = new ConditionCheck[1];
        @Nullable Put[] put = new Put[1];
        @Nullable Delete[] delete = new Delete[1];
        @Nullable Update[] update = new Update[1];
        json.object(name -> {
            switch (name) {
                case "ConditionCheck" -> check[0] = check(json);
                case "Put" -> put[0] = put(json);
                case "Delete" -> delete[0] = delete(json);
                case "Update" -> update[0] = update(json);
                default -> json.skip();
            }
        });
        return new TransactWriteItem(check[0], put[0], delete[0], update[0]);
    }

    private static ConditionCheck check(JsonReader json) throws IOException {
        ConditionCheck.Builder check = ConditionCheck.builder();
        json.object(name -> {
            switch (name) {
                case "Key" -> check.key(AttributeValues.item(json));
                default -> SharedMembers.ofConditionalWrite(name, check, json);
            }
        });
        return check.build();
    }

    private static Put put(JsonReader json) throws IOException {
        Put.Builder put = Put.builder();
        json.object(name -> {
            switch (name) {
                case "Item" -> put.item(AttributeValues.item(json));
                default -> SharedMembers.ofConditionalWrite(name, put, json);
            }
        });
        return put.build();
    }

    private static Delete delete(JsonReader json) throws IOException {
        Delete.Builder delete = Delete.builder();
        json.object(name -> {
            switch (name) {
                case "Key" -> delete.key(AttributeValues.item(json));
                default -> SharedMembers.ofConditionalWrite(name, delete, json);
            }
        });
        return delete.build();
    }

    private static Update update(JsonReader json) throws IOException {
        Update.Builder update = Update.builder();
        json.object(name -> {
            switch (name) {
                case "Key" -> update.key(AttributeValues.item(json));
                case "UpdateExpression" -> update.updateExpression(json.string());
                default -> SharedMembers.ofConditionalWrite(name, update, json);
            }
        });
        return update.build();
    }

    public static TransactGetItemsRequest transactGetItems(JsonReader json) throws IOException {
        TransactGetItemsRequest.Builder request = TransactGetItemsRequest.builder();
        json.object(name -> {
            switch (name) {
                case "TransactItems" -> request.transactItems(json.list(() -> read(json)));
                case "ReturnConsumedCapacity" -> request.returnConsumedCapacity(json.string());
                default -> json.skip();
            }
        });
        return request.build();
    }

    private static TransactGetItem read(JsonReader json) throws IOException {
        @Nullable Get[] get = new Get[1];
        json.object(name -> {
            if (name.equals("Get")) {
                get[0] = get(json);
            } else {
                json.skip();
            }
        });
        return new TransactGetItem(get[0]);
    }

    private static Get get(JsonReader json) throws IOException {
        Get.Builder get = Get.builder();
        json.object(name -> {
            switch (name) {
                case "TableName" -> get.tableName(json.string());
                case "Key" -> get.key(AttributeValues.item(json));
                case "ProjectionExpression" -> get.projectionExpression(json.string());
                case "ExpressionAttributeNames" -> get.expressionAttributeNames(json.stringMap());
                default -> json.skip();
            }
        });
        return get.build();
    }
}
