package dev.dolmen.lsm.memtable;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.tombstone.RangeTombstoneIndex;
import dev.dolmen.lsm.tombstone.RangeTombstoneList;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.EntryKind;
import dev.dolmen.sstable.PointResult;
import dev.dolmen.sstable.RangeTombstone;
import java.util.concurrent.atomic.AtomicLong;

/** A {@link MemTable} of one {@link KeyTrie}. What its iterators hand out stays good. */
public final class TrieMemTable implements MemTable.Writable {

    private static final int SMALLEST_CHUNK_SHIFT = 10;

    /**
     * What fits into half of the smallest regions of the G1 collector, 1 MB. Anything larger gets regions of its own there,
     * and with each of those the collector looks whether to mark the heap: chunks of a megabyte had it do so all the time.
     */
    private static final int LARGEST_CHUNK_SHIFT = 19;
    /** What a chunk leaves of a power of two: room for an array's header. */
    private static final int CHUNK_SPARE_BYTES = 64;

    /** About what a range tombstone and its part of the index take besides the bytes of its borders. */
    private static final int RANGE_TOMBSTONE_BYTES = 256;

    private final ByteArena bytes;
    private final IntArena ints;
    private final KeyTrie trie;
    private final RangeTombstoneList rangeTombstones = new RangeTombstoneList();
    // Set by the one writer, in order but without waiting for other cores to see it.
    private final AtomicLong entries = new AtomicLong();
    private final AtomicLong usedBytes = new AtomicLong();
    private final AtomicLong allocatedBytes = new AtomicLong();
    private long rangeTombstoneBytes;

    /** @param expectedBytes what will be put in, about: the arenas grow by some sixteenths of it */
    public TrieMemTable(long expectedBytes) {
        int shift = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, expectedBytes / 16));
        int chunkShift = Math.max(SMALLEST_CHUNK_SHIFT, Math.min(LARGEST_CHUNK_SHIFT, shift));
        bytes = new ByteArena((1 << chunkShift) - CHUNK_SPARE_BYTES);
        ints = new IntArena(Math.max(SMALLEST_CHUNK_SHIFT, chunkShift - 2), CHUNK_SPARE_BYTES / Integer.BYTES);
        trie = new KeyTrie(ints, bytes);
        account();
    }

    @Override
    public void add(long sequence, EntryKind kind, Slice key, Slice value) {
        if (kind == EntryKind.RANGE_TOMBSTONE) {
            addRangeTombstone(sequence, key, value);
        } else {
            trie.insert(key, trie.versions().add(key, value, stamp(sequence, kind)));
            entries.lazySet(entries.getPlain() + 1);
        }
        account();
    }

    private void addRangeTombstone(long sequence, Slice from, Slice toExclusive) {
        rangeTombstones.add(
                new RangeTombstone(new Slice(from.toByteArray()), new Slice(toExclusive.toByteArray()), sequence));
        rangeTombstoneBytes += RANGE_TOMBSTONE_BYTES + from.length() + toExclusive.length();
    }

    private void account() {
        usedBytes.lazySet(ints.usedBytes() + bytes.usedBytes() + rangeTombstoneBytes);
        allocatedBytes.lazySet(ints.allocatedBytes() + bytes.allocatedBytes() + rangeTombstoneBytes);
    }

    private static long stamp(long sequence, EntryKind kind) {
        return sequence << 1 | kind.id();
    }

    /** The largest stamp of a version not newer than the sequence number. */
    static long searchStamp(long maxSequence) {
        return maxSequence >= Long.MAX_VALUE >> 1 ? Long.MAX_VALUE : maxSequence << 1 | 1;
    }

    @Override
    public boolean get(Slice key, long maxSequence, PointResult into) {
        Versions versions = trie.versions();
        int version = versions.atMost(trie.find(key), searchStamp(maxSequence));
        if (version == Versions.NONE) {
            return false;
        }
        long stamp = versions.stamp(version);
        into.set(
                stamp >>> 1,
                EntryKind.of((int) stamp & 1),
                versions.valueArray(version),
                versions.valueOffset(version),
                versions.valueLength(version));
        return true;
    }

    @Override
    public EntryIterator iterator() {
        return new TrieIterator(trie, false);
    }

    @Override
    public EntryIterator walk() {
        return new TrieIterator(trie, true);
    }

    @Override
    public RangeTombstoneIndex rangeTombstones() {
        return rangeTombstones.index();
    }

    @Override
    public boolean isEmpty() {
        return entries.get() == 0 && rangeTombstones.size() == 0;
    }

    @Override
    public long entryCount() {
        return entries.get();
    }

    @Override
    public long usedBytes() {
        return usedBytes.get();
    }

    @Override
    public long allocatedBytes() {
        return allocatedBytes.get();
    }

    /** All of it is on the heap. */
    @Override
    public void distrust() {}

    @Override
    public void close() {}
}
