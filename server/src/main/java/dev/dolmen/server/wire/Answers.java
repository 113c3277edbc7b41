package dev.dolmen.server.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.dolmen.item.Item;
import dev.dolmen.model.BatchGetItemResponse;
import dev.dolmen.model.BatchWriteItemResponse;
import dev.dolmen.model.Capacity;
import dev.dolmen.model.ConsumedCapacity;
import dev.dolmen.model.DeleteItemResponse;
import dev.dolmen.model.GetItemResponse;
import dev.dolmen.model.ItemCollectionMetrics;
import dev.dolmen.model.KeysAndAttributes;
import dev.dolmen.model.PutItemResponse;
import dev.dolmen.model.QueryResponse;
import dev.dolmen.model.ScanResponse;
import dev.dolmen.model.UpdateItemResponse;
import dev.dolmen.model.WriteRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the answers of operations on items. A member that is not there is left out. */
public final class Answers {

    private Answers() {}

    public static void putItem(PutItemResponse answer, JsonGenerator json) throws IOException {
        written(answer.attributes(), answer.consumedCapacity(), answer.itemCollectionMetrics(), json);
    }

    public static void deleteItem(DeleteItemResponse answer, JsonGenerator json) throws IOException {
        written(answer.attributes(), answer.consumedCapacity(), answer.itemCollectionMetrics(), json);
    }

    public static void updateItem(UpdateItemResponse answer, JsonGenerator json) throws IOException {
        written(answer.attributes(), answer.consumedCapacity(), answer.itemCollectionMetrics(), json);
    }

    private static void written(
            @Nullable Item attributes,
            @Nullable ConsumedCapacity capacity,
            @Nullable ItemCollectionMetrics metrics,
            JsonGenerator json)
            throws IOException {
        item("Attributes", attributes, json);
        capacity(capacity, json);
        if (metrics != null) {
            json.writeFieldName("ItemCollectionMetrics");
            metrics(metrics, json);
        }
    }

    public static void getItem(GetItemResponse answer, JsonGenerator json) throws IOException {
        item("Item", answer.item(), json);
        capacity(answer.consumedCapacity(), json);
    }

    public static void query(QueryResponse answer, JsonGenerator json) throws IOException {
        page(
                answer.items(),
                answer.count(),
                answer.scannedCount(),
                answer.lastEvaluatedKey(),
                answer.consumedCapacity(),
                json);
    }

    public static void scan(ScanResponse answer, JsonGenerator json) throws IOException {
        page(
                answer.items(),
                answer.count(),
                answer.scannedCount(),
                answer.lastEvaluatedKey(),
                answer.consumedCapacity(),
                json);
    }

    private static void page(
            @Nullable List<Item> items,
            int count,
            int scannedCount,
            @Nullable Item lastEvaluatedKey,
            @Nullable ConsumedCapacity capacity,
            JsonGenerator json)
            throws IOException {
        if (items != null) {
            json.writeFieldName("Items");
            items(items, json);
        }
        json.writeNumberField("Count", count);
        json.writeNumberField("ScannedCount", scannedCount);
        item("LastEvaluatedKey", lastEvaluatedKey, json);
        capacity(capacity, json);
    }

    public static void batchWriteItem(BatchWriteItemResponse answer, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("UnprocessedItems");
        for (Map.Entry<String, List<WriteRequest>> table :
                answer.unprocessedItems().entrySet()) {
            json.writeArrayFieldStart(table.getKey());
            for (WriteRequest write : table.getValue()) {
                write(write, json);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        collections(answer.itemCollectionMetrics(), json);
        capacities(answer.consumedCapacity(), json);
    }

    private static void write(WriteRequest write, JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (write.putRequest() != null) {
            json.writeObjectFieldStart("PutRequest");
            item("Item", write.putRequest().item(), json);
            json.writeEndObject();
        }
        if (write.deleteRequest() != null) {
            json.writeObjectFieldStart("DeleteRequest");
            item("Key", write.deleteRequest().key(), json);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    public static void batchGetItem(BatchGetItemResponse answer, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("Responses");
        for (Map.Entry<String, List<Item>> table : answer.responses().entrySet()) {
            json.writeFieldName(table.getKey());
            items(table.getValue(), json);
        }
        json.writeEndObject();
        json.writeObjectFieldStart("UnprocessedKeys");
        for (Map.Entry<String, KeysAndAttributes> table :
                answer.unprocessedKeys().entrySet()) {
            json.writeFieldName(table.getKey());
            keysAndAttributes(table.getValue(), json);
        }
        json.writeEndObject();
        capacities(answer.consumedCapacity(), json);
    }

    private static void keysAndAttributes(KeysAndAttributes wanted, JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (wanted.keys() != null) {
            json.writeFieldName("Keys");
            items(wanted.keys(), json);
        }
        if (wanted.consistentRead() != null) {
            json.writeBooleanField("ConsistentRead", wanted.consistentRead());
        }
        if (wanted.projectionExpression() != null) {
            json.writeStringField("ProjectionExpression", wanted.projectionExpression());
        }
        if (wanted.expressionAttributeNames() != null) {
            json.writeObjectFieldStart("ExpressionAttributeNames");
            for (Map.Entry<String, String> name :
                    wanted.expressionAttributeNames().entrySet()) {
                json.writeStringField(name.getKey(), name.getValue());
            }
            json.writeEndObject();
        }
        if (wanted.attributesToGet() != null) {
            json.writeArrayFieldStart("AttributesToGet");
            for (String attribute : wanted.attributesToGet()) {
                json.writeString(attribute);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** Writes a member that is an item, if there is one. */
    public static void item(String member, @Nullable Item item, JsonGenerator json) throws IOException {
        if (item != null) {
            json.writeFieldName(member);
            AttributeValues.write(json, item);
        }
    }

    private static void items(List<Item> items, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Item item : items) {
            AttributeValues.write(json, item);
        }
        json.writeEndArray();
    }

    /** Writes the item collections of several tables, if there are any. */
    static void collections(@Nullable Map<String, List<ItemCollectionMetrics>> metrics, JsonGenerator json)
            throws IOException {
        if (metrics != null) {
            json.writeObjectFieldStart("ItemCollectionMetrics");
            for (Map.Entry<String, List<ItemCollectionMetrics>> table : metrics.entrySet()) {
                json.writeArrayFieldStart(table.getKey());
                for (ItemCollectionMetrics collection : table.getValue()) {
                    metrics(collection, json);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
    }

    private static void metrics(ItemCollectionMetrics metrics, JsonGenerator json) throws IOException {
        json.writeStartObject();
        item("ItemCollectionKey", metrics.itemCollectionKey(), json);
        json.writeArrayFieldStart("SizeEstimateRangeGB");
        for (double bound : metrics.sizeEstimateRangeGb()) {
            json.writeNumber(bound);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static void capacities(@Nullable List<ConsumedCapacity> capacities, JsonGenerator json) throws IOException {
        if (capacities != null) {
            json.writeArrayFieldStart("ConsumedCapacity");
            for (ConsumedCapacity capacity : capacities) {
                writeCapacity(capacity, json);
            }
            json.writeEndArray();
        }
    }

    private static void capacity(@Nullable ConsumedCapacity capacity, JsonGenerator json) throws IOException {
        if (capacity != null) {
            json.writeFieldName("ConsumedCapacity");
            writeCapacity(capacity, json);
        }
    }

    private static void writeCapacity(ConsumedCapacity capacity, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("TableName", capacity.tableName());
        units(capacity.capacityUnits(), capacity.readCapacityUnits(), capacity.writeCapacityUnits(), json);
        if (capacity.table() != null) {
            json.writeFieldName("Table");
            units(capacity.table(), json);
        }
        byIndex("LocalSecondaryIndexes", capacity.localSecondaryIndexes(), json);
        byIndex("GlobalSecondaryIndexes", capacity.globalSecondaryIndexes(), json);
        json.writeEndObject();
    }

    private static void byIndex(String member, @Nullable Map<String, Capacity> indexes, JsonGenerator json)
            throws IOException {
        if (indexes != null) {
            json.writeObjectFieldStart(member);
            for (Map.Entry<String, Capacity> index : indexes.entrySet()) {
                json.writeFieldName(index.getKey());
                units(index.getValue(), json);
            }
            json.writeEndObject();
        }
    }

    private static void units(Capacity capacity, JsonGenerator json) throws IOException {
        json.writeStartObject();
        units(capacity.capacityUnits(), capacity.readCapacityUnits(), capacity.writeCapacityUnits(), json);
        json.writeEndObject();
    }

    private static void units(double all, @Nullable Double read, @Nullable Double write, JsonGenerator json)
            throws IOException {
        json.writeNumberField("CapacityUnits", all);
        if (read != null) {
            json.writeNumberField("ReadCapacityUnits", read);
        }
        if (write != null) {
            json.writeNumberField("WriteCapacityUnits", write);
        }
    }
}
