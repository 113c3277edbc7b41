package dev.dolmen;

import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.BillingMode;
import dev.dolmen.model.CreateGlobalSecondaryIndexAction;
import dev.dolmen.model.DeleteGlobalSecondaryIndexAction;
import dev.dolmen.model.GlobalSecondaryIndex;
import dev.dolmen.model.GlobalSecondaryIndexUpdate;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.OnDemandThroughput;
import dev.dolmen.model.Projection;
import dev.dolmen.model.ProvisionedThroughput;
import dev.dolmen.model.ScalarAttributeType;
import dev.dolmen.model.TableClass;
import dev.dolmen.model.TableDescription;
import dev.dolmen.model.UpdateGlobalSecondaryIndexAction;
import dev.dolmen.model.UpdateTableRequest;
import dev.dolmen.model.WarmThroughput;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Changes a table: {@code dolmen.updateTable("Users").deletionProtection(true).run()}. DynamoDB changes one kind of setting
 * at a time, and creates or deletes one index at a time. Not thread-safe.
 */
public final class UpdateTableCall {

    private final Dolmen dolmen;
    private final UpdateTableRequest.Builder request;
    private final Set<AttributeDefinition> attributes = new LinkedHashSet<>();
    private final List<GlobalSecondaryIndexUpdate> indexUpdates = new ArrayList<>();

    UpdateTableCall(Dolmen dolmen, String tableName) {
        this.dolmen = dolmen;
        this.request = UpdateTableRequest.builder().tableName(tableName);
    }

    /** Adds a global secondary index with this partition key and no sort key, of all attributes. */
    public UpdateTableCall createIndex(String indexName, String partitionKey, ScalarAttributeType type) {
        return createIndex(new GlobalSecondaryIndex(
                        indexName, List.of(KeySchemaElement.hash(partitionKey)), Projection.all()))
                .attribute(partitionKey, type);
    }

    /** Adds a global secondary index with this partition and sort key, of all attributes. */
    public UpdateTableCall createIndex(
            String indexName,
            String partitionKey,
            ScalarAttributeType partitionKeyType,
            String sortKey,
            ScalarAttributeType sortKeyType) {
        return createIndex(new GlobalSecondaryIndex(
                        indexName,
                        List.of(KeySchemaElement.hash(partitionKey), KeySchemaElement.range(sortKey)),
                        Projection.all()))
                .attribute(partitionKey, partitionKeyType)
                .attribute(sortKey, sortKeyType);
    }

    /** Adds a global secondary index. {@link #attribute} defines those of its key that no other key of the table has. */
    public UpdateTableCall createIndex(GlobalSecondaryIndex index) {
        return indexUpdate(GlobalSecondaryIndexUpdate.of(new CreateGlobalSecondaryIndexAction(
                index.indexName(),
                index.keySchema(),
                index.projection(),
                index.provisionedThroughput(),
                index.onDemandThroughput(),
                index.warmThroughput())));
    }

    /** Takes a global secondary index off, also one that is still being created. */
    public UpdateTableCall deleteIndex(String indexName) {
        return indexUpdate(GlobalSecondaryIndexUpdate.of(new DeleteGlobalSecondaryIndexAction(indexName)));
    }

    /** Other throughput for a global secondary index, in provisioned mode. */
    public UpdateTableCall provisionedIndex(String indexName, long readCapacityUnits, long writeCapacityUnits) {
        return indexUpdate(GlobalSecondaryIndexUpdate.of(new UpdateGlobalSecondaryIndexAction(
                indexName, new ProvisionedThroughput(readCapacityUnits, writeCapacityUnits), null, null)));
    }

    private UpdateTableCall indexUpdate(GlobalSecondaryIndexUpdate update) {
        indexUpdates.add(update);
        return this;
    }

    /** The type of an attribute that is part of the key of an index. */
    public UpdateTableCall attribute(String attribute, ScalarAttributeType type) {
        attributes.add(AttributeDefinition.of(attribute, type));
        return this;
    }

    /** Provisioned mode with this throughput, which is recorded and shown. */
    public UpdateTableCall provisioned(long readCapacityUnits, long writeCapacityUnits) {
        request.provisionedThroughput(new ProvisionedThroughput(readCapacityUnits, writeCapacityUnits));
        return this;
    }

    /** Another way to pay for throughput, which is recorded and shown. */
    public UpdateTableCall billingMode(BillingMode mode) {
        request.billingMode(mode);
        return this;
    }

    /** Limits in pay-per-request mode, which are recorded and shown; -1 takes one away. */
    public UpdateTableCall onDemandThroughput(long maxReadRequestUnits, long maxWriteRequestUnits) {
        request.onDemandThroughput(new OnDemandThroughput(maxReadRequestUnits, maxWriteRequestUnits));
        return this;
    }

    /** Warm throughput, which is recorded and shown. */
    public UpdateTableCall warmThroughput(long readUnitsPerSecond, long writeUnitsPerSecond) {
        request.warmThroughput(new WarmThroughput(readUnitsPerSecond, writeUnitsPerSecond));
        return this;
    }

    /** Another class, which is recorded and shown. */
    public UpdateTableCall tableClass(TableClass tableClass) {
        request.tableClass(tableClass);
        return this;
    }

    /** Whether the table refuses to be deleted. */
    public UpdateTableCall deletionProtection(boolean isProtected) {
        request.deletionProtectionEnabled(isProtected);
        return this;
    }

    /** The request as it stands, to look at or for {@link Dolmen#updateTable(UpdateTableRequest)}. */
    public UpdateTableRequest request() {
        return request.attributeDefinitions(attributes.isEmpty() ? null : List.copyOf(attributes))
                .globalSecondaryIndexUpdates(indexUpdates.isEmpty() ? null : indexUpdates)
                .build();
    }

    /**
     * Changes the table. Settings are changed, and durable, when this returns, and an index is deleted; one that is created
     * is filled in the background.
     *
     * @return the table as DynamoDB tells of it while it makes the change
     * @throws dev.dolmen.model.ResourceNotFoundException when there is no such table, or no such index
     * @throws dev.dolmen.model.ValidationException when the change is not a possible one
     */
    public TableDescription run() {
        return dolmen.updateTable(request()).tableDescription();
    }
}
