package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.count.Weigher;
import dev.dolmen.lsm.tombstone.RangeTombstoneIndex;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.EntryKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the keys of a range that have a value, without putting them in order: the sources are gone through one after the
 * other, the newest first, so the first version met of a key decides what it is, as in a point read. Which keys were met is
 * told by a hash table of their last bytes; all keys of a range share the bytes that its borders share.
 */
final class RangeCount {

    /** Of what keys do not share; there may be more. */
    private static final int BYTES_PER_KEY = 4;

    /** There is room for so many keys at first: fewer bytes to clear, in memory that is in no cache, than for the most. */
    private static final int ROOM_AT_FIRST = 1 << 7;

    private static final int HASH_FACTOR = 0x9E3779B1;
    private static final int FREE = 0;

    private final Slice from;
    private final Slice toExclusive;
    private final long sequence;
    private final RangeTombstoneIndex rangeTombstones;
    private final Weigher weigher;

    private final int sharedBytes;
    private final int most;
    /** For each hash the number of a key that was met, counted from 1, or {@link #FREE}. */
    private int[] slots;
    /** Where the bytes of each key that was met end. */
    private int[] ends;

    private byte[] bytes;
    private int met;

    private long keys;
    private long weight;
    private long newestSequenceSeen;

    /**
     * @param sources of a cursor over the range
     * @param sequence that it reads at
     * @param most how many keys there is room for; a power of two
     * @param weigher of values, of which no more than their heads are decoded
     */
    RangeCount(CursorSources sources, long sequence, Slice from, Slice toExclusive, int most, Weigher weigher) {
        this.from = from;
        this.toExclusive = toExclusive;
        this.sequence = sequence;
        this.rangeTombstones = sources.rangeTombstones();
        this.newestSequenceSeen = sources.newestSequenceSeen();
        this.weigher = weigher;
        this.most = most;
        sharedBytes = shared(from, toExclusive);
        int room = Math.min(ROOM_AT_FIRST, most);
        slots = new int[2 * room];
        ends = new int[room];
        bytes = new byte[BYTES_PER_KEY * room];
    }

    private static int shared(Slice a, Slice b) {
        int shared = 0;
        while (shared < a.length() && shared < b.length() && a.at(shared) == b.at(shared)) {
            shared++;
        }
        return shared;
    }

    /**
     * @param runs the sources, the newest first; whoever gives them closes them
     * @return null when there are more keys, or many more versions of them, than can be counted so
     */
    @Nullable
    RangeTotal of(List<EntryIterator> runs) throws IOException {
        for (EntryIterator run : runs) {
            if (!add(run)) {
                return null;
            }
        }
        return new RangeTotal(keys, weight, newestSequenceSeen);
    }

    /** @return whether there was room for all of its keys */
    private boolean add(EntryIterator run) throws IOException {
        int versions = 0;
        for (run.seek(from, sequence); run.isValid(); run.next()) {
            Slice key = run.key();
            if (key.compareTo(toExclusive) >= 0) {
                return true;
            }
            if (++versions > 2 * most) {
                return false;
            }
            int slot = slotOf(key);
            if (slots[slot] == FREE && run.sequence() <= sequence) {
                if (met == most) {
                    return false;
                }
                if (met == ends.length) {
                    grow();
                    slot = slotOf(key);
                }
                note(slot, key);
                count(run, key);
            }
        }
        return true;
    }

    private void count(EntryIterator run, Slice key) throws IOException {
        long written = run.sequence();
        long covering = rangeTombstones.isEmpty() ? 0 : rangeTombstones.newestCovering(key, sequence);
        newestSequenceSeen = Math.max(newestSequenceSeen, Math.max(covering, written));
        if (run.kind() == EntryKind.PUT && written > covering) {
            keys++;
            weight += weigher.weigh(run.head(weigher.headBytes()));
        }
    }

    /** Where a key is, or has to be. */
    private int slotOf(Slice key) {
        return slotOf(key.array(), key.offset() + sharedBytes, key.offset() + key.length());
    }

    private int slotOf(byte[] array, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + array[i];
        }
        int slot = hash * HASH_FACTOR >>> Integer.numberOfLeadingZeros(slots.length - 1);
        while (slots[slot] != FREE && !isAt(slots[slot] - 1, array, start, end)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private boolean isAt(int number, byte[] array, int start, int end) {
        return Arrays.equals(bytes, start(number), ends[number], array, start, end);
    }

    /** Where the bytes of a key that was met begin. */
    private int start(int number) {
        return number == 0 ? 0 : ends[number - 1];
    }

    /** Makes room for twice as many keys. */
    private void grow() {
        ends = Arrays.copyOf(ends, 2 * met);
        slots = new int[2 * ends.length];
        for (int number = 0; number < met; number++) {
            slots[slotOf(bytes, start(number), ends[number])] = number + 1;
        }
    }

    private void note(int slot, Slice key) {
        int at = start(met);
        int length = key.length() - sharedBytes;
        if (length > bytes.length - at) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + length));
        }
        System.arraycopy(key.array(), key.offset() + sharedBytes, bytes, at, length);
        ends[met++] = at + length;
        slots[slot] = met;
    }
}
