package dev.dolmen.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index with a partition key of its own.
 *
 * @param indexName the index's name; 3 to 255 of the characters a-z, A-Z, 0-9, _, - and .
 * @param keySchema the index's keys
 * @param projection which attributes it holds
 * @param provisionedThroughput its throughput, in provisioned mode
 * @param onDemandThroughput its limits, in pay-per-request mode
 * @param warmThroughput its warm throughput
 */
public record GlobalSecondaryIndex(
        @Nullable String indexName,
        @Nullable List<KeySchemaElement> keySchema,
        @Nullable Projection projection,
        @Nullable ProvisionedThroughput provisionedThroughput,
        @Nullable OnDemandThroughput onDemandThroughput,
        @Nullable WarmThroughput warmThroughput) {

    public GlobalSecondaryIndex {
        keySchema = Immutable.list(keySchema);
    }

    /** An index without settings of its own for throughput, as in pay-per-request mode. */
    public GlobalSecondaryIndex(String indexName, List<KeySchemaElement> keySchema, Projection projection) {
        this(indexName, keySchema, projection, null, null, null);
    }
}
