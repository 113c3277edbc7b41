package dev.dolmen.expressions;

/** An update that is well-formed and yet cannot be made on the item there is. The message is DynamoDB's. */
public final class InapplicableUpdateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InapplicableUpdateException(String message) {
        super(message);
    }
}
