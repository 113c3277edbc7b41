package dev.dolmen.server.policy;

/** Whether a policy lets somebody do something. */
public enum Decision {
    ALLOWED,
    /** No statement speaks of it. */
    NOT_ALLOWED,
    /** A statement denies it, whatever others allow. */
    EXPLICITLY_DENIED
}
