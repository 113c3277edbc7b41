package dev.dolmen.model;

/** The request is not well-formed, or does not fit the table it is for. Fix the request. */
public final class ValidationException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /** Creates the error with DynamoDB's text. */
    public ValidationException(String message) {
        super(message);
    }
}
