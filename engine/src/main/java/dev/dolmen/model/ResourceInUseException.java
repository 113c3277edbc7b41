package dev.dolmen.model;

/** A table of that name exists already, or is in a state that forbids the request. */
public final class ResourceInUseException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /** Creates the error with DynamoDB's text. */
    public ResourceInUseException(String message) {
        super(message);
    }
}
