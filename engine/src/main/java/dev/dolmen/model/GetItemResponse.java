package dev.dolmen.model;

import dev.dolmen.item.Item;
import org.jspecify.annotations.Nullable;

/**
 * The answer to {@link GetItemRequest}.
 *
 * @param item the item, or as much of it as was asked for; absent when there is none with that key
 * @param consumedCapacity the capacity units consumed, if asked for
 */
public record GetItemResponse(@Nullable Item item, @Nullable ConsumedCapacity consumedCapacity) {}
