package dev.dolmen.item;

/** What is no number that there is: one too large, too small or of too many digits, or no number at all. */
public final class InvalidNumberException extends InvalidItemException {
    private static final long serialVersionUID = 1L;

    public InvalidNumberException(String message) {
        super(message);
    }

    @Override
    public InvalidNumberException worded(String message) {
        return new InvalidNumberException(message);
    }
}
