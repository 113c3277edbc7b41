package dev.dolmen.model;

import dev.dolmen.item.Item;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link PutItemRequest}.
 *
 * @param attributes the item as it was before the write, if asked for
 * @param consumedCapacity the capacity units consumed, if asked for
 * @param itemCollectionMetrics the item collection that was written, if asked for and the table has local secondary indexes
 */
public record PutItemResponse(
        @Nullable Item attributes,
        @Nullable ConsumedCapacity consumedCapacity,
        @Nullable ItemCollectionMetrics itemCollectionMetrics) {}
