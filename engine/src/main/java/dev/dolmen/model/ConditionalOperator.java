package dev.dolmen.model;

/** How legacy conditions are joined. */
public enum ConditionalOperator {
    /** All must hold. */
    AND,
    /** One must hold. */
    OR
}
