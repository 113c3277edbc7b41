package dev.dolmen.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds an index to a table that may have items.
 *
 * @param indexName the index's name; 3 to 255 of the characters a-z, A-Z, 0-9, _, - and .
 * @param keySchema the index's keys
 * @param projection which attributes it holds
 * @param provisionedThroughput its throughput: required in provisioned mode, refused otherwise
 * @param onDemandThroughput its limits in pay-per-request mode
 * @param warmThroughput its warm throughput
 */
public record CreateGlobalSecondaryIndexAction(
        @Nullable String indexName,
        @Nullable List<KeySchemaElement> keySchema,
        @Nullable Projection projection,
        @Nullable ProvisionedThroughput provisionedThroughput,
        @Nullable OnDemandThroughput onDemandThroughput,
        @Nullable WarmThroughput warmThroughput) {

    public CreateGlobalSecondaryIndexAction {
        keySchema = Immutable.list(keySchema);
    }

    /** The index that is to be. */
    public GlobalSecondaryIndex index() {
        return new GlobalSecondaryIndex(
                indexName, keySchema, projection, provisionedThroughput, onDemandThroughput, warmThroughput);
    }
}
