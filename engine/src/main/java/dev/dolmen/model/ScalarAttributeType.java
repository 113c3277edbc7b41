package dev.dolmen.model;

/** The types a key attribute may have. */
public enum ScalarAttributeType {
    /** A string. */
    S,
    /** A number. */
    N,
    /** Binary. */
    B
}
