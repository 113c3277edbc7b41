package dev.dolmen.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The provisioned throughput of a table or index as it stands.
 *
 * @param lastIncreaseDateTime when either of the two was last increased; null when never
 * @param lastDecreaseDateTime when either of the two was last decreased; null when never
 * @param numberOfDecreasesToday since midnight UTC
 * @param readCapacityUnits 0 in pay-per-request mode
 * @param writeCapacityUnits 0 in pay-per-request mode
 */
public record ProvisionedThroughputDescription(
        @Nullable Instant lastIncreaseDateTime,
        @Nullable Instant lastDecreaseDateTime,
        long numberOfDecreasesToday,
        long readCapacityUnits,
        long writeCapacityUnits) {}
