package dev.dolmen.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes a table: one kind of setting at a time, or its global secondary indexes.
 * Members are exactly as the caller gave them, wrong ones included: the operation validates them, in DynamoDB's order and with its words.
 *
 * @param tableName the table's name, or its ARN
 * @param attributeDefinitions the types of the attributes in the keys of an index that is created; nothing else is read of them
 * @param billingMode one of {@code PROVISIONED} or {@code PAY_PER_REQUEST}
 * @param provisionedThroughput the table's throughput, in provisioned mode; values it has already are refused
 * @param globalSecondaryIndexUpdates at most one of them may create or delete an index
 * @param streamSpecification refused: there are no streams yet
 * @param sseSpecification refused: this store does not encrypt; use the file system's encryption
 * @param tableClass one of {@code STANDARD} or {@code STANDARD_INFREQUENT_ACCESS}: recorded and shown
 * @param deletionProtectionEnabled true refuses {@link DeleteTableRequest}
 * @param onDemandThroughput the table's limits, in pay-per-request mode
 * @param warmThroughput the table's warm throughput, which cannot be lowered
 * @param otherParameters DynamoDB names of further parameters that the caller gave, which are refused: not supported yet
 */
public record UpdateTableRequest(
        @Nullable String tableName,
        @Nullable List<AttributeDefinition> attributeDefinitions,
        @Nullable String billingMode,
        @Nullable ProvisionedThroughput provisionedThroughput,
        @Nullable List<GlobalSecondaryIndexUpdate> globalSecondaryIndexUpdates,
        @Nullable StreamSpecification streamSpecification,
        @Nullable SSESpecification sseSpecification,
        @Nullable String tableClass,
        @Nullable Boolean deletionProtectionEnabled,
        @Nullable OnDemandThroughput onDemandThroughput,
        @Nullable WarmThroughput warmThroughput,
        @Nullable Set<String> otherParameters) {

    public UpdateTableRequest {
        attributeDefinitions = Immutable.list(attributeDefinitions);
        globalSecondaryIndexUpdates = Immutable.list(globalSecondaryIndexUpdates);
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
        builder.billingMode = billingMode;
        builder.provisionedThroughput = provisionedThroughput;
        builder.globalSecondaryIndexUpdates = globalSecondaryIndexUpdates;
        builder.streamSpecification = streamSpecification;
        builder.sseSpecification = sseSpecification;
        builder.tableClass = tableClass;
        builder.deletionProtectionEnabled = deletionProtectionEnabled;
        builder.onDemandThroughput = onDemandThroughput;
        builder.warmThroughput = warmThroughput;
        builder.otherParameters = otherParameters;
        return builder;
    }

    /** Builds an {@link UpdateTableRequest}. Not thread-safe. */
    public static final class Builder extends TableSettingsBuilder<Builder> {
        private @Nullable List<GlobalSecondaryIndexUpdate> globalSecondaryIndexUpdates;

        private Builder() {}

        @Override
        Builder self() {
            return this;
        }

        /** At most one of them may create or delete an index. */
        public Builder globalSecondaryIndexUpdates(
                @Nullable List<GlobalSecondaryIndexUpdate> globalSecondaryIndexUpdates) {
            this.globalSecondaryIndexUpdates = globalSecondaryIndexUpdates;
            return this;
        }

        /** What has been set so far. */
        public UpdateTableRequest build() {
            return new UpdateTableRequest(
                    tableName,
                    attributeDefinitions,
                    billingMode,
                    provisionedThroughput,
                    globalSecondaryIndexUpdates,
                    streamSpecification,
                    sseSpecification,
                    tableClass,
                    deletionProtectionEnabled,
                    onDemandThroughput,
                    warmThroughput,
                    otherParameters);
        }
    }
}
