package dev.dolmen.model;

/** The table or index that the request names does not exist. */
public final class ResourceNotFoundException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /** Creates the error with DynamoDB's text. */
    public ResourceNotFoundException(String message) {
        super(message);
    }
}
