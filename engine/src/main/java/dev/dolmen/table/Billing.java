package dev.dolmen.table;

import dev.dolmen.model.BillingMode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a table's throughput is paid for. Recorded and shown; nothing is paid for here.
 *
 * @param lastPayPerRequest when pay-per-request mode was last set; null when it never was
 */
public record Billing(BillingMode mode, @Nullable Instant lastPayPerRequest) {

    /** The way a table is paid for from its creation. */
    static Billing since(BillingMode mode, Instant created) {
        return new Billing(mode, mode == BillingMode.PAY_PER_REQUEST ? created : null);
    }

    boolean isPayPerRequest() {
        return mode == BillingMode.PAY_PER_REQUEST;
    }
}
