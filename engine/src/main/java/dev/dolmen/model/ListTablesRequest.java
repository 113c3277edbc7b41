package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * Lists the names of tables, in order.
 *
 * @param exclusiveStartTableName the name to start after
 * @param limit the most names to return; 1 to 100, 100 when absent
 */
public record ListTablesRequest(@Nullable String exclusiveStartTableName, @Nullable Integer limit) {}
