package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * Enables or disables the expiry of a table's items.
 *
 * @param tableName the table's name, or its ARN
 * @param timeToLiveSpecification what is to be in force
 */
public record UpdateTimeToLiveRequest(
        @Nullable String tableName, @Nullable TimeToLiveSpecification timeToLiveSpecification) {}
