package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * What a table or index is to serve at once, without growing first. Recorded and shown; this store does not throttle.
 *
 * @param readUnitsPerSecond null leaves it as it is
 * @param writeUnitsPerSecond null leaves it as it is
 */
public record WarmThroughput(@Nullable Long readUnitsPerSecond, @Nullable Long writeUnitsPerSecond) {}
