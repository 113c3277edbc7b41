package dev.dolmen.model;

/** The part an attribute plays in a key. */
public enum KeyType {
    /** The partition key. */
    HASH,
    /** The sort key. */
    RANGE
}
