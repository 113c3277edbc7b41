package dev.dolmen.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Creates a table.
 * Members are exactly as the caller gave them, wrong ones included: the operation validates them, in DynamoDB's order and with its words.
 *
 * @param tableName the table's name, or its ARN
 * @param attributeDefinitions the types of all key attributes, of the table and its indexes, and no others
 * @param keySchema the partition key and, if there is one, the sort key
 * @param localSecondaryIndexes up to five
 * @param globalSecondaryIndexes up to twenty
 * @param billingMode {@code PROVISIONED} (when absent) or {@code PAY_PER_REQUEST}
 * @param provisionedThroughput required in provisioned mode, refused otherwise
 * @param tableClass {@code STANDARD} (when absent) or {@code STANDARD_INFREQUENT_ACCESS}: recorded and shown
 * @param deletionProtectionEnabled true refuses {@link DeleteTableRequest}
 * @param tags up to 50
 * @param streamSpecification may say that there is no stream
 * @param sseSpecification may say that there is no encryption
 * @param onDemandThroughput the table's limits, in pay-per-request mode
 * @param warmThroughput the table's warm throughput, at least what it has without
 * @param otherParameters DynamoDB names of further parameters that the caller gave, which are refused: not supported yet
 */
public record CreateTableRequest(
        @Nullable String tableName,
        @Nullable List<AttributeDefinition> attributeDefinitions,
        @Nullable List<KeySchemaElement> keySchema,
        @Nullable List<LocalSecondaryIndex> localSecondaryIndexes,
        @Nullable List<GlobalSecondaryIndex> globalSecondaryIndexes,
        @Nullable String billingMode,
        @Nullable ProvisionedThroughput provisionedThroughput,
        @Nullable String tableClass,
        @Nullable Boolean deletionProtectionEnabled,
        @Nullable List<Tag> tags,
        @Nullable StreamSpecification streamSpecification,
        @Nullable SSESpecification sseSpecification,
        @Nullable OnDemandThroughput onDemandThroughput,
        @Nullable WarmThroughput warmThroughput,
        @Nullable Set<String> otherParameters) {

    public CreateTableRequest {
        attributeDefinitions = Immutable.list(attributeDefinitions);
        keySchema = Immutable.list(keySchema);
        localSecondaryIndexes = Immutable.list(localSecondaryIndexes);
        globalSecondaryIndexes = Immutable.list(globalSecondaryIndexes);
        tags = Immutable.list(tags);
        otherParameters = Immutable.set(otherParameters);
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.tableName = tableName;
        builder.attributeDefinitions = attributeDefinitions;
        builder.keySchema = keySchema;
        builder.localSecondaryIndexes = localSecondaryIndexes;
        builder.globalSecondaryIndexes = globalSecondaryIndexes;
        builder.billingMode = billingMode;
        builder.provisionedThroughput = provisionedThroughput;
        builder.tableClass = tableClass;
        builder.deletionProtectionEnabled = deletionProtectionEnabled;
        builder.tags = tags;
        builder.streamSpecification = streamSpecification;
        builder.sseSpecification = sseSpecification;
        builder.onDemandThroughput = onDemandThroughput;
        builder.warmThroughput = warmThroughput;
        builder.otherParameters = otherParameters;
        return builder;
    }

    /** Builds a {@link CreateTableRequest}. Not thread-safe. */
    public static final class Builder extends TableSettingsBuilder<Builder> {
        private @Nullable List<KeySchemaElement> keySchema;
        private @Nullable List<LocalSecondaryIndex> localSecondaryIndexes;
        private @Nullable List<GlobalSecondaryIndex> globalSecondaryIndexes;
        private @Nullable List<Tag> tags;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** The partition key and, if there is one, the sort key. */
        public Builder keySchema(@Nullable List<KeySchemaElement> keySchema) {
            this.keySchema = keySchema;
            return this;
        }

        /** Up to five. */
        public Builder localSecondaryIndexes(@Nullable List<LocalSecondaryIndex> localSecondaryIndexes) {
            this.localSecondaryIndexes = localSecondaryIndexes;
            return this;
        }

        /** Up to twenty. */
        public Builder globalSecondaryIndexes(@Nullable List<GlobalSecondaryIndex> globalSecondaryIndexes) {
            this.globalSecondaryIndexes = globalSecondaryIndexes;
            return this;
        }

        /** Up to 50. */
        public Builder tags(@Nullable List<Tag> tags) {
            this.tags = tags;
            return this;
        }

        /** What has been set so far. */
        public CreateTableRequest build() {
            return new CreateTableRequest(
                    tableName,
                    attributeDefinitions,
                    keySchema,
                    localSecondaryIndexes,
                    globalSecondaryIndexes,
                    billingMode,
                    provisionedThroughput,
                    tableClass,
                    deletionProtectionEnabled,
                    tags,
                    streamSpecification,
                    sseSpecification,
                    onDemandThroughput,
                    warmThroughput,
                    otherParameters);
        }
    }
}
