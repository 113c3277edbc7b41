package dev.dolmen.sstable.block;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.bytes.Words;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one block, read where they lie: in a mapped file or in an array. Set from block to block and reused, so
 * that reading allocates nothing. Not thread-safe.
 *
 * <p>A block is checked once, by {@link #setUnchecked}, when its bytes come from the disk; after that nothing here checks
 * again, but for the buffer's own limits.
 */
public final class BlockView {

    /** What {@link #find} says of a key that is not there. */
    public static final int NONE = -1;

    /** What {@link #dictionary} says where values are stored as they are. */
    public static final int NO_DICTIONARY = 0;

    /** A search reads eight bytes where it needs fewer: so many must follow the block. */
    public static final int SLACK_BYTES = Long.BYTES;

    /** In a block of more entries a binary search is quicker than looking through the fingerprints. */
    private static final int MOST_FINGERPRINTS = 256;

    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private ByteBuffer bytes = NOTHING;
    /** By entry, in a block whose values are not in it. */
    private byte @Nullable [][] apart;

    private int count;
    private int fingerprints;
    private int slots;
    private int slotBytes;
    private int suffixMask;
    private int valueAt;
    private int valueMask;
    private int stampAt;
    private long stampMask;
    private long base;
    private int dictionary;
    private int prefix;
    private int prefixLength;
    private int suffixes;
    private int values;

    /** Looks at the block at {@code start}. Requires: it was found intact. */
    public void set(ByteBuffer buffer, int start) {
        bytes = buffer;
        apart = null;
        readHeader(start);
        values = suffixes + suffixEnd(count - 1);
    }

    /** Looks at a block on the heap. */
    public void set(DecodedBlock block) {
        set(block.bytes(), 0);
        byte[][] arrays = block.values();
        if (arrays != null) {
            apart = arrays;
        }
    }

    /** Lets go of the block that it looks at. */
    public void clear() {
        apart = null;
        // Looking is cheaper than storing a reference, of which the collector has to be told.
        if (bytes != NOTHING) {
            bytes = NOTHING;
        }
    }

    private void readHeader(int start) {
        count = Words.getInt(bytes, start + BlockFormat.COUNT);
        prefixLength = Words.getInt(bytes, start + BlockFormat.PREFIX_LENGTH);
        int widths = Words.getInt(bytes, start + BlockFormat.SUFFIX_WIDTH);
        int suffixWidth = widths & 0xff;
        int valueWidth = widths >>> Byte.SIZE & 0xff;
        int stampWidth = widths >>> 2 * Byte.SIZE & 0xff;
        dictionary = widths >>> 3 * Byte.SIZE;
        base = Words.getLong(bytes, start + BlockFormat.BASE);
        suffixMask = (int) BlockFormat.mask(suffixWidth);
        valueAt = suffixWidth;
        valueMask = (int) BlockFormat.mask(valueWidth);
        stampAt = suffixWidth + valueWidth;
        stampMask = BlockFormat.mask(stampWidth);
        slotBytes = stampAt + stampWidth;
        fingerprints = start + BlockFormat.FINGERPRINTS;
        slots = fingerprints + count;
        prefix = slots + count * slotBytes;
        suffixes = prefix + prefixLength;
    }

    /** The number of entries, at least 1. */
    public int count() {
        return count;
    }

    /** The number of the dictionary that its values need, see {@link StoredValue}, or {@link #NO_DICTIONARY}. */
    public int dictionary() {
        return dictionary;
    }

    public long stamp(int entry) {
        return base + stampAboveBase(entry);
    }

    /** A stamp as the block stores it. */
    long stampAboveBase(int entry) {
        return Words.getLong(bytes, slots + entry * slotBytes + stampAt) & stampMask;
    }

    int suffixEnd(int entry) {
        return Words.getInt(bytes, slots + entry * slotBytes) & suffixMask;
    }

    private int suffixStart(int entry) {
        return entry == 0 ? 0 : suffixEnd(entry - 1);
    }

    int suffixWidth() {
        return valueAt;
    }

    /** Where the first slot is in the buffer. */
    int slots() {
        return slots;
    }

    int slotBytes() {
        return slotBytes;
    }

    /** What is added to the stamps that the block stores. */
    long base() {
        return base;
    }

    int stampWidth() {
        return slotBytes - stampAt;
    }

    /** Where the block starts in the buffer. */
    public int start() {
        return fingerprints - BlockFormat.FINGERPRINTS;
    }

    /** Where the prefix starts in the buffer; the suffixes follow. */
    int firstKey() {
        return prefix;
    }

    /** What prefix and suffixes take together. */
    int keyBytes() {
        return values - prefix;
    }

    private int valueEnd(int entry) {
        return Words.getInt(bytes, slots + entry * slotBytes + valueAt) & valueMask;
    }

    /** Where an entry's value starts in the buffer. */
    public int valueStart(int entry) {
        return values + (entry == 0 ? 0 : valueEnd(entry - 1));
    }

    public int valueLength(int entry) {
        return valueEnd(entry) - (entry == 0 ? 0 : valueEnd(entry - 1));
    }

    /** What all values of a block take that has them in it. */
    int valueBytes() {
        return valueEnd(count - 1);
    }

    /**
     * An entry's value, alone in an array that never changes; null when values are in the block, at {@link #valueStart} of
     * its buffer.
     */
    public byte @Nullable [] valueApart(int entry) {
        byte[][] arrays = apart;
        return arrays == null ? null : arrays[entry];
    }

    /** Whether values are not in the block: see {@link #valueApart}. */
    public boolean hasValuesApart() {
        return apart != null;
    }

    /** What a block stores of a key's hash. */
    public static byte fingerprint(long hash) {
        return BlockFormat.fingerprint(hash);
    }

    public byte fingerprint(int entry) {
        return bytes.get(fingerprints + entry);
    }

    /** The buffer that the block lies in. */
    public ByteBuffer bytes() {
        return bytes;
    }

    public int prefixLength() {
        return prefixLength;
    }

    public int keyLength(int entry) {
        return prefixLength + suffixEnd(entry) - suffixStart(entry);
    }

    /** Copies what all keys begin with. Requires: room for {@link #prefixLength}. */
    public void copyPrefix(byte[] target) {
        bytes.get(prefix, target, 0, prefixLength);
    }

    /** Where the part of an entry's key after the prefix starts in the buffer. */
    public int suffixPosition(int entry) {
        return suffixes + suffixStart(entry);
    }

    /**
     * The newest version of the key that is not newer than {@code sequence}, or {@link #NONE}.
     *
     * @param hash the key's, see {@link dev.dolmen.sstable.filter.KeyHash}
     */
    public int find(Slice key, long hash, long sequence) {
        int entry = newest(key, hash);
        while (entry != NONE && Stamp.sequence(stamp(entry)) > sequence) {
            entry++;
            if (entry == count || !keyEquals(entry, key)) {
                return NONE;
            }
        }
        return entry;
    }

    private int newest(Slice key, long hash) {
        if (count <= MOST_FINGERPRINTS) {
            return newestByFingerprint(key, hash);
        }
        int entry = lowerBound(key, Long.MAX_VALUE);
        return entry < count && keyEquals(entry, key) ? entry : NONE;
    }

    /** Looks at eight fingerprints at a time: a byte of {@code differences} is zero where one is that of the key. */
    private int newestByFingerprint(Slice key, long hash) {
        long wanted = (BlockFormat.fingerprint(hash) & 0xffL) * LOW_BITS;
        for (int first = 0; first < count; first += Long.BYTES) {
            long differences = Words.getLong(bytes, fingerprints + first) ^ wanted;
            long zeros = (differences - LOW_BITS) & ~differences & HIGH_BITS;
            while (zeros != 0) {
                int entry = first + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
                if (entry < count && keyEquals(entry, key)) {
                    return entry;
                }
                zeros &= zeros - 1;
            }
        }
        return NONE;
    }

    /** Whether an entry has this key. */
    public boolean keyEquals(int entry, Slice key) {
        int start = suffixStart(entry);
        int length = suffixEnd(entry) - start;
        return prefixLength + length == key.length()
                && Words.equal(bytes, suffixes + start, key.array(), key.offset() + prefixLength, length)
                && Words.equal(bytes, prefix, key.array(), key.offset(), prefixLength);
    }

    /** The first entry at or after {@code (key, sequence)}; the number of entries when there is none. */
    public int lowerBound(Slice key, long sequence) {
        int order = Words.compare(
                bytes, prefix, prefixLength, key.array(), key.offset(), Math.min(prefixLength, key.length()));
        if (order != 0) {
            return order < 0 ? count : 0;
        }
        int low = 0;
        int high = count;
        int from = key.offset() + prefixLength;
        int length = key.length() - prefixLength;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int start = suffixStart(middle);
            int compared = Words.compare(bytes, suffixes + start, suffixEnd(middle) - start, key.array(), from, length);
            if (compared < 0 || compared == 0 && Stamp.sequence(stamp(middle)) > sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Looks at a block that has just come from the disk, and checks that all its numbers stay within it.
     *
     * @return what is wrong, null for nothing
     */
    public @Nullable String setUnchecked(ByteBuffer buffer, int start, int length) {
        bytes = buffer;
        apart = null;
        if (length < BlockFormat.FINGERPRINTS) {
            return "shorter than its header";
        }
        readHeader(start);
        boolean widths = (valueAt == BlockFormat.SHORT_WIDTH || valueAt == BlockFormat.LONG_WIDTH)
                && (stampAt - valueAt == BlockFormat.SHORT_WIDTH || stampAt - valueAt == BlockFormat.LONG_WIDTH)
                && slotBytes - stampAt <= Long.BYTES;
        if (!widths) {
            return "widths of the slots";
        }
        long fixed = BlockFormat.FINGERPRINTS + (1L + slotBytes) * count + prefixLength;
        if (count < 1 || prefixLength < 0 || fixed > length) {
            return "number of entries or length of the prefix";
        }
        values = suffixes + suffixEnd(count - 1);
        return entriesAre(start + length);
    }

    private @Nullable String entriesAre(int end) {
        int suffix = 0;
        int value = 0;
        for (int entry = 0; entry < count; entry++) {
            int suffixEnd = suffixEnd(entry);
            int valueEnd = valueEnd(entry);
            if (suffixEnd < suffix || suffixEnd > end - suffixes || valueEnd < value || !Stamp.isValid(stamp(entry))) {
                return "slot of entry " + entry;
            }
            suffix = suffixEnd;
            value = valueEnd;
        }
        return (long) suffixes + suffix + value == end ? null : "end of the values";
    }
}
