package dev.dolmen.testkit;

/** What a power failure leaves of the changes that were not synced. All three are legal outcomes on real disks. */
public enum PowerLoss {
    /** Nothing of them: each file and directory is as of its last sync. */
    LOSE_ALL_UNSYNCED,

    /** All of them, but for what a failed sync gave up on. */
    KEEP_ALL,

    /**
     * Any subset of them: each 512-byte block of a file in any of the states it went through since the last sync, the
     * file's length in any it had (zeros where it was extended and the data did not arrive), each change of a name kept
     * or lost on its own, though never without the earlier changes of the same names.
     */
    RANDOM
}
