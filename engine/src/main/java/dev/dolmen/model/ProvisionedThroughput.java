package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * The throughput a table is set to provide. Recorded and shown; this store does not throttle.
 *
 * @param readCapacityUnits strongly consistent reads of 4 KB per second; at least 1
 * @param writeCapacityUnits writes of 1 KB per second; at least 1
 */
public record ProvisionedThroughput(@Nullable Long readCapacityUnits, @Nullable Long writeCapacityUnits) {}
