package dev.dolmen.model;

/** The request names a resource on which nobody may do this, because it is none of DynamoDB's. */
public final class AccessDeniedException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /** Creates the error with DynamoDB's text. */
    public AccessDeniedException(String message) {
        super(message);
    }
}
