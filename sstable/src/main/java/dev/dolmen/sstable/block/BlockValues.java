package dev.dolmen.sstable.block;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.bytes.Bytes;
import dev.dolmen.sstable.lz4.Lz4Dictionary;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The values of a block that is being built: each as it is, or as another table stored it. Reused, not thread-safe. */
public final class BlockValues {

    private final Bytes bytes = new Bytes();
    private int[] ends = new int[64];
    private @Nullable ValueOrigin[] origins = new ValueOrigin[64];
    private int count;
    private int encoded;
    private long rawBytes;

    void add(Slice value) {
        bytes.add(value);
        end(null, value.length());
    }

    /**
     * Adds a value as {@link StoredValue} reads it.
     *
     * @param rawLength of the value
     */
    void add(byte[] array, int offset, int length, int rawLength, ValueOrigin origin) {
        bytes.add(array, offset, length);
        end(origin, rawLength);
        encoded++;
    }

    private void end(@Nullable ValueOrigin origin, int rawLength) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            origins = Arrays.copyOf(origins, 2 * count);
        }
        ends[count] = bytes.length();
        origins[count] = origin;
        rawBytes += rawLength;
        count++;
    }

    void clear() {
        bytes.clear();
        Arrays.fill(origins, 0, count, null);
        count = 0;
        encoded = 0;
        rawBytes = 0;
    }

    int count() {
        return count;
    }

    /** One after the other. */
    Bytes bytes() {
        return bytes;
    }

    /** Where each ends in {@link #bytes}; whoever encodes them notes there where they end in the result. */
    int[] ends() {
        return ends;
    }

    int start(int value) {
        return value == 0 ? 0 : ends[value - 1];
    }

    int length(int value) {
        return ends[value] - start(value);
    }

    /** Where a value comes from that another table stored; null when it is as it is. */
    @Nullable
    ValueOrigin origin(int value) {
        return origins[value];
    }

    /** What a value needs to be decoded; null when it is as it is. */
    @Nullable
    Lz4Dictionary dictionary(int value) {
        ValueOrigin origin = origins[value];
        return origin == null ? null : origin.dictionary();
    }

    /** How many are not as they are. */
    int encodedCount() {
        return encoded;
    }

    /** The length of all values themselves. */
    long rawBytes() {
        return rawBytes;
    }

    /** What most of those that are not as they are need; null when all are. */
    @Nullable
    Lz4Dictionary commonDictionary() {
        Lz4Dictionary common = null;
        int most = 0;
        for (int i = 0; i < count && 2 * most < encoded; i++) {
            Lz4Dictionary candidate = dictionary(i);
            if (candidate != null && candidate != common) {
                int uses = uses(candidate);
                if (uses > most) {
                    most = uses;
                    common = candidate;
                }
            }
        }
        return common;
    }

    private int uses(Lz4Dictionary dictionary) {
        int uses = 0;
        for (int i = 0; i < count; i++) {
            uses += dictionary(i) == dictionary ? 1 : 0;
        }
        return uses;
    }
}
