package dev.dolmen.model;

/**
 * A request that was refused, as DynamoDB refuses it: nothing was changed. The message is DynamoDB's where DynamoDB has
 * one.
 */
public abstract class ServiceException extends DolmenException {
    private static final long serialVersionUID = 1L;

    ServiceException(String message) {
        super(message, null);
    }

    /** DynamoDB's name of the error, such as {@code ValidationException}. */
    public final String errorCode() {
        return getClass().getSimpleName();
    }
}
