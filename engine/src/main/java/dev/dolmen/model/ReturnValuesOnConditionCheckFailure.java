package dev.dolmen.model;

/** Whether a failed condition tells the item that failed it. */
public enum ReturnValuesOnConditionCheckFailure {
    /** It does. */
    ALL_OLD,
    /** It does not. */
    NONE
}
