package dev.dolmen.model;

/** Which attributes an index holds. */
public enum ProjectionType {
    /** Every attribute. */
    ALL,
    /** The keys of the index and of the table. */
    KEYS_ONLY,
    /** The keys and some named attributes. */
    INCLUDE
}
