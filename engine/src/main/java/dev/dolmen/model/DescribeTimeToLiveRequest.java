package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * Asks by which attribute the items of a table expire.
 *
 * @param tableName the table's name, or its ARN
 */
public record DescribeTimeToLiveRequest(@Nullable String tableName) {}
