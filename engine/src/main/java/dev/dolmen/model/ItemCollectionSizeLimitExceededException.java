package dev.dolmen.model;

/** An item collection of a table with local secondary indexes would exceed 10 GB. */
public final class ItemCollectionSizeLimitExceededException extends ServiceException {
    private static final long serialVersionUID = 1L;

    /** Creates the error with DynamoDB's text. */
    public ItemCollectionSizeLimitExceededException(String message) {
        super(message);
    }
}
