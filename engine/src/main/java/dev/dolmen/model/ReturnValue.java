package dev.dolmen.model;

/** Which attributes a write returns. Deletes and puts know only the first two. */
public enum ReturnValue {
    /** Nothing. */
    NONE,
    /** The whole item as it was before. */
    ALL_OLD,
    /** The updated attributes as they were before. */
    UPDATED_OLD,
    /** The whole item as it is now. */
    ALL_NEW,
    /** The updated attributes as they are now. */
    UPDATED_NEW
}
