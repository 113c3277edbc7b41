package dev.dolmen.model;

/** Whether a write tells the size of the item collection it wrote to. */
public enum ReturnItemCollectionMetrics {
    /** It does. */
    SIZE,
    /** It does not. */
    NONE
}
