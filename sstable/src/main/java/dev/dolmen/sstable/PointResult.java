package dev.dolmen.sstable;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.block.BlockView;
import dev.dolmen.sstable.block.StoredValue;
import org.jspecify.annotations.Nullable;

/**
 * Where a point read puts the version it found. Reused from read to read, so that a read allocates nothing but the value.
 * One thread at a time.
 */
public final class PointResult {

    private static final byte[] NOTHING = {};

    /** What a table's own searches need while they run; kept here because a table serves many threads at once. */
    final BlockView block = new BlockView();

    final StoredValue stored = new StoredValue();

    private long sequence;

    /** Not the kind itself: each reference but null that is stored here, the collector has to be told of. */
    private boolean put;

    private byte @Nullable [] array;
    private int offset;
    private int length;

    /**
     * The value is so many bytes of this array, which is kept.
     *
     * @param newKind {@link EntryKind#PUT} or {@link EntryKind#TOMBSTONE}
     */
    public void set(long newSequence, EntryKind newKind, byte[] newArray, int newOffset, int newLength) {
        sequence = newSequence;
        put = newKind == EntryKind.PUT;
        array = newArray;
        offset = newOffset;
        length = newLength;
    }

    /** Lets go of the value. */
    public void clearValue() {
        sequence = 0;
        put = false;
        array = null;
        offset = 0;
        length = 0;
    }

    /** Lets go of the value, of the block that it was found in, and of memory that only large values need. */
    public void clear() {
        block.clear();
        stored.clear();
        clearValue();
    }

    public long sequence() {
        return sequence;
    }

    /** {@link EntryKind#PUT} or {@link EntryKind#TOMBSTONE}. */
    public EntryKind kind() {
        return put ? EntryKind.PUT : EntryKind.TOMBSTONE;
    }

    /**
     * The value, empty for a tombstone. Its bytes stay as they are for as long as anyone holds them, whatever becomes of the
     * table. Found in a table it is an array of its own, or a part of a decoded block, some kilobytes, which stays with it.
     */
    public Slice value() {
        byte[] found = array;
        // A new one in any case: the compiler does without it then, but not without one that may be another.
        return new Slice(found == null ? NOTHING : found, offset, length);
    }
}
