package dev.dolmen.item;

/**
 * A value that its type does not have, whatever item it is in: an empty set, one that names a member twice, or a null that is
 * not null.
 */
public final class ImpossibleValueException extends InvalidItemException {
    private static final long serialVersionUID = 1L;

    public ImpossibleValueException(String message) {
        super(message);
    }
}
