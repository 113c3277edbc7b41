package dev.dolmen.model;

/**
 * The warm throughput of a global secondary index as it stands.
 *
 * @param readUnitsPerSecond never less than was ever provisioned or asked for
 * @param writeUnitsPerSecond never less than was ever provisioned or asked for
 * @param status {@code UPDATING} in the answer to a change of it
 */
public record GlobalSecondaryIndexWarmThroughputDescription(
        long readUnitsPerSecond, long writeUnitsPerSecond, IndexStatus status) {}
