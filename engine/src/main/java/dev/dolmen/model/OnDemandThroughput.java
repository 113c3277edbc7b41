package dev.dolmen.model;

import org.jspecify.annotations.Nullable;

/**
 * The most that a table or index serves in pay-per-request mode. Recorded and shown; this store does not throttle.
 *
 * @param maxReadRequestUnits at least 1; -1, in an update, removes the limit; null leaves it as it is
 * @param maxWriteRequestUnits as {@code maxReadRequestUnits}
 */
public record OnDemandThroughput(@Nullable Long maxReadRequestUnits, @Nullable Long maxWriteRequestUnits) {

    /** No limits. */
    public static final OnDemandThroughput NONE = new OnDemandThroughput(null, null);
}
