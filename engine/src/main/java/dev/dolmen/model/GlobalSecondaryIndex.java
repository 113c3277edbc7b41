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
 */
public record GlobalSecondaryIndex(
        @Nullable String indexName,
        @Nullable List<KeySchemaElement> keySchema,
        @Nullable Projection projection,
        @Nullable ProvisionedThroughput provisionedThroughput) {

    public GlobalSecondaryIndex {
        keySchema = Immutable.list(keySchema);
    }
}
