package dev.dolmen.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link TransactWriteItemsRequest}.
 *
 * @param itemCollectionMetrics the item collections written, by table, if asked for
 * @param consumedCapacity the capacity units consumed, an element per table, if asked for
 */
public record TransactWriteItemsResponse(
        @Nullable Map<String, List<ItemCollectionMetrics>> itemCollectionMetrics,
        @Nullable List<ConsumedCapacity> consumedCapacity) {

    public TransactWriteItemsResponse {
        itemCollectionMetrics = Immutable.lists(itemCollectionMetrics);
        consumedCapacity = Immutable.list(consumedCapacity);
    }
}
