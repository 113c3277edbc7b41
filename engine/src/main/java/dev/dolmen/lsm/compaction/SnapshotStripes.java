package dev.dolmen.lsm.compaction;

import java.util.Arrays;

/**
 * The open snapshots cut the sequence numbers into stripes: two versions of a key in the same stripe are seen by the same
 * snapshots, so the older of them is seen by nobody. Immutable.
 */
final class SnapshotStripes {

    private final long[] snapshots;

    /** @param snapshots ascending */
    SnapshotStripes(long[] snapshots) {
        this.snapshots = snapshots.clone();
    }

    /** The last sequence number of the stripe: the oldest snapshot that sees this version, or the largest number. */
    long end(long sequence) {
        if (snapshots.length == 0) {
            return Long.MAX_VALUE;
        }
        int at = Arrays.binarySearch(snapshots, sequence);
        int index = at < 0 ? -at - 1 : at;
        return index == snapshots.length ? Long.MAX_VALUE : snapshots[index];
    }

    /** Whether no snapshot is older, so that nobody sees the store without this version. */
    boolean isInOldest(long sequence) {
        return snapshots.length == 0 || sequence <= snapshots[0];
    }
}
