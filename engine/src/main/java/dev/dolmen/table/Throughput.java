package dev.dolmen.table;

import dev.dolmen.model.BillingMode;
import dev.dolmen.model.ProvisionedThroughput;
import dev.dolmen.model.ValidationException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a table's throughput is paid for, as a request says it.
 *
 * @param readUnits 0 in pay-per-request mode
 * @param writeUnits 0 in pay-per-request mode
 */
record Throughput(BillingMode billing, long readUnits, long writeUnits) {

    private static final long MAX_UNITS = 1_000_000_000_000L;

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

    /**
     * The throughput that a request asks for; its members have been checked by themselves.
     *
     * @throws ValidationException when the two do not go together
     */
    static Throughput of(@Nullable String billingMode, @Nullable ProvisionedThroughput throughput) {
        BillingMode billing = billingMode == null ? BillingMode.PROVISIONED : BillingMode.valueOf(billingMode);
        if (billing == BillingMode.PAY_PER_REQUEST) {
            if (throughput != null) {
                throw new ValidationException("One or more parameter values were invalid: Neither ReadCapacityUnits nor"
                        + " WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST");
            }
            return new Throughput(billing, 0, 0);
        }
        if (throughput == null) {
            throw new ValidationException("One or more parameter values were invalid: ReadCapacityUnits and"
                    + " WriteCapacityUnits must both be specified when BillingMode is PROVISIONED");
        }
        return new Throughput(
                billing,
                bounded("ReadCapacityUnits", throughput.readCapacityUnits()),
                bounded("WriteCapacityUnits", throughput.writeCapacityUnits()));
    }

    /**
     * The throughput of a global index, whose members have been checked by themselves.
     *
     * @throws ValidationException when it does not go with the table's way of paying
     */
    static Throughput ofIndex(String index, BillingMode billing, @Nullable ProvisionedThroughput throughput) {
        if (billing == BillingMode.PAY_PER_REQUEST && throughput != null) {
            throw new ValidationException("One or more parameter values were invalid: ProvisionedThroughput should not"
                    + " be specified for index: " + index + " when BillingMode is PAY_PER_REQUEST");
        }
        if (billing == BillingMode.PROVISIONED && throughput == null) {
            throw new ValidationException("One or more parameter values were invalid: ProvisionedThroughput is not"
                    + " specified for index: " + index);
        }
        return of(billing.name(), throughput);
    }

    private static long bounded(String member, @Nullable Long units) {
        long given = Objects.requireNonNull(units, member);
        if (given > MAX_UNITS) {
            throw new ValidationException("Given value " + given + " for " + member + " is out of bounds");
        }
        return given;
    }
}
