package dev.dolmen.model;

/** Who asks may not do this with that resource, or nobody may, because it is none of DynamoDB's. */
public final class AccessDeniedException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /** Creates the error with DynamoDB's text. */
    public AccessDeniedException(String message) {
        super(message);
    }
}
