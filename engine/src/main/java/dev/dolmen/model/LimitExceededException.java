package dev.dolmen.model;

/** The request would exceed a limit of the store, such as the number of tables. */
public final class LimitExceededException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /** Creates the error with DynamoDB's text. */
    public LimitExceededException(String message) {
        super(message);
    }
}
