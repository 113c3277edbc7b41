package dev.dolmen.table;

import dev.dolmen.model.OnDemandThroughput;
import dev.dolmen.model.WarmThroughput;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The throughput that a table or a global index is set to have. Recorded and shown; this store does not throttle, nor does
 * it hold anybody to the service's quotas of changes per day.
 *
 * @param readUnits provisioned; 0 in pay-per-request mode and for local indexes
 * @param writeUnits as {@code readUnits}
 * @param lastIncrease when either of the two was last raised; null when never
 * @param lastDecrease when either of the two was last lowered; null when never
 * @param decreases how often that was done on the day (UTC) of the last time
 * @param onDemand the limits in pay-per-request mode, null where there is none
 * @param warmReadUnits what it serves at once: never lowered
 * @param warmWriteUnits as {@code warmReadUnits}
 */
public record ThroughputSettings(
        long readUnits,
        long writeUnits,
        @Nullable Instant lastIncrease,
        @Nullable Instant lastDecrease,
        long decreases,
        OnDemandThroughput onDemand,
        long warmReadUnits,
        long warmWriteUnits) {

    /** What pay-per-request mode serves at once from the start: Developer Guide, "Initial throughput". */
    static final long ON_DEMAND_READ_UNITS = 12_000;

    static final long ON_DEMAND_WRITE_UNITS = 4_000;

    /** Of what has none of its own. */
    public static final ThroughputSettings NONE =
            new ThroughputSettings(0, 0, null, null, 0, OnDemandThroughput.NONE, 0, 0);

    /** Those of a new table or index in provisioned mode. */
    static ThroughputSettings provisioned(long readUnits, long writeUnits) {
        return new ThroughputSettings(
                readUnits, writeUnits, null, null, 0, OnDemandThroughput.NONE, readUnits, writeUnits);
    }

    /** Those of a new table or index in pay-per-request mode. */
    static ThroughputSettings payPerRequest(OnDemandThroughput limits) {
        return NONE.withOnDemand(limits).warmed(ON_DEMAND_READ_UNITS, ON_DEMAND_WRITE_UNITS);
    }

    /** The same with other provisioned units, the change noted as what it is. */
    ThroughputSettings reprovisioned(long newReadUnits, long newWriteUnits, Instant now) {
        boolean up = newReadUnits > readUnits || newWriteUnits > writeUnits;
        boolean down = newReadUnits < readUnits || newWriteUnits < writeUnits;
        ThroughputSettings changed = new ThroughputSettings(
                newReadUnits,
                newWriteUnits,
                up ? now : lastIncrease,
                down ? now : lastDecrease,
                down ? decreasesOn(now) + 1 : decreases,
                onDemand,
                warmReadUnits,
                warmWriteUnits);
        return changed.warmed(newReadUnits, newWriteUnits);
    }

    /** The same in provisioned mode: limits on demand go with that mode. */
    ThroughputSettings switchedToProvisioned(long newReadUnits, long newWriteUnits) {
        ThroughputSettings switched = new ThroughputSettings(
                newReadUnits,
                newWriteUnits,
                lastIncrease,
                lastDecrease,
                decreases,
                OnDemandThroughput.NONE,
                warmReadUnits,
                warmWriteUnits);
        return switched.warmed(newReadUnits, newWriteUnits);
    }

    /** The same in pay-per-request mode; the service counts this as a decrease of an index, but not of a table. */
    ThroughputSettings switchedToPayPerRequest(boolean ofIndex, Instant now) {
        ThroughputSettings switched = new ThroughputSettings(
                0,
                0,
                lastIncrease,
                ofIndex ? now : lastDecrease,
                ofIndex ? decreasesOn(now) + 1 : decreases,
                onDemand,
                warmReadUnits,
                warmWriteUnits);
        return switched.warmed(ON_DEMAND_READ_UNITS, ON_DEMAND_WRITE_UNITS);
    }

    /** The same with the limits of a request: null leaves one as it is, -1 takes it away. */
    ThroughputSettings withOnDemand(OnDemandThroughput limits) {
        OnDemandThroughput merged = new OnDemandThroughput(
                merged(onDemand.maxReadRequestUnits(), limits.maxReadRequestUnits()),
                merged(onDemand.maxWriteRequestUnits(), limits.maxWriteRequestUnits()));
        return new ThroughputSettings(
                readUnits, writeUnits, lastIncrease, lastDecrease, decreases, merged, warmReadUnits, warmWriteUnits);
    }

    private static @Nullable Long merged(@Nullable Long current, @Nullable Long asked) {
        if (asked == null) {
            return current;
        }
        return asked == -1 ? null : asked;
    }

    /** The same, serving at once at least what a request asks for. */
    ThroughputSettings withWarm(WarmThroughput asked) {
        return warmed(
                asked.readUnitsPerSecond() == null ? 0 : asked.readUnitsPerSecond(),
                asked.writeUnitsPerSecond() == null ? 0 : asked.writeUnitsPerSecond());
    }

    private ThroughputSettings warmed(long atLeastRead, long atLeastWrite) {
        return new ThroughputSettings(
                readUnits,
                writeUnits,
                lastIncrease,
                lastDecrease,
                decreases,
                onDemand,
                Math.max(warmReadUnits, atLeastRead),
                Math.max(warmWriteUnits, atLeastWrite));
    }

    /** How often either of the provisioned units was lowered on the day (UTC) of this instant, so far. */
    long decreasesOn(Instant day) {
        return lastDecrease != null && dayOf(lastDecrease).equals(dayOf(day)) ? decreases : 0;
    }

    private static Instant dayOf(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS).toInstant();
    }
}
