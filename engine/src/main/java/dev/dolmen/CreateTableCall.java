package dev.dolmen;

import dev.dolmen.model.AttributeDefinition;
import dev.dolmen.model.BillingMode;
import dev.dolmen.model.CreateTableRequest;
import dev.dolmen.model.GlobalSecondaryIndex;
import dev.dolmen.model.KeySchemaElement;
import dev.dolmen.model.LocalSecondaryIndex;
import dev.dolmen.model.Projection;
import dev.dolmen.model.ProvisionedThroughput;
import dev.dolmen.model.ResourceInUseException;
import dev.dolmen.model.ScalarAttributeType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Creates a table: {@code dolmen.createTable("Users").partitionKey("user_id", S).run()}. Attributes that are part of a key
 * are defined where they are named first. Pay-per-request unless {@link #provisioned} says otherwise. Not thread-safe.
 */
public final class CreateTableCall {

    private final Dolmen dolmen;
    private final String tableName;
    private final Set<AttributeDefinition> attributes = new LinkedHashSet<>();
    private final List<KeySchemaElement> keySchema = new ArrayList<>();
    private final List<LocalSecondaryIndex> localIndexes = new ArrayList<>();
    private final List<GlobalSecondaryIndex> globalIndexes = new ArrayList<>();
    private @Nullable ProvisionedThroughput throughput;
    private @Nullable Boolean deletionProtection;

    CreateTableCall(Dolmen dolmen, String tableName) {
        this.dolmen = dolmen;
        this.tableName = tableName;
    }

    /** The partition key. */
    public CreateTableCall partitionKey(String attribute, ScalarAttributeType type) {
        keySchema.add(KeySchemaElement.hash(attribute));
        return attribute(attribute, type);
    }

    /** The sort key. */
    public CreateTableCall sortKey(String attribute, ScalarAttributeType type) {
        keySchema.add(KeySchemaElement.range(attribute));
        return attribute(attribute, type);
    }

    /** A local secondary index with this sort key, of all attributes. Requires: the partition key is given. */
    public CreateTableCall localIndex(String indexName, String sortKey, ScalarAttributeType type) {
        return localIndex(indexName, sortKey, type, Projection.all());
    }

    /** A local secondary index with this sort key. Requires: the partition key is given. */
    public CreateTableCall localIndex(
            String indexName, String sortKey, ScalarAttributeType type, Projection projection) {
        if (keySchema.isEmpty()) {
            throw new IllegalStateException(
                    "give the partition key before the index " + indexName + ", which shares it");
        }
        localIndexes.add(new LocalSecondaryIndex(
                indexName, List.of(keySchema.get(0), KeySchemaElement.range(sortKey)), projection));
        return attribute(sortKey, type);
    }

    /** A global secondary index with this partition key and no sort key, of all attributes. */
    public CreateTableCall globalIndex(String indexName, String partitionKey, ScalarAttributeType type) {
        return globalIndex(new GlobalSecondaryIndex(
                        indexName, List.of(KeySchemaElement.hash(partitionKey)), Projection.all()))
                .attribute(partitionKey, type);
    }

    /** A global secondary index with this partition and sort key, of all attributes. */
    public CreateTableCall globalIndex(
            String indexName,
            String partitionKey,
            ScalarAttributeType partitionKeyType,
            String sortKey,
            ScalarAttributeType sortKeyType) {
        return globalIndex(new GlobalSecondaryIndex(
                        indexName,
                        List.of(KeySchemaElement.hash(partitionKey), KeySchemaElement.range(sortKey)),
                        Projection.all()))
                .attribute(partitionKey, partitionKeyType)
                .attribute(sortKey, sortKeyType);
    }

    /** A global secondary index. {@link #attribute} defines those of its key that no other key has. */
    public CreateTableCall globalIndex(GlobalSecondaryIndex index) {
        globalIndexes.add(index);
        return this;
    }

    /** The type of an attribute that is part of a key. */
    public CreateTableCall attribute(String attribute, ScalarAttributeType type) {
        attributes.add(AttributeDefinition.of(attribute, type));
        return this;
    }

    /** Provisioned mode with this throughput, which is recorded and shown. */
    public CreateTableCall provisioned(long readCapacityUnits, long writeCapacityUnits) {
        throughput = new ProvisionedThroughput(readCapacityUnits, writeCapacityUnits);
        return this;
    }

    /** Refuses to delete the table until this is taken back. */
    public CreateTableCall deletionProtection() {
        deletionProtection = true;
        return this;
    }

    /** The request as it stands, to look at or for {@link Dolmen#createTable(CreateTableRequest)}. */
    public CreateTableRequest request() {
        return CreateTableRequest.builder()
                .tableName(tableName)
                .attributeDefinitions(List.copyOf(attributes))
                .keySchema(keySchema)
                .localSecondaryIndexes(localIndexes.isEmpty() ? null : localIndexes)
                .globalSecondaryIndexes(globalIndexes.isEmpty() ? null : globalIndexes)
                .billingMode(throughput == null ? BillingMode.PAY_PER_REQUEST : BillingMode.PROVISIONED)
                .provisionedThroughput(throughput)
                .deletionProtectionEnabled(deletionProtection)
                .build();
    }

    /**
     * Creates the table. It is ready, and durable, when this returns.
     *
     * @throws dev.dolmen.model.ResourceInUseException when the name is taken
     * @throws dev.dolmen.model.ValidationException when the definition is not a possible one
     */
    public Table run() {
        dolmen.createTable(request());
        return dolmen.table(tableName);
    }

    /**
     * As {@link #run}, unless there is a table of that name already: then it stays as it is, whatever its key and its
     * indexes are.
     *
     * @throws dev.dolmen.model.ValidationException when the definition is not a possible one
     */
    public Table runIfAbsent() {
        try {
            return run();
        } catch (ResourceInUseException present) {
            return dolmen.table(tableName);
        }
    }
}
