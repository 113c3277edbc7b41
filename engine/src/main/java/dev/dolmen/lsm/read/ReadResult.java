package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.PointResult;

/**
 * The answer to one point read, filled in by the store and reused by one thread.
 *
 * <p>{@link #sequence()} is the sequence number the answer rests on, which matters as much for "not there" as for a
 * value: before anyone outside is told, that sequence must be durable.
 */
public final class ReadResult {

    /** What the sources fill in on the way. */
    private final PointResult point = new PointResult();

    private boolean found;
    private Slice value = Slice.EMPTY;
    private long sequence;

    /** Whether the key had a value. */
    public boolean found() {
        return found;
    }

    /** The value, empty when there was none. The bytes stay as they are for as long as this slice is held. */
    public Slice value() {
        return value;
    }

    /** Of the newest put, tombstone or range tombstone on the key; 0 when there is no trace of one. */
    public long sequence() {
        return sequence;
    }

    /** Lets go of the value, so that whoever keeps this for the next read does not keep it from being collected. */
    public void clear() {
        set(false, Slice.EMPTY, 0);
        point.clear();
    }

    PointResult point() {
        return point;
    }

    void set(boolean newFound, Slice newValue, long newSequence) {
        found = newFound;
        value = newValue;
        sequence = newSequence;
    }
}
