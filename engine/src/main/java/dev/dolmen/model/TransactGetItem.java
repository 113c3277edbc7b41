package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * One member of a {@link TransactGetItemsRequest}.
 *
 * @param get the item to read
 */
public record TransactGetItem(@Nullable Get get) {}
