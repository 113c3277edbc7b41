package dev.dolmen.model;

/** There is no such table; what operations on backups answer where others answer {@link ResourceNotFoundException}. */
public final class TableNotFoundException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /** Creates the error with DynamoDB's text. */
    public TableNotFoundException(String message) {
        super(message);
    }
}
