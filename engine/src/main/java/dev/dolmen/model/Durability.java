package dev.dolmen.model;

/**
 * When a write may be acknowledged. An acknowledgement is never taken back by the failure it covers.
 */
public enum Durability {
    /** When it is on stable storage: survives power loss. The default. */
    SYNC,
    /** When the operating system has it: survives the end of the process, not of the machine. */
    OS
}
