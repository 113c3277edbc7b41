package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * Describes a table.
 *
 * @param tableName the table's name, or its ARN
 */
public record DescribeTableRequest(@Nullable String tableName) {}
