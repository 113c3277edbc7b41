package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * Changes the throughput of an index.
 *
 * @param indexName the index
 * @param provisionedThroughput its throughput, in provisioned mode
 * @param onDemandThroughput its limits, in pay-per-request mode
 * @param warmThroughput its warm throughput, which cannot be lowered
 */
public record UpdateGlobalSecondaryIndexAction(
        @Nullable String indexName,
        @Nullable ProvisionedThroughput provisionedThroughput,
        @Nullable OnDemandThroughput onDemandThroughput,
        @Nullable WarmThroughput warmThroughput) {}
