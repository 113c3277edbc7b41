package dev.dolmen.item;

/** Bytes that are not an item, a value or a key in a form this release reads. */
public abstract sealed class ItemFormatException extends RuntimeException
        permits CorruptItemException, UnsupportedItemVersionException {

    private static final long serialVersionUID = 1L;

    ItemFormatException(String message) {
        super(message);
    }
}
