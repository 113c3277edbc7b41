package dev.dolmen.item;

/** An empty value of an attribute that is a key, of a table or of an index. */
public final class EmptyKeyException extends InvalidItemException {
    private static final long serialVersionUID = 1L;

    public EmptyKeyException(String message) {
        super(message);
    }

    @Override
    public EmptyKeyException worded(String message) {
        return new EmptyKeyException(message);
    }
}
