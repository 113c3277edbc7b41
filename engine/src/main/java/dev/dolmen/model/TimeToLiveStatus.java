package dev.dolmen.model;

/** Whether the items of a table expire. */
public enum TimeToLiveStatus {
    /** About to be enabled. */
    ENABLING,
    /** About to be disabled. */
    DISABLING,
    /** Expired items are deleted. */
    ENABLED,
    /** Items do not expire. */
    DISABLED
}
