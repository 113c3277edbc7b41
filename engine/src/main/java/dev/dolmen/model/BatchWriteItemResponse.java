package dev.dolmen.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link BatchWriteItemRequest}.
 *
 * @param unprocessedItems the writes that were not done, by table; empty when all were
 * @param itemCollectionMetrics the item collections written, by table, if asked for
 * @param consumedCapacity the capacity units consumed, an element per table, if asked for
 */
public record BatchWriteItemResponse(
        Map<String, List<WriteRequest>> unprocessedItems,
        @Nullable Map<String, List<ItemCollectionMetrics>> itemCollectionMetrics,
        @Nullable List<ConsumedCapacity> consumedCapacity) {

    public BatchWriteItemResponse {
        unprocessedItems = Immutable.lists(unprocessedItems);
        itemCollectionMetrics = Immutable.lists(itemCollectionMetrics);
        consumedCapacity = Immutable.list(consumedCapacity);
    }
}
