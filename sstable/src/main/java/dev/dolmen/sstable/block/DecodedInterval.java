package dev.dolmen.sstable.block;

import dev.dolmen.io.Slice;
import java.util.Arrays;

/** The entries from a restart on, decoded, for a cursor that walks back over them. Its arrays are reused. */
final class DecodedInterval {

    private int first;
    private int count;
    private byte[] keys = new byte[256];
    private int[] keyEnds = new int[16];
    private long[] stamps = new long[16];
    private int[] valueOffsets = new int[16];
    private int[] valueLengths = new int[16];
    private int[] nextEntries = new int[16];

    void forget() {
        count = 0;
    }

    /** Empties it; the next entry added has the given ordinal. */
    void begin(int firstOrdinal) {
        first = firstOrdinal;
        count = 0;
    }

    boolean holds(int ordinal) {
        return ordinal >= first && ordinal - first < count;
    }

    /** Adds the entry under the cursor. */
    void add(BlockCursor cursor) {
        Slice key = cursor.key();
        int start = count == 0 ? 0 : keyEnds[count - 1];
        if (count == stamps.length) {
            grow();
        }
        if (key.length() > keys.length - start) {
            keys = Arrays.copyOf(keys, Math.max(start + key.length(), 2 * keys.length));
        }
        System.arraycopy(key.array(), key.offset(), keys, start, key.length());
        keyEnds[count] = start + key.length();
        stamps[count] = cursor.stamp();
        valueOffsets[count] = cursor.valueOffset();
        valueLengths[count] = cursor.valueLength();
        nextEntries[count] = cursor.nextEntry();
        count++;
    }

    private void grow() {
        int size = 2 * count;
        keyEnds = Arrays.copyOf(keyEnds, size);
        stamps = Arrays.copyOf(stamps, size);
        valueOffsets = Arrays.copyOf(valueOffsets, size);
        valueLengths = Arrays.copyOf(valueLengths, size);
        nextEntries = Arrays.copyOf(nextEntries, size);
    }

    /** Puts the cursor on an entry that this holds. The key stays here: the cursor looks at it, and never writes to it. */
    void restore(int ordinal, BlockCursor cursor) {
        int i = ordinal - first;
        int start = i == 0 ? 0 : keyEnds[i - 1];
        cursor.set(keys, start, keyEnds[i] - start, stamps[i], valueOffsets[i], valueLengths[i], nextEntries[i]);
    }
}
