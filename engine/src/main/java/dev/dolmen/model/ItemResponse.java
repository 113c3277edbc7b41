package dev.dolmen.model;

import dev.dolmen.item.Item;
import org.jspecify.annotations.Nullable;

/**
 * One read of a {@link TransactGetItemsResponse}.
 *
 * @param item the item, projected; null when there is none
 */
public record ItemResponse(@Nullable Item item) {}
