package dev.dolmen.lsm.memtable;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.tombstone.RangeTombstoneIndex;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.EntryKind;
import dev.dolmen.sstable.PointResult;
import java.io.Closeable;
import java.io.IOException;

/**
 * Recent writes, sorted, in memory. Any number of readers, who see every entry whose sequence number was published after it
 * was added.
 */
public interface MemTable extends Closeable {

    /**
     * Finds the newest version of a key not newer than {@code maxSequence}; range tombstones are not looked at.
     *
     * @return whether there is one; {@code into} is changed only then
     */
    boolean get(Slice key, long maxSequence, PointResult into) throws IOException;

    /** The versions of keys, without range tombstones. Sees what is added meanwhile. */
    EntryIterator iterator();

    /**
     * The same, for who goes through all of it: reads ahead, so that the processor waits for memory less often. Costs more
     * than {@link #iterator} where only a little is read.
     */
    EntryIterator walk();

    RangeTombstoneIndex rangeTombstones();

    boolean isEmpty();

    /** Versions of keys added. */
    long entryCount();

    /** Bytes taken up by what was added, with all that is needed to find it: what {@code memtableBytes} limits. */
    long usedBytes();

    /** Heap taken, unused ends of chunks included. */
    long allocatedBytes();

    /** Has what is not kept on the heap checked again when it is next read. */
    void distrust();

    /**
     * Whether reads have cost so much more here than they would have in a table that a flush had paid for itself. False where
     * they do not cost more.
     */
    default boolean hasPaidForFlush() {
        return false;
    }

    /** Lets go of files. Requires: nobody reads it any more. */
    @Override
    void close() throws IOException;

    /** One that takes writes. One writer at a time: the caller sees to that, and to the order of memory between writers. */
    interface Writable extends MemTable {

        /**
         * Adds a version of a key, or a range tombstone with the exclusive end as its value. Copies both. Requires: sequence
         * numbers grow from call to call.
         */
        void add(long sequence, EntryKind kind, Slice key, Slice value);
    }
}
