package dev.dolmen.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table as it stands.
 *
 * @param tableName the table's name
 * @param tableArn its Amazon resource name
 * @param tableId a UUID, different after the table is deleted and created again
 * @param tableStatus {@code ACTIVE}, but in the answers to requests that change the table
 * @param creationDateTime when it was created
 * @param attributeDefinitions the types of its key attributes, in the order of their names
 * @param keySchema the partition key and, if there is one, the sort key
 * @param localSecondaryIndexes its local secondary indexes, if it has any
 * @param globalSecondaryIndexes its global secondary indexes, if it has any
 * @param billingModeSummary how throughput is paid for, if it was ever paid for per request
 * @param provisionedThroughput zero in pay-per-request mode
 * @param onDemandThroughput its limits in pay-per-request mode, if it has any
 * @param warmThroughput its warm throughput; null in the answer to {@link CreateTableRequest} unless that gave one
 * @param tableClassSummary its class, if one was given
 * @param deletionProtectionEnabled whether it refuses to be deleted
 * @param itemCount how many items it has
 * @param tableSizeBytes the size of its items, in bytes
 */
public record TableDescription(
        String tableName,
        String tableArn,
        String tableId,
        TableStatus tableStatus,
        Instant creationDateTime,
        List<AttributeDefinition> attributeDefinitions,
        List<KeySchemaElement> keySchema,
        @Nullable List<LocalSecondaryIndexDescription> localSecondaryIndexes,
        @Nullable List<GlobalSecondaryIndexDescription> globalSecondaryIndexes,
        @Nullable BillingModeSummary billingModeSummary,
        ProvisionedThroughputDescription provisionedThroughput,
        @Nullable OnDemandThroughput onDemandThroughput,
        @Nullable TableWarmThroughputDescription warmThroughput,
        @Nullable TableClassSummary tableClassSummary,
        boolean deletionProtectionEnabled,
        long itemCount,
        long tableSizeBytes) {

    public TableDescription {
        attributeDefinitions = Immutable.list(attributeDefinitions);
        keySchema = Immutable.list(keySchema);
        localSecondaryIndexes = Immutable.list(localSecondaryIndexes);
        globalSecondaryIndexes = Immutable.list(globalSecondaryIndexes);
    }
}
