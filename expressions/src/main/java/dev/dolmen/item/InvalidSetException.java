package dev.dolmen.item;

/** A set that there is not, whatever item it is in: one that is empty, or that names a member twice. */
public final class InvalidSetException extends InvalidItemException {
    private static final long serialVersionUID = 1L;

    private final boolean ofMembers;

    /** @param ofMembers see {@link #isOfMembers} */
    public InvalidSetException(String message, boolean ofMembers) {
        super(message);
        this.ofMembers = ofMembers;
    }

    /** Whether it is a set's members that cannot be: one is there twice, or a set of numbers has none. */
    public boolean isOfMembers() {
        return ofMembers;
    }

    @Override
    public InvalidSetException worded(String message) {
        return new InvalidSetException(message, ofMembers);
    }
}
