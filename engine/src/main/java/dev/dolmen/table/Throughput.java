package dev.dolmen.table;

import dev.dolmen.model.BillingMode;
import dev.dolmen.model.OnDemandThroughput;
import dev.dolmen.model.ProvisionedThroughput;
import dev.dolmen.model.ValidationException;
import dev.dolmen.model.WarmThroughput;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for as the throughput of a new table or global index; the members have been checked by themselves.
 *
 * @param index null for the table itself
 */
record Throughput(
        @Nullable String index,
        @Nullable ProvisionedThroughput provisioned,
        @Nullable OnDemandThroughput onDemand,
        @Nullable WarmThroughput warm) {

    private static final String INVALID = "One or more parameter values were invalid: ";
    private static final long MAX_UNITS = 1_000_000_000_000L;
    private static final String INITIAL = "initial throughput for OnDemand. See: https://docs.aws.amazon.com/"
            + "amazondynamodb/latest/developerguide/on-demand-capacity-mode.html#on-demand-capacity-mode-initial";

    /** The checks of the members by themselves. */
    static void constrain(Constraints constraints, String member, @Nullable ProvisionedThroughput throughput) {
        if (throughput != null) {
            constrain(constraints, member + ".writeCapacityUnits", throughput.writeCapacityUnits());
            constrain(constraints, member + ".readCapacityUnits", throughput.readCapacityUnits());
        }
    }

    private static void constrain(Constraints constraints, String member, @Nullable Long units) {
        constraints.notNull(member, units);
        constraints.unless(
                units == null || units >= 1,
                String.valueOf(units),
                member,
                "Member must have value greater than or equal to 1");
    }

    /** The mode that a request to create a table names, or leaves to be provisioned. */
    static BillingMode mode(@Nullable String billingMode) {
        return billingMode == null ? BillingMode.PROVISIONED : BillingMode.valueOf(billingMode);
    }

    /**
     * The settings of a table that is created, or of an index created with it.
     *
     * @throws ValidationException when what is asked for does not go together
     */
    ThroughputSettings created(BillingMode billing) {
        if (billing == BillingMode.PAY_PER_REQUEST && provisioned != null) {
            throw invalid(
                    index == null
                            ? "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is"
                                    + " PAY_PER_REQUEST"
                            : "ProvisionedThroughput should not be specified for index: " + index
                                    + " when BillingMode is PAY_PER_REQUEST");
        }
        if (billing == BillingMode.PROVISIONED && provisioned == null) {
            throw invalid(
                    index == null
                            ? "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is"
                                    + " PROVISIONED"
                            : "ProvisionedThroughput is not specified for index: " + index);
        }
        return settings(billing, index == null ? "" : " for index: " + index, "table BillingMode is PROVISIONED.");
    }

    /**
     * The settings of an index that is added to a table.
     *
     * @throws ValidationException when what is asked for does not go together
     */
    ThroughputSettings added(BillingMode billing) {
        if (billing == BillingMode.PAY_PER_REQUEST && provisioned != null) {
            throw invalid("Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: " + index
                    + " when BillingMode is PAY_PER_REQUEST");
        }
        if (billing == BillingMode.PROVISIONED && provisioned == null) {
            throw invalid("Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: " + index);
        }
        return settings(billing, " for index : " + index, "the table BillingMode is PROVISIONED");
    }

    private ThroughputSettings settings(BillingMode billing, String ofIndex, String mode) {
        ThroughputSettings settings;
        if (billing == BillingMode.PAY_PER_REQUEST) {
            OnDemandThroughput limits = onDemand == null ? OnDemandThroughput.NONE : onDemand;
            requireInRange(index, limits, 1);
            settings = ThroughputSettings.payPerRequest(limits);
        } else {
            refuseOnDemand(onDemand, ofIndex, mode);
            ProvisionedThroughput units = Objects.requireNonNull(provisioned);
            requireBounded(index, units);
            settings = ThroughputSettings.provisioned(
                    Objects.requireNonNull(units.readCapacityUnits()),
                    Objects.requireNonNull(units.writeCapacityUnits()));
        }
        if (warm == null) {
            return settings;
        }
        boolean initial = billing == BillingMode.PAY_PER_REQUEST;
        requireNotLower(
                index,
                warm,
                settings,
                initial ? INITIAL : "ReadCapacityUnits of ProvisionedThroughput",
                initial ? INITIAL : "WriteCapacityUnits of ProvisionedThroughput");
        return settings.withWarm(warm);
    }

    /** @throws ValidationException when there are limits on demand, which provisioned mode has not */
    static void refuseOnDemand(@Nullable OnDemandThroughput limits, String ofIndex, String mode) {
        if (limits != null && (limits.maxReadRequestUnits() != null || limits.maxWriteRequestUnits() != null)) {
            String member = limits.maxReadRequestUnits() != null ? "MaxReadRequestUnits" : "MaxWriteRequestUnits";
            throw invalid(member + " for OnDemandThroughput" + ofIndex + " cannot be specified when " + mode);
        }
    }

    /**
     * @param least the least that is not wrong, or -1 as well when that takes a limit away
     * @throws ValidationException when a limit on demand is none
     */
    static void requireInRange(@Nullable String index, OnDemandThroughput limits, int least) {
        requireInRange("MaxReadRequestUnits", index, limits.maxReadRequestUnits(), least);
        requireInRange("MaxWriteRequestUnits", index, limits.maxWriteRequestUnits(), least);
    }

    private static void requireInRange(String member, @Nullable String index, @Nullable Long units, int least) {
        if (units != null && (units < least || units == 0 || units > MAX_UNITS)) {
            throw invalid("Requested " + member + " for OnDemandThroughput for "
                    + (index == null ? "table" : "index : " + index) + " is outside of valid range");
        }
    }

    /**
     * @param ofRead what the warm read units must not be lower than, in words
     * @throws ValidationException when warm throughput is lower than it is without
     */
    static void requireNotLower(
            @Nullable String index, WarmThroughput warm, ThroughputSettings least, String ofRead, String ofWrite) {
        requireNotLower("ReadUnitsPerSecond", index, warm.readUnitsPerSecond(), least.warmReadUnits(), ofRead);
        requireNotLower("WriteUnitsPerSecond", index, warm.writeUnitsPerSecond(), least.warmWriteUnits(), ofWrite);
    }

    private static void requireNotLower(
            String member, @Nullable String index, @Nullable Long units, long least, String what) {
        if (units != null && units < least) {
            throw invalid("Requested " + member + " for WarmThroughput for "
                    + (index == null ? "table" : "index " + index) + " is lower than " + what);
        }
    }

    /** @throws ValidationException when there is more of something than there can be */
    static void requireBounded(@Nullable String index, ProvisionedThroughput units) {
        requireBounded("ReadCapacityUnits", index, units.readCapacityUnits());
        requireBounded("WriteCapacityUnits", index, units.writeCapacityUnits());
    }

    private static void requireBounded(String member, @Nullable String index, @Nullable Long units) {
        if (units != null && units > MAX_UNITS) {
            throw new ValidationException("Given value " + units + " for " + member + " is out of bounds"
                    + (index == null ? "" : " for index " + index));
        }
    }

    private static ValidationException invalid(String what) {
        return new ValidationException(INVALID + what);
    }
}
