package dev.dolmen.model;

import java.util.List;

/**
 * A local secondary index as it stands.
 *
 * @param indexName the index's name
 * @param keySchema the table's partition key and the index's sort key
 * @param projection which attributes it holds
 * @param indexSizeBytes the size of its entries, in bytes
 * @param itemCount how many entries it has
 * @param indexArn its Amazon resource name
 */
public record LocalSecondaryIndexDescription(
        String indexName,
        List<KeySchemaElement> keySchema,
        Projection projection,
        long indexSizeBytes,
        long itemCount,
        String indexArn) {

    public LocalSecondaryIndexDescription {
        keySchema = Immutable.list(keySchema);
    }
}
