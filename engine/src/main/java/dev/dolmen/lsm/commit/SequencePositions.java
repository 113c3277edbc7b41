package dev.dolmen.lsm.commit;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongUnaryOperator;

/**
 * Where in the log the records of recent sequence numbers end. Remembers a bounded number of records: for an older one it
 * gives a later position, which costs a longer wait at worst.
 *
 * <p>One thread at a time adds; any number look up, without a lock: a lookup that was overtaken by so many additions that what
 * it read may have been overwritten is done again.
 */
final class SequencePositions {

    /** So many of the last records are looked at. */
    private static final int REMEMBERED = 1 << 12;

    /** A power of two. So many more may be added during a lookup before it reads what is not its own. */
    private static final int CAPACITY = 2 * REMEMBERED;

    // Rings, ascending; element i of the whole history is at i % CAPACITY. Its two parts are written before the end.
    private final AtomicLongArray sequences = new AtomicLongArray(CAPACITY);
    private final AtomicLongArray positions = new AtomicLongArray(CAPACITY);
    /** How many have been added. */
    private final AtomicLong end = new AtomicLong();

    /** @param sequence the record's last; larger than any before, and so is the position */
    void add(long sequence, long position) {
        long at = end.getPlain();
        sequences.lazySet(index(at), sequence);
        positions.lazySet(index(at), position);
        end.lazySet(at + 1);
    }

    /**
     * A position such that the log is durable up to this sequence number when it is durable up to there.
     *
     * @throws IllegalArgumentException for a sequence number not added yet
     */
    long positionOf(long sequence) {
        return lookUp(added -> {
            long at = lastAtMost(sequences, sequence - 1, added) + 1;
            if (at == added) {
                throw new IllegalArgumentException("sequence number " + sequence + " has not been committed");
            }
            return positions.get(index(at));
        });
    }

    /** The newest remembered sequence number whose record ends at or before the position; 0 when there is none. */
    long durableAt(long position) {
        return lookUp(added -> {
            long at = lastAtMost(positions, position, added);
            return at < first(added) ? 0 : sequences.get(index(at));
        });
    }

    /** @param lookup finds an answer among those remembered when so many had been added */
    long lookUp(LongUnaryOperator lookup) {
        while (true) {
            long added = end.get();
            long answer = lookup.applyAsLong(added);
            // An element is overwritten only after the end has grown by more than this.
            if (end.get() - added < CAPACITY - REMEMBERED) {
                return answer;
            }
        }
    }

    /** The last element not larger than the value, or the one before the first. */
    private static long lastAtMost(AtomicLongArray ascending, long value, long added) {
        long low = first(added);
        long high = added;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (ascending.get(index(middle)) <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    private static long first(long added) {
        return Math.max(0, added - REMEMBERED);
    }

    private static int index(long element) {
        return (int) element & CAPACITY - 1;
    }
}
