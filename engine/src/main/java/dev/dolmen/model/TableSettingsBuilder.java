package dev.dolmen.model;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the builders of requests to create and to change a table have in common. Not thread-safe.
 *
 * @param <B> the builder itself
 */
public abstract sealed class TableSettingsBuilder<B extends TableSettingsBuilder<B>>
        permits CreateTableRequest.Builder, UpdateTableRequest.Builder {

    @Nullable
    String tableName;

    @Nullable
    List<AttributeDefinition> attributeDefinitions;

    @Nullable
    String billingMode;

    @Nullable
    ProvisionedThroughput provisionedThroughput;

    @Nullable
    StreamSpecification streamSpecification;

    @Nullable
    SSESpecification sseSpecification;

    @Nullable
    String tableClass;

    @Nullable
    Boolean deletionProtectionEnabled;

    @Nullable
    OnDemandThroughput onDemandThroughput;

    @Nullable
    WarmThroughput warmThroughput;

    @Nullable
    Set<String> otherParameters;

    TableSettingsBuilder() {}

    /** This, as what it is. */
    abstract B self();

    /** The table's name, or its ARN. */
    public B tableName(@Nullable String tableName) {
        this.tableName = tableName;
        return self();
    }

    /** The types of key attributes: of all of a new table and its indexes, or of those of an index that is added. */
    public B attributeDefinitions(@Nullable List<AttributeDefinition> attributeDefinitions) {
        this.attributeDefinitions = attributeDefinitions;
        return self();
    }

    /** {@code PROVISIONED} (a new table's when absent) or {@code PAY_PER_REQUEST}. */
    public B billingMode(@Nullable String billingMode) {
        this.billingMode = billingMode;
        return self();
    }

    /** {@code PROVISIONED} (a new table's when absent) or {@code PAY_PER_REQUEST}. */
    public B billingMode(BillingMode billingMode) {
        this.billingMode = billingMode.name();
        return self();
    }

    /** The table's throughput, in provisioned mode; a new table needs one then. */
    public B provisionedThroughput(@Nullable ProvisionedThroughput provisionedThroughput) {
        this.provisionedThroughput = provisionedThroughput;
        return self();
    }

    /** Whether the table has a stream of its changes; there are none yet, so only a new table may say that it has none. */
    public B streamSpecification(@Nullable StreamSpecification streamSpecification) {
        this.streamSpecification = streamSpecification;
        return self();
    }

    /** How the table is encrypted. This store does not encrypt, so only a new table may say that it is not. */
    public B sseSpecification(@Nullable SSESpecification sseSpecification) {
        this.sseSpecification = sseSpecification;
        return self();
    }

    /** {@code STANDARD} (a new table's when absent) or {@code STANDARD_INFREQUENT_ACCESS}: recorded and shown. */
    public B tableClass(@Nullable String tableClass) {
        this.tableClass = tableClass;
        return self();
    }

    /** {@code STANDARD} (a new table's when absent) or {@code STANDARD_INFREQUENT_ACCESS}: recorded and shown. */
    public B tableClass(TableClass tableClass) {
        this.tableClass = tableClass.name();
        return self();
    }

    /** True refuses {@link DeleteTableRequest}. */
    public B deletionProtectionEnabled(@Nullable Boolean deletionProtectionEnabled) {
        this.deletionProtectionEnabled = deletionProtectionEnabled;
        return self();
    }

    /** The table's limits, in pay-per-request mode. */
    public B onDemandThroughput(@Nullable OnDemandThroughput onDemandThroughput) {
        this.onDemandThroughput = onDemandThroughput;
        return self();
    }

    /** The table's warm throughput, at least what it has already. */
    public B warmThroughput(@Nullable WarmThroughput warmThroughput) {
        this.warmThroughput = warmThroughput;
        return self();
    }

    /** DynamoDB names of further parameters that the caller gave, which are refused: not supported yet. */
    public B otherParameters(@Nullable Set<String> otherParameters) {
        this.otherParameters = otherParameters;
        return self();
    }
}
