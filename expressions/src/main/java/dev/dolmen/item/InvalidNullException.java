package dev.dolmen.item;

/** A null that is not null. */
public final class InvalidNullException extends InvalidItemException {
    private static final long serialVersionUID = 1L;

    public InvalidNullException(String message) {
        super(message);
    }

    @Override
    public InvalidNullException worded(String message) {
        return new InvalidNullException(message);
    }
}
