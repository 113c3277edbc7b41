package dev.dolmen.table;

import dev.dolmen.model.DescribeLimitsResponse;

/** Tells how much throughput may be provisioned. */
public final class DescribeLimits {

    /** Developer Guide, "Quotas in Amazon DynamoDB": the default quotas of most regions. */
    private static final long ACCOUNT_UNITS = 80_000;

    private static final long TABLE_UNITS = 40_000;

    private DescribeLimits() {}

    /** DynamoDB's default quotas. */
    public static DescribeLimitsResponse perform() {
        return new DescribeLimitsResponse(ACCOUNT_UNITS, ACCOUNT_UNITS, TABLE_UNITS, TABLE_UNITS);
    }
}
