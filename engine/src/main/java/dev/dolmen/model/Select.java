package dev.dolmen.model;

/** What a query or scan returns. */
public enum Select {
    /** Whole items, fetched from the table where a local index does not hold them. */
    ALL_ATTRIBUTES,
    /** What the index holds. */
    ALL_PROJECTED_ATTRIBUTES,
    /** What the projection names. */
    SPECIFIC_ATTRIBUTES,
    /** The number of items alone. */
    COUNT
}
