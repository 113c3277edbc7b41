package dev.dolmen.model;

/** The state of a global secondary index. */
public enum IndexStatus {
    /** Being created. */
    CREATING,
    /** Being changed. */
    UPDATING,
    /** Being deleted. */
    DELETING,
    /** Ready for use. */
    ACTIVE
}
