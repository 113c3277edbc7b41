package dev.dolmen.lsm.memtable;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.EntryKind;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A memtable, and the part of the log it stands for. Filled while it is active, then sealed until its flush. One writer
 * at a time, any number of readers.
 */
public final class Generation {

    private final MemTable table;
    private final long firstSegment;
    // Set by the one writer, in order but without waiting for other cores to see it.
    private final AtomicLong lastSequence = new AtomicLong();
    private final AtomicLong tombstones = new AtomicLong();
    private final AtomicLong rangeTombstones = new AtomicLong();

    /** @param firstSegment the lowest log segment that may hold a record of this memtable */
    public Generation(MemTable table, long firstSegment) {
        this.table = table;
        this.firstSegment = firstSegment;
    }

    public MemTable table() {
        return table;
    }

    public long firstSegment() {
        return firstSegment;
    }

    /** As {@link MemTable#add}. */
    public void add(long sequence, EntryKind kind, Slice key, Slice value) {
        table.add(sequence, kind, key, value);
        count(kind);
    }

    /** As {@link MemTable#load}. */
    public void load(long sequence, EntryKind kind, Slice key, Slice value) {
        table.load(sequence, kind, key, value);
        count(kind);
    }

    private void count(EntryKind kind) {
        if (kind == EntryKind.TOMBSTONE) {
            tombstones.lazySet(tombstones.getPlain() + 1);
        } else if (kind == EntryKind.RANGE_TOMBSTONE) {
            rangeTombstones.lazySet(rangeTombstones.getPlain() + 1);
        }
    }

    /** As {@link MemTable#addRunning}. */
    public void addRunning(long sequence, Slice key, Slice value) {
        table.addRunning(sequence, key, value);
    }

    /** As {@link MemTable#seal}. */
    public void seal(Consumer<Slice> appeared) {
        table.seal(appeared);
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
