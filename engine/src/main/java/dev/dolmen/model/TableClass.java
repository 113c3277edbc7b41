package dev.dolmen.model;

/** The storage class in AWS; recorded and shown. */
public enum TableClass {
    /** The default. */
    STANDARD,
    /** For data seldom read. */
    STANDARD_INFREQUENT_ACCESS
}
