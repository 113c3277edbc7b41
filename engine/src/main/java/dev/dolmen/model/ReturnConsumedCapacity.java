package dev.dolmen.model;

/** How much is told about consumed capacity. */
public enum ReturnConsumedCapacity {
    /** The sum, the table and each index. */
    INDEXES,
    /** The sum alone. */
    TOTAL,
    /** Nothing. */
    NONE
}
