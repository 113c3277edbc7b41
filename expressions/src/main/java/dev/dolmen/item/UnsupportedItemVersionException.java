package dev.dolmen.item;

/** An item written by a newer release, in a form this one does not know. */
public final class UnsupportedItemVersionException extends ItemFormatException {

    private static final long serialVersionUID = 1L;

    UnsupportedItemVersionException(int version) {
        super("item format version " + version + " is newer than " + ItemCodec.VERSION
                + ", the newest this release reads; open the store with the release that wrote it, or a later one");
    }
}
