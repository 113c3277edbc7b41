package dev.dolmen.sstable.block;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import dev.dolmen.sstable.bytes.Bytes;
import java.util.Arrays;

/** Packs entries, in order, into the bytes of a block that {@link BlockView} reads. Its buffers are reused. */
public final class BlockBuilder {

    private final Bytes keys = new Bytes();
    private final BlockValues values = new BlockValues();
    private final Bytes fingerprints = new Bytes();
    private int[] keyEnds = new int[64];
    private long[] stamps = new long[64];
    private int count;
    private int prefixLength;
    private long smallestStamp;
    private long largestStamp;

    public boolean isEmpty() {
        return count == 0;
    }

    public int entryCount() {
        return count;
    }

    /** What the block takes now, in bytes, if values are stored as they are. */
    public long sizeBytes() {
        return count == 0
                ? 0
                : sizeBytes(count, prefixLength, keys.length(), values.rawBytes(), smallestStamp, largestStamp);
    }

    /** What it would take with one more entry. */
    public long sizeBytesWith(Slice key, long stamp, int valueLength) {
        if (count == 0) {
            return sizeBytes(1, key.length(), key.length(), valueLength, stamp, stamp);
        }
        return sizeBytes(
                count + 1,
                commonPrefix(key),
                (long) keys.length() + key.length(),
                values.rawBytes() + valueLength,
                Math.min(smallestStamp, stamp),
                Math.max(largestStamp, stamp));
    }

    private static long sizeBytes(int count, int prefix, long keyBytes, long valueBytes, long smallest, long largest) {
        long suffixBytes = keyBytes - (long) count * prefix;
        int slotBytes = BlockFormat.endWidth(suffixBytes)
                + BlockFormat.endWidth(valueBytes)
                + BlockFormat.stampWidth(largest - smallest);
        return BlockFormat.FINGERPRINTS + (1L + slotBytes) * count + prefix + suffixBytes + valueBytes;
    }

    /** The bytes that the first key, and so all of them, have in common with this one. */
    private int commonPrefix(Slice key) {
        int most = Math.min(prefixLength, key.length());
        int mismatch = Arrays.mismatch(keys.array(), 0, most, key.array(), key.offset(), key.offset() + most);
        return mismatch < 0 ? most : mismatch;
    }

    /**
     * Adds an entry. Requires: it comes after all entries so far.
     *
     * @param hash the key's, see {@link dev.dolmen.sstable.filter.KeyHash}
     */
    public void add(Slice key, long hash, long stamp, Slice value) {
        addKey(key, hash, stamp);
        values.add(value);
    }

    /**
     * Adds an entry whose value is as another table stored it, see {@link StoredValue}. Requires: as for the others, and
     * that the block's encoder takes such values.
     *
     * @param rawLength of the value itself
     */
    public void add(
            Slice key,
            long hash,
            long stamp,
            byte[] stored,
            int offset,
            int length,
            int rawLength,
            ValueOrigin origin) {
        addKey(key, hash, stamp);
        values.add(stored, offset, length, rawLength, origin);
    }

    private void addKey(Slice key, long hash, long stamp) {
        if (count == stamps.length) {
            keyEnds = Arrays.copyOf(keyEnds, 2 * count);
            stamps = Arrays.copyOf(stamps, 2 * count);
        }
        prefixLength = count == 0 ? key.length() : commonPrefix(key);
        smallestStamp = count == 0 ? stamp : Math.min(smallestStamp, stamp);
        largestStamp = count == 0 ? stamp : Math.max(largestStamp, stamp);
        keys.add(key);
        fingerprints.addByte(BlockFormat.fingerprint(hash));
        keyEnds[count] = keys.length();
        stamps[count] = stamp;
        count++;
    }

    /** The key added last, until the next one is. Requires: it is not empty. */
    public Slice lastKey() {
        int start = count == 1 ? 0 : keyEnds[count - 2];
        return new Slice(keys.array(), start, keyEnds[count - 1] - start);
    }

    /**
     * Ends the block and puts its bytes at the end of the target; this is empty then. Requires: it is not empty.
     *
     * @param encoder how values are stored
     * @throws CorruptFileException when a value that comes encoded from another table cannot be decoded
     */
    public void finish(ValueEncoder encoder, Bytes target) throws CorruptFileException {
        Bytes stored = encoder.encode(values);
        int[] valueEnds = values.ends();
        int suffixWidth = BlockFormat.endWidth(keys.length() - (long) count * prefixLength);
        int valueWidth = BlockFormat.endWidth(stored.length());
        int stampWidth = BlockFormat.stampWidth(largestStamp - smallestStamp);
        target.addInt(count);
        target.addInt(prefixLength);
        target.addByte(suffixWidth);
        target.addByte(valueWidth);
        target.addByte(stampWidth);
        target.addByte(encoder.dictionary());
        target.addLong(smallestStamp);
        target.add(fingerprints.array(), 0, count);
        for (int entry = 0; entry < count; entry++) {
            target.addNumber(keyEnds[entry] - (entry + 1L) * prefixLength, suffixWidth);
            target.addNumber(valueEnds[entry], valueWidth);
            target.addNumber(stamps[entry] - smallestStamp, stampWidth);
        }
        target.add(keys.array(), 0, prefixLength);
        int start = prefixLength;
        for (int entry = 0; entry < count; entry++) {
            target.add(keys.array(), start, keyEnds[entry] - start);
            start = keyEnds[entry] + prefixLength;
        }
        target.add(stored.array(), 0, stored.length());
        keys.clear();
        values.clear();
        fingerprints.clear();
        count = 0;
    }
}
