package dev.dolmen.server.policy;

/** What a statement says of that to which it applies. */
public enum Effect {
    ALLOW,
    DENY
}
