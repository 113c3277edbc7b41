package dev.dolmen.lsm.memtable;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.tombstone.RangeTombstoneIndex;
import dev.dolmen.lsm.tombstone.RangeTombstoneList;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.EntryKind;
import dev.dolmen.sstable.PointResult;
import dev.dolmen.sstable.RangeTombstone;

/** A {@link MemTable} of one skip list in arenas. */
public final class ArenaMemTable implements MemTable {

    private static final int SMALLEST_CHUNK_SHIFT = 10;
    private static final int LARGEST_CHUNK_SHIFT = 20;
    /** About what a range tombstone and its part of the index take besides the bytes of its borders. */
    private static final int RANGE_TOMBSTONE_BYTES = 256;

    private final ByteArena bytes;
    private final SkipList list;
    private final RangeTombstoneList rangeTombstones = new RangeTombstoneList();
    // Written by the one writer, read by statistics and by the writer itself.
    private volatile long entries;
    private volatile long usedBytes;
    private volatile long allocatedBytes;
    private long rangeTombstoneBytes;

    /** @param expectedBytes what will be put in, about: the arenas grow by some sixteenths of it */
    public ArenaMemTable(long expectedBytes) {
        int shift = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, expectedBytes / 16));
        int chunkShift = Math.max(SMALLEST_CHUNK_SHIFT, Math.min(LARGEST_CHUNK_SHIFT, shift));
        bytes = new ByteArena(1 << chunkShift);
        list = new SkipList(bytes, Math.max(SMALLEST_CHUNK_SHIFT, chunkShift - 3));
        account();
    }

    @Override
    public void add(long sequence, EntryKind kind, Slice key, Slice value) {
        if (kind == EntryKind.RANGE_TOMBSTONE) {
            rangeTombstones.add(
                    new RangeTombstone(new Slice(key.toByteArray()), new Slice(value.toByteArray()), sequence));
            rangeTombstoneBytes += RANGE_TOMBSTONE_BYTES + key.length() + value.length();
        } else {
            list.insert(key, value, stamp(sequence, kind));
            entries = entries + 1;
        }
        account();
    }

    private void account() {
        usedBytes = list.usedBytes() + bytes.usedBytes() + rangeTombstoneBytes;
        allocatedBytes = list.allocatedBytes() + bytes.allocatedBytes() + rangeTombstoneBytes;
    }

    private static long stamp(long sequence, EntryKind kind) {
        return sequence << 1 | kind.id();
    }

    /** Of the place in front of which are exactly the versions of a key newer than the sequence number. */
    private static long searchStamp(long maxSequence) {
        return maxSequence >= Long.MAX_VALUE >> 1 ? Long.MAX_VALUE : maxSequence << 1 | 1;
    }

    @Override
    public boolean get(Slice key, long maxSequence, PointResult into) {
        int node = list.atOrAfter(key, searchStamp(maxSequence));
        if (node == SkipList.NONE || !list.hasKey(node, key)) {
            return false;
        }
        long stamp = list.stamp(node);
        into.set(stamp >>> 1, EntryKind.of((int) stamp & 1), list.value(node));
        return true;
    }

    @Override
    public EntryIterator iterator() {
        return new Iterator(list);
    }

    @Override
    public RangeTombstoneIndex rangeTombstones() {
        return rangeTombstones.index();
    }

    @Override
    public boolean isEmpty() {
        return entries == 0 && rangeTombstones.size() == 0;
    }

    @Override
    public long entryCount() {
        return entries;
    }

    @Override
    public long usedBytes() {
        return usedBytes;
    }

    @Override
    public long allocatedBytes() {
        return allocatedBytes;
    }

    private static final class Iterator implements EntryIterator {

        private final SkipList list;
        private int node = SkipList.NONE;

        private Iterator(SkipList list) {
            this.list = list;
        }

        @Override
        public boolean isValid() {
            return node != SkipList.NONE;
        }

        @Override
        public void seekToFirst() {
            node = list.first();
        }

        @Override
        public void seekToLast() {
            node = list.last();
        }

        @Override
        public void seek(Slice key, long sequence) {
            node = list.atOrAfter(key, searchStamp(sequence));
        }

        @Override
        public void seekBefore(Slice key) {
            node = list.before(key, Long.MAX_VALUE);
        }

        @Override
        public void next() {
            node = list.next(standing());
        }

        @Override
        public void previous() {
            node = list.before(list.key(standing()), list.stamp(node));
        }

        private int standing() {
            if (node == SkipList.NONE) {
                throw new AssertionError("the iterator stands nowhere");
            }
            return node;
        }

        @Override
        public Slice key() {
            return list.key(standing());
        }

        @Override
        public long sequence() {
            return list.stamp(standing()) >>> 1;
        }

        @Override
        public EntryKind kind() {
            return EntryKind.of((int) list.stamp(standing()) & 1);
        }

        @Override
        public Slice value() {
            return list.value(standing());
        }

        @Override
        public void close() {
            node = SkipList.NONE;
        }
    }
}
