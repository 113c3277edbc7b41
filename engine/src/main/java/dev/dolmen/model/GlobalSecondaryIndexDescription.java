package dev.dolmen.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A global secondary index as it stands.
 *
 * @param indexName the index's name
 * @param keySchema its partition attributes, then its sort attributes
 * @param projection which attributes it holds
 * @param indexStatus its state
 * @param backfilling true while the items that were there before the index are added to it; null when it is not being
 *     created
 * @param provisionedThroughput zero in pay-per-request mode
 * @param onDemandThroughput its limits in pay-per-request mode, if it has any
 * @param warmThroughput its warm throughput; null in the answer to {@link CreateTableRequest} unless that gave one
 * @param indexSizeBytes the size of its entries, in bytes
 * @param itemCount how many entries it has
 * @param indexArn its Amazon resource name
 */
public record GlobalSecondaryIndexDescription(
        String indexName,
        List<KeySchemaElement> keySchema,
        Projection projection,
        IndexStatus indexStatus,
        @Nullable Boolean backfilling,
        ProvisionedThroughputDescription provisionedThroughput,
        @Nullable OnDemandThroughput onDemandThroughput,
        @Nullable GlobalSecondaryIndexWarmThroughputDescription warmThroughput,
        long indexSizeBytes,
        long itemCount,
        String indexArn) {

    public GlobalSecondaryIndexDescription {
        keySchema = Immutable.list(keySchema);
    }
}
