package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * Takes an index off a table.
 *
 * @param indexName the index
 */
public record DeleteGlobalSecondaryIndexAction(@Nullable String indexName) {}
