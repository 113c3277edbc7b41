package dev.dolmen.model;

/** The resource has no policy. */
public final class PolicyNotFoundException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /** Creates the error with DynamoDB's text. */
    public PolicyNotFoundException(String message) {
        super(message);
    }
}
