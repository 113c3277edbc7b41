package dev.dolmen.expressions;

/** The operators a key condition may use. The partition key takes {@link #EQ} only. */
public enum KeyOperator {
    EQ,
    LT,
    LE,
    GT,
    GE,
    BETWEEN,
    BEGINS_WITH
}
