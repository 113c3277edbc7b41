package dev.dolmen.item;

/** Bytes that no encoder wrote: the stored item, value or key is damaged. */
public final class CorruptItemException extends ItemFormatException {

    private static final long serialVersionUID = 1L;

    private final int offset;

    /** @param offset where the damage shows, as an index into the array that was read */
    CorruptItemException(int offset, String what) {
        super("corrupt item at byte " + offset + ": " + what);
        this.offset = offset;
    }

    /** Where the damage shows: an index into the array that was read. */
    public int offset() {
        return offset;
    }
}
