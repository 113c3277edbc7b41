package dev.dolmen.lsm.recovery;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.commit.BatchReader;
import dev.dolmen.lsm.memtable.MemTable;
import dev.dolmen.lsm.tombstone.RangeTombstoneIndex;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.PointResult;
import java.io.IOException;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * What recovery found in the log: a memtable that takes no writes, whose keys and values stay where they lie in the mapped
 * segments. On the heap are three numbers for each operation: the first eight bytes of its key and its number, in the order
 * of the keys; and where it lies, in the order of the log.
 *
 * <p>Operations are numbered as they follow one another in the log, from 0, and so are their sequence numbers. All records
 * were checked when they were replayed; after {@link #distrust} each is checked again when it is next read. Thread-safe.
 */
final class RecoveredMemTable implements MemTable {

    /** Heap taken for each operation. */
    static final int BYTES_PER_OPERATION = Long.BYTES + Integer.BYTES + Integer.BYTES;

    /** Flushing an entry takes as long as so many steps of searches do here beyond what a search takes in a table (ADR 35). */
    private static final int STEPS_PER_ENTRY = 8;

    /** Some hundredths of a second: not worth the smallest of tables. */
    private static final long LEAST_STEPS = 1 << 16;

    private final LoggedBytes log;
    private final long firstSequence;
    private final long[] words;
    private final int[] operations;
    private final int[] positions;
    private final BitSet batchStarts;
    private final RangeTombstoneIndex rangeTombstones;
    private final long usedBytes;
    private final long allocatedBytes;
    private final AtomicLongArray checked;
    /** Of all searches so far. */
    private final LongAdder steps = new LongAdder();

    /**
     * @param firstSequence of operation 0
     * @param words the first eight bytes of the keys, ascending
     * @param operations the numbers of the operations, those of one key from the newest to the oldest
     * @param positions in the log, by number
     * @param batchStarts the numbers of the first operations of batches
     * @param dataBytes of keys and values, and what range tombstones take
     */
    RecoveredMemTable(
            LoggedBytes log,
            long firstSequence,
            long[] words,
            int[] operations,
            int[] positions,
            BitSet batchStarts,
            RangeTombstoneIndex rangeTombstones,
            long rangeTombstoneBytes,
            long dataBytes) {
        this.log = log;
        this.firstSequence = firstSequence;
        this.words = words;
        this.operations = operations;
        this.positions = positions;
        this.batchStarts = batchStarts;
        this.rangeTombstones = rangeTombstones;
        this.checked = new AtomicLongArray(positions.length / Long.SIZE + 1);
        setChecked(-1L);
        allocatedBytes = rangeTombstoneBytes
                + (long) words.length * (Long.BYTES + Integer.BYTES)
                + (long) positions.length * Integer.BYTES
                + positions.length / Integer.BYTES;
        usedBytes = allocatedBytes + dataBytes;
    }

    private void setChecked(long bits) {
        for (int i = 0; i < checked.length(); i++) {
            checked.setPlain(i, bits);
        }
    }

    // ---- places ----

    /** How many entries there are; the place of an entry is its number in the order of keys. */
    int size() {
        return words.length;
    }

    LoggedOperation cursor() {
        return new LoggedOperation(log);
    }

    long sequence(int place) {
        return firstSequence + operations[place];
    }

    /**
     * Moves to an entry, in a record that is what was written.
     *
     * @param trusted records that need not be looked at again; may be written by several threads
     */
    void moveTo(int place, LoggedOperation operation, AtomicLongArray trusted) throws IOException {
        int number = operations[place];
        int first = batchStarts.previousSetBit(number);
        long bit = 1L << first;
        if ((trusted.getPlain(first / Long.SIZE) & bit) == 0) {
            log.check(positions[first] - BatchReader.HEADER_BYTES);
            // Should two threads meet here, one of the records is checked once more.
            trusted.setPlain(first / Long.SIZE, trusted.getPlain(first / Long.SIZE) | bit);
        }
        operation.moveTo(positions[number]);
    }

    /** Records read lately. */
    AtomicLongArray checked() {
        return checked;
    }

    /** The place of the first entry at or after a version of a key. */
    int find(Slice key, long maxSequence, LoggedOperation at, AtomicLongArray trusted) throws IOException {
        long word = LoggedOperation.word(key.array(), key.offset(), key.length());
        int low = firstWord(word, 0);
        int high = low < words.length && words[low] == word ? endOfWord(word, low) : low;
        int taken = 1;
        for (; low < high; taken++) {
            int middle = (low + high) >>> 1;
            moveTo(middle, at, trusted);
            int order = at.compareKeyTo(key);
            if (order < 0 || order == 0 && sequence(middle) > maxSequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        steps.add(taken);
        return low;
    }

    /** The place of the first entry whose word is not smaller. */
    private int firstWord(long word, int from) {
        int low = from;
        int high = words.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(words[middle], word) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The place behind the last entry with this word, of which there is one. Most words have few. */
    private int endOfWord(long word, int from) {
        int step = 1;
        while (from + step < words.length && words[from + step] == word) {
            step = (int) Math.min(2L * step, words.length - from);
        }
        return word == -1L ? words.length : firstWord(word + 1, from + step / 2);
    }

    IOException unreadable(InternalError cause) {
        return log.unreadable(cause);
    }

    // ---- as a memtable ----

    @Override
    public boolean get(Slice key, long maxSequence, PointResult into) throws IOException {
        try {
            LoggedOperation at = cursor();
            int place = find(key, maxSequence, at, checked);
            if (place == words.length) {
                return false;
            }
            moveTo(place, at, checked);
            if (at.compareKeyTo(key) != 0) {
                return false;
            }
            byte[] value = at.value();
            into.set(sequence(place), at.kind(), value, 0, value.length);
            return true;
        } catch (InternalError unreadable) {
            throw unreadable(unreadable);
        }
    }

    @Override
    public EntryIterator iterator() {
        return new RecoveredIterator(this, checked);
    }

    /** Checks every record once more: what it reads is on its way to a table. */
    @Override
    public EntryIterator walk() {
        return new RecoveredIterator(this, new AtomicLongArray(checked.length()));
    }

    @Override
    public RangeTombstoneIndex rangeTombstones() {
        return rangeTombstones;
    }

    @Override
    public boolean isEmpty() {
        return words.length == 0 && rangeTombstones.isEmpty();
    }

    @Override
    public long entryCount() {
        return words.length;
    }

    @Override
    public long usedBytes() {
        return usedBytes;
    }

    @Override
    public long allocatedBytes() {
        return allocatedBytes;
    }

    @Override
    public void distrust() {
        setChecked(0);
    }

    @Override
    public boolean hasPaidForFlush() {
        return steps.sum() >= Math.max(LEAST_STEPS, STEPS_PER_ENTRY * entryCount());
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
