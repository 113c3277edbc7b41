package dev.dolmen.sstable;

import dev.dolmen.io.Slice;

/** Stand-in. */
public final class PointResult {
    private long sequence;
    private EntryKind kind = EntryKind.TOMBSTONE;
    private Slice value = Slice.EMPTY;

    public void set(long s, EntryKind k, Slice v) {
        sequence = s;
        kind = k;
        value = v;
    }

    public long sequence() {
        return sequence;
    }

    public EntryKind kind() {
        return kind;
    }

    public Slice value() {
        return value;
    }
}
