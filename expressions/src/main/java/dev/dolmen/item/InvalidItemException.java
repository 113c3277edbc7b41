package dev.dolmen.item;

/**
 * A value that DynamoDB would refuse: a number out of range, an empty set, an item that is too large. The message is
 * DynamoDB's own text where it has one.
 */
public sealed class InvalidItemException extends RuntimeException
        permits InvalidSetException,
                InvalidNumberException,
                InvalidNullException,
                MalformedAttributeException,
                EmptyKeyException {

    private static final long serialVersionUID = 1L;

    public InvalidItemException(String message) {
        super(message);
    }

    /** The same fault in other words, as they depend on where it was found. */
    public InvalidItemException worded(String message) {
        return new InvalidItemException(message);
    }
}
