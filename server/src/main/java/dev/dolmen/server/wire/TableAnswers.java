package dev.dolmen.server.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.BillingModeSummary;
import dev.dolmen.model.CreateTableResponse;
import dev.dolmen.model.DeleteTableResponse;
import dev.dolmen.model.DescribeEndpointsResponse;
import dev.dolmen.model.DescribeLimitsResponse;
import dev.dolmen.model.DescribeTableResponse;
import dev.dolmen.model.Endpoint;
import dev.dolmen.model.GlobalSecondaryIndexDescription;
import dev.dolmen.model.GlobalSecondaryIndexWarmThroughputDescription;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.ListTablesResponse;
import dev.dolmen.model.LocalSecondaryIndexDescription;
import dev.dolmen.model.OnDemandThroughput;
import dev.dolmen.model.Projection;
import dev.dolmen.model.ProvisionedThroughputDescription;
import dev.dolmen.model.TableClassSummary;
import dev.dolmen.model.TableDescription;
import dev.dolmen.model.TableWarmThroughputDescription;
import dev.dolmen.model.UpdateTableResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the answers of operations on tables. */
public final class TableAnswers {

    private TableAnswers() {}

    public static void createTable(CreateTableResponse answer, JsonGenerator json) throws IOException {
        json.writeFieldName("TableDescription");
        describe(answer.tableDescription(), json);
    }

    public static void updateTable(UpdateTableResponse answer, JsonGenerator json) throws IOException {
        json.writeFieldName("TableDescription");
        describe(answer.tableDescription(), json);
    }

    /** Of a table that is going the service tells neither keys nor indexes. */
    public static void deleteTable(DeleteTableResponse answer, JsonGenerator json) throws IOException {
        TableDescription table = answer.tableDescription();
        json.writeObjectFieldStart("TableDescription");
        names(table, json);
        throughput(table, json);
        sizes(table, json);
        json.writeEndObject();
    }

    public static void describeTable(DescribeTableResponse answer, JsonGenerator json) throws IOException {
        json.writeFieldName("Table");
        describe(answer.table(), json);
    }

    public static void listTables(ListTablesResponse answer, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("TableNames");
        for (String name : answer.tableNames()) {
            json.writeString(name);
        }
        json.writeEndArray();
        if (answer.lastEvaluatedTableName() != null) {
            json.writeStringField("LastEvaluatedTableName", answer.lastEvaluatedTableName());
        }
    }

    public static void describeLimits(DescribeLimitsResponse answer, JsonGenerator json) throws IOException {
        json.writeNumberField("AccountMaxReadCapacityUnits", answer.accountMaxReadCapacityUnits());
        json.writeNumberField("AccountMaxWriteCapacityUnits", answer.accountMaxWriteCapacityUnits());
        json.writeNumberField("TableMaxReadCapacityUnits", answer.tableMaxReadCapacityUnits());
        json.writeNumberField("TableMaxWriteCapacityUnits", answer.tableMaxWriteCapacityUnits());
    }

    public static void describeEndpoints(DescribeEndpointsResponse answer, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("Endpoints");
        for (Endpoint endpoint : answer.endpoints()) {
            json.writeStartObject();
            json.writeStringField("Address", endpoint.address());
            json.writeNumberField("CachePeriodInMinutes", endpoint.cachePeriodInMinutes());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void describe(TableDescription table, JsonGenerator json) throws IOException {
        json.writeStartObject();
        names(table, json);
        time("CreationDateTime", table.creationDateTime(), json);
        json.writeArrayFieldStart("AttributeDefinitions");
        for (AttributeDefinition attribute : table.attributeDefinitions()) {
            json.writeStartObject();
            json.writeStringField("AttributeName", attribute.attributeName());
            json.writeStringField("AttributeType", attribute.attributeType());
            json.writeEndObject();
        }
        json.writeEndArray();
        keySchema(table.keySchema(), json);
        throughput(table, json);
        sizes(table, json);
        if (table.localSecondaryIndexes() != null) {
            json.writeArrayFieldStart("LocalSecondaryIndexes");
            for (LocalSecondaryIndexDescription index : table.localSecondaryIndexes()) {
                describe(index, json);
            }
            json.writeEndArray();
        }
        if (table.globalSecondaryIndexes() != null) {
            json.writeArrayFieldStart("GlobalSecondaryIndexes");
            for (GlobalSecondaryIndexDescription index : table.globalSecondaryIndexes()) {
                describe(index, json);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void names(TableDescription table, JsonGenerator json) throws IOException {
        json.writeStringField("TableName", table.tableName());
        json.writeStringField("TableArn", table.tableArn());
        json.writeStringField("TableId", table.tableId());
        json.writeStringField("TableStatus", table.tableStatus().name());
    }

    private static void sizes(TableDescription table, JsonGenerator json) throws IOException {
        json.writeBooleanField("DeletionProtectionEnabled", table.deletionProtectionEnabled());
        json.writeNumberField("ItemCount", table.itemCount());
        json.writeNumberField("TableSizeBytes", table.tableSizeBytes());
    }

    /** How throughput is paid for and what it is. */
    private static void throughput(TableDescription table, JsonGenerator json) throws IOException {
        provisioned(table.provisionedThroughput(), json);
        onDemand(table.onDemandThroughput(), json);
        TableWarmThroughputDescription warm = table.warmThroughput();
        if (warm != null) {
            warm(
                    warm.readUnitsPerSecond(),
                    warm.writeUnitsPerSecond(),
                    warm.status().name(),
                    json);
        }
        BillingModeSummary billing = table.billingModeSummary();
        if (billing != null) {
            json.writeObjectFieldStart("BillingModeSummary");
            json.writeStringField("BillingMode", billing.billingMode().name());
            time("LastUpdateToPayPerRequestDateTime", billing.lastUpdateToPayPerRequestDateTime(), json);
            json.writeEndObject();
        }
        TableClassSummary tableClass = table.tableClassSummary();
        if (tableClass != null) {
            json.writeObjectFieldStart("TableClassSummary");
            json.writeStringField("TableClass", tableClass.tableClass().name());
            time("LastUpdateDateTime", tableClass.lastUpdateDateTime(), json);
            json.writeEndObject();
        }
    }

    private static void describe(GlobalSecondaryIndexDescription index, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("IndexName", index.indexName());
        json.writeStringField("IndexArn", index.indexArn());
        keySchema(index.keySchema(), json);
        projection(index.projection(), json);
        json.writeStringField("IndexStatus", index.indexStatus().name());
        if (index.backfilling() != null) {
            json.writeBooleanField("Backfilling", index.backfilling());
        }
        provisioned(index.provisionedThroughput(), json);
        onDemand(index.onDemandThroughput(), json);
        GlobalSecondaryIndexWarmThroughputDescription warm = index.warmThroughput();
        if (warm != null) {
            warm(
                    warm.readUnitsPerSecond(),
                    warm.writeUnitsPerSecond(),
                    warm.status().name(),
                    json);
        }
        json.writeNumberField("ItemCount", index.itemCount());
        json.writeNumberField("IndexSizeBytes", index.indexSizeBytes());
        json.writeEndObject();
    }

    private static void describe(LocalSecondaryIndexDescription index, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("IndexName", index.indexName());
        json.writeStringField("IndexArn", index.indexArn());
        keySchema(index.keySchema(), json);
        projection(index.projection(), json);
        json.writeNumberField("ItemCount", index.itemCount());
        json.writeNumberField("IndexSizeBytes", index.indexSizeBytes());
        json.writeEndObject();
    }

    private static void projection(Projection projection, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("Projection");
        json.writeStringField("ProjectionType", projection.projectionType());
        if (projection.nonKeyAttributes() != null) {
            json.writeArrayFieldStart("NonKeyAttributes");
            for (String attribute : projection.nonKeyAttributes()) {
                json.writeString(attribute);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void keySchema(List<KeySchemaElement> elements, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("KeySchema");
        for (KeySchemaElement element : elements) {
            json.writeStartObject();
            json.writeStringField("AttributeName", element.attributeName());
            json.writeStringField("KeyType", element.keyType());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void provisioned(ProvisionedThroughputDescription throughput, JsonGenerator json)
            throws IOException {
        json.writeObjectFieldStart("ProvisionedThroughput");
        time("LastIncreaseDateTime", throughput.lastIncreaseDateTime(), json);
        time("LastDecreaseDateTime", throughput.lastDecreaseDateTime(), json);
        json.writeNumberField("NumberOfDecreasesToday", throughput.numberOfDecreasesToday());
        json.writeNumberField("ReadCapacityUnits", throughput.readCapacityUnits());
        json.writeNumberField("WriteCapacityUnits", throughput.writeCapacityUnits());
        json.writeEndObject();
    }

    private static void onDemand(@Nullable OnDemandThroughput limits, JsonGenerator json) throws IOException {
        if (limits == null) {
            return;
        }
        json.writeObjectFieldStart("OnDemandThroughput");
        if (limits.maxReadRequestUnits() != null) {
            json.writeNumberField("MaxReadRequestUnits", limits.maxReadRequestUnits());
        }
        if (limits.maxWriteRequestUnits() != null) {
            json.writeNumberField("MaxWriteRequestUnits", limits.maxWriteRequestUnits());
        }
        json.writeEndObject();
    }

    private static void warm(long readUnits, long writeUnits, String status, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("WarmThroughput");
        json.writeNumberField("ReadUnitsPerSecond", readUnits);
        json.writeNumberField("WriteUnitsPerSecond", writeUnits);
        json.writeStringField("Status", status);
        json.writeEndObject();
    }

    /** Seconds since 1970, with a fraction of three digits; nothing when there is no such time. */
    private static void time(String member, @Nullable Instant time, JsonGenerator json) throws IOException {
        if (time != null) {
            json.writeNumberField(member, BigDecimal.valueOf(time.toEpochMilli(), 3));
        }
    }
}
