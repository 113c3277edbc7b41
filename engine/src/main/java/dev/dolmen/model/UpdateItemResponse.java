package dev.dolmen.model;

import dev.dolmen.item.Item;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link UpdateItemRequest}.
 *
 * @param attributes of the item what {@code ReturnValues} asks for, if there is anything
 * @param consumedCapacity the capacity units consumed, if asked for
 * @param itemCollectionMetrics the item collection that was written, if asked for and the table has local secondary indexes
 */
public record UpdateItemResponse(
        @Nullable Item attributes,
        @Nullable ConsumedCapacity consumedCapacity,
        @Nullable ItemCollectionMetrics itemCollectionMetrics) {}
