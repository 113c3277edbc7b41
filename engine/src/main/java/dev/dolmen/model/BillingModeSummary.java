package dev.dolmen.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a table's throughput is paid for, if it was ever paid for per request.
 *
 * @param billingMode as it is now
 * @param lastUpdateToPayPerRequestDateTime when that mode was last set; null in the answer to setting it
 */
public record BillingModeSummary(BillingMode billingMode, @Nullable Instant lastUpdateToPayPerRequestDateTime) {}
