package dev.dolmen.model;

import java.util.List;

/**
 * A transaction was cancelled, and nothing of it was done. The reasons say which of its members was why; the message lists
 * their codes.
 */
public final class TransactionCanceledException extends ServiceException {
    private static final long serialVersionUID = 1L;

    private final transient List<CancellationReason> cancellationReasons;

    /** Creates the error with DynamoDB's text, from a reason per member of the transaction, in their order. */
    public TransactionCanceledException(List<CancellationReason> cancellationReasons) {
        super("Transaction cancelled, please refer cancellation reasons for specific reasons "
                + cancellationReasons.stream().map(CancellationReason::code).toList());
        this.cancellationReasons = List.copyOf(cancellationReasons);
    }

    /** A reason per member of the transaction, in the order of the request. */
    public List<CancellationReason> cancellationReasons() {
        return cancellationReasons;
    }
}
