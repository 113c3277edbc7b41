package dev.dolmen.model;

/** A request token was used again for another write. Use a new token. */
public final class IdempotentParameterMismatchException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /** Creates the error with DynamoDB's text. */
    public IdempotentParameterMismatchException(String message) {
        super(message);
    }
}
