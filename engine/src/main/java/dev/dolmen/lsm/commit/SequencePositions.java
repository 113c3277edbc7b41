package dev.dolmen.lsm.commit;

/**
 * Where in the log the records of recent sequence numbers end. Remembers a bounded number of records: for an older one it
 * gives a later position, which costs a longer wait at worst. Thread-safe.
 */
final class SequencePositions {

    private static final int CAPACITY = 1 << 12;

    // A ring, ascending in both; element i of the whole history is at i % CAPACITY.
    private final long[] sequences = new long[CAPACITY];
    private final long[] positions = new long[CAPACITY];
    private long first;
    private long end;

    /** @param sequence the record's last; larger than any before, and so is the position */
    synchronized void add(long sequence, long position) {
        if (end - first == CAPACITY) {
            first++;
        }
        sequences[index(end)] = sequence;
        positions[index(end)] = position;
        end++;
    }

    /**
     * A position such that the log is durable up to this sequence number when it is durable up to there.
     *
     * @throws IllegalArgumentException for a sequence number not added yet
     */
    synchronized long positionOf(long sequence) {
        long at = lastAtMost(sequences, sequence - 1) + 1;
        if (at == end) {
            throw new IllegalArgumentException("sequence number " + sequence + " has not been committed");
        }
        return positions[index(at)];
    }

    /** The newest remembered sequence number whose record ends at or before the position; 0 when there is none. */
    synchronized long durableAt(long position) {
        long at = lastAtMost(positions, position);
        return at < first ? 0 : sequences[index(at)];
    }

    /** The last element not larger than the value, or the one before the first. */
    private long lastAtMost(long[] ascending, long value) {
        long low = first;
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (ascending[index(middle)] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private static int index(long element) {
        return (int) (element % CAPACITY);
    }
}
