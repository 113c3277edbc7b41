package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.EntryKind;
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
    private long sequence;

    /** Whether the key had a value. */
    public boolean found() {
        return found;
    }

    /** The value, empty when there was none. The bytes stay as they are for as long as this slice is held. */
    public Slice value() {
        return point.value();
    }

    /** Of the newest put, tombstone or range tombstone on the key; 0 when there is no trace of one. */
    public long sequence() {
        return sequence;
    }

    /** Lets go of the value, so that whoever keeps this for the next read does not keep it from being collected. */
    public void clear() {
        found = false;
        sequence = 0;
        point.clear();
    }

    PointResult point() {
        return point;
    }

    /**
     * Takes in what a source knows of the key.
     *
     * @param isThere whether it has a version, which is in {@link #point()} then
     * @param covering the newest of its range tombstones over the key, 0 for none
     * @return whether that decides what the key is: what is older is hidden
     */
    boolean decide(boolean isThere, long covering) {
        if (isThere && point.kind() == EntryKind.PUT && point.sequence() > covering) {
            found = true;
            sequence = point.sequence();
            return true;
        }
        setAbsent(isThere ? Math.max(covering, point.sequence()) : covering);
        return isThere || covering > 0;
    }

    /** There is no value. @param restsOn the newest tombstone or range tombstone on the key, 0 for none */
    private void setAbsent(long restsOn) {
        found = false;
        sequence = restsOn;
        point.clearValue();
    }
}
