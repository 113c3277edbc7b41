package dev.dolmen.model;

/**
 * The throughput that may be provisioned.
 *
 * @param accountMaxReadCapacityUnits read units of all tables together
 * @param accountMaxWriteCapacityUnits write units of all tables together
 * @param tableMaxReadCapacityUnits read units of one table
 * @param tableMaxWriteCapacityUnits write units of one table
 */
public record DescribeLimitsResponse(
        long accountMaxReadCapacityUnits,
        long accountMaxWriteCapacityUnits,
        long tableMaxReadCapacityUnits,
        long tableMaxWriteCapacityUnits) {}
