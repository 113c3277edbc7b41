package dev.dolmen.lsm.read;

import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The open snapshots. Thread-safe.
 *
 * <p>Taking one and listing them exclude each other, so a flush or compaction that does not see a snapshot in its list
 * only has input older than that snapshot, of which it keeps the newest version of every key.
 */
public final class Snapshots {

    private final LongSupplier visibleSequence;
    private final TreeMap<Long, Integer> open = new TreeMap<>();

    public Snapshots(LongSupplier visibleSequence) {
        this.visibleSequence = visibleSequence;
    }

    public synchronized Snapshot take() {
        long sequence = visibleSequence.getAsLong();
        open.merge(sequence, 1, Integer::sum);
        return new Snapshot(sequence, () -> release(sequence));
    }

    private synchronized void release(long sequence) {
        open.computeIfPresent(sequence, (key, count) -> count == 1 ? null : count - 1);
    }

    /** The sequence numbers of the open snapshots, ascending, each once. */
    public synchronized long[] sequences() {
        return open.keySet().stream().mapToLong(Long::longValue).toArray();
    }

    public synchronized int count() {
        return open.values().stream().mapToInt(Integer::intValue).sum();
    }
}
