package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * Deletes a table. Its items and indexes go with it.
 *
 * @param tableName the table's name, or its ARN
 */
public record DeleteTableRequest(@Nullable String tableName) {}
