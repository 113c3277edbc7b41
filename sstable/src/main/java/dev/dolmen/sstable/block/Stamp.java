package dev.dolmen.sstable.block;

/**
 * A sequence number and the id of an entry's kind in one number that is ordered as the sequence numbers are. Kinds have
 * ids below 2 here: range tombstones are not among the entries of a block.
 */
public final class Stamp {

    private static final int KIND_BITS = 2;
    private static final int KIND_MASK = (1 << KIND_BITS) - 1;
    private static final int KINDS = 2;

    /** The largest sequence number there can be. */
    public static final long MAX_SEQUENCE = Long.MAX_VALUE >>> KIND_BITS;

    private Stamp() {}

    /** Requires: the sequence is from 0 to {@link #MAX_SEQUENCE}, the kind 0 or 1. */
    public static long of(long sequence, int kind) {
        if (sequence < 0 || sequence > MAX_SEQUENCE || kind < 0 || kind >= KINDS) {
            throw new AssertionError("no entry has sequence " + sequence + " and kind " + kind);
        }
        return sequence << KIND_BITS | kind;
    }

    public static long sequence(long stamp) {
        return stamp >>> KIND_BITS;
    }

    public static int kind(long stamp) {
        return (int) stamp & KIND_MASK;
    }

    static boolean isValid(long stamp) {
        return kind(stamp) < KINDS;
    }
}
