package dev.dolmen.lsm.memtable;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.EntryKind;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A memtable, and the part of the log it stands for. Filled while it is active, or found in the log by a recovery; then
 * sealed until its flush. One writer at a time, any number of readers. Held by those who may read it: when the last of them
 * lets go, it lets go of files.
 */
public final class Generation {

    private static final System.Logger LOGGER = System.getLogger(Generation.class.getName());

    private final MemTable table;
    private final MemTable.@Nullable Writable active;
    private final long firstSegment;
    private final AtomicInteger holders = new AtomicInteger();
    // Set by the one writer, in order but without waiting for other cores to see it.
    private final AtomicLong lastSequence = new AtomicLong();
    private final AtomicLong tombstones = new AtomicLong();
    private final AtomicLong rangeTombstones = new AtomicLong();

    /**
     * A memtable to write to.
     *
     * @param firstSegment the lowest log segment that may hold a record of this memtable
     */
    public Generation(MemTable.Writable table, long firstSegment) {
        this.table = table;
        this.active = table;
        this.firstSegment = firstSegment;
    }

    /**
     * A memtable that is sealed already.
     *
     * @param firstSegment as above
     * @param lastSequence of the newest operation in the table
     */
    public Generation(MemTable table, long firstSegment, long lastSequence, long tombstones, long rangeTombstones) {
        this.table = table;
        this.active = null;
        this.firstSegment = firstSegment;
        this.lastSequence.set(lastSequence);
        this.tombstones.set(tombstones);
        this.rangeTombstones.set(rangeTombstones);
    }

    public MemTable table() {
        return table;
    }

    public long firstSegment() {
        return firstSegment;
    }

    private MemTable.Writable writable() {
        if (active == null) {
            throw new AssertionError("a recovered memtable takes no writes");
        }
        return active;
    }

    /** As {@link MemTable.Writable#add}. */
    public void add(long sequence, EntryKind kind, Slice key, Slice value) {
        writable().add(sequence, kind, key, value);
        if (kind == EntryKind.TOMBSTONE) {
            tombstones.lazySet(tombstones.getPlain() + 1);
        } else if (kind == EntryKind.RANGE_TOMBSTONE) {
            rangeTombstones.lazySet(rangeTombstones.getPlain() + 1);
        }
    }

    /** Holds it once more. */
    public void retain() {
        holders.incrementAndGet();
    }

    /** Lets go of it. */
    public void release() {
        if (holders.decrementAndGet() == 0) {
            close();
        }
    }

    /** Lets go of files, whoever holds it. Requires: nobody reads it. */
    public void close() {
        try {
            table.close();
        } catch (IOException failure) {
            LOGGER.log(Level.WARNING, "cannot close the log behind a memtable", failure);
        }
    }

    /** Tombstones added so far. */
    public long tombstones() {
        return tombstones.get();
    }

    /** Range tombstones added so far. */
    public long rangeTombstones() {
        return rangeTombstones.get();
    }

    /** Of the newest operation in the table; 0 when it is empty. */
    public long lastSequence() {
        return lastSequence.get();
    }

    /** Notes that everything up to this sequence number has been added. */
    public void addedUpTo(long sequence) {
        lastSequence.lazySet(sequence);
    }
}
