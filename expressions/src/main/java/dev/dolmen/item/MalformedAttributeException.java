package dev.dolmen.item;

/** What is no attribute: a value that has no type, or several, or a name that none can have. */
public final class MalformedAttributeException extends InvalidItemException {
    private static final long serialVersionUID = 1L;

    public MalformedAttributeException(String message) {
        super(message);
    }

    @Override
    public MalformedAttributeException worded(String message) {
        return new MalformedAttributeException(message);
    }
}
