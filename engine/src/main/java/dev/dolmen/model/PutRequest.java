package dev.dolmen.model;

import dev.dolmen.item.Item;
import org.jspecify.annotations.Nullable;

/**
 * A put within a {@link BatchWriteItemRequest}.
 *
 * @param item the item, key attributes included
 */
public record PutRequest(@Nullable Item item) {}
