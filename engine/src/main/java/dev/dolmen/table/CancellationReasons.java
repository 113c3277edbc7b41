package dev.dolmen.table;

import dev.dolmen.model.CancellationReason;
import dev.dolmen.model.TransactionCanceledException;
import java.util.ArrayList;
import java.util.List;

/**
 * Why a transaction is cancelled before it is tried: a reason per member, in their order. The service looks no further than
 * the first that something is wrong with; the others have none.
 */
final class CancellationReasons {

    /** Of a member that nothing is wrong with. */
    static final CancellationReason NONE = new CancellationReason("None", null, null);

    private final List<CancellationReason> reasons = new ArrayList<>();
    private boolean cancelled;

    void none() {
        reasons.add(NONE);
    }

    void validationError(String message) {
        reasons.add(cancelled ? NONE : new CancellationReason("ValidationError", message, null));
        cancelled = true;
    }

    /** @throws TransactionCanceledException when there is a reason to cancel */
    void requireNone() {
        if (cancelled) {
            throw new TransactionCanceledException(reasons);
        }
    }
}
