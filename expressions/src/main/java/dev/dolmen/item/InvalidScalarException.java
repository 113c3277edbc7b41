package dev.dolmen.item;

/** What is no scalar that there is: a number too large, too small or of too many digits, what is no number, or no null. */
public final class InvalidScalarException extends InvalidItemException {
    private static final long serialVersionUID = 1L;

    public InvalidScalarException(String message) {
        super(message);
    }
}
