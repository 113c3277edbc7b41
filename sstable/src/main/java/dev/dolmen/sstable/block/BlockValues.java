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
    private @Nullable Lz4Dictionary[] dictionaries = new Lz4Dictionary[64];
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
    void add(byte[] array, int offset, int length, int rawLength, Lz4Dictionary dictionary) {
        bytes.add(array, offset, length);
        end(dictionary, rawLength);
        encoded++;
    }

    private void end(@Nullable Lz4Dictionary dictionary, int rawLength) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, 2 * count);
            dictionaries = Arrays.copyOf(dictionaries, 2 * count);
        }
        ends[count] = bytes.length();
        dictionaries[count] = dictionary;
        rawBytes += rawLength;
        count++;
    }

    void clear() {
        bytes.clear();
        Arrays.fill(dictionaries, 0, count, null);
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

    /** What a value needs to be decoded; null when it is as it is. */
    @Nullable
    Lz4Dictionary dictionary(int value) {
        return dictionaries[value];
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
            Lz4Dictionary candidate = dictionaries[i];
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
            uses += dictionaries[i] == dictionary ? 1 : 0;
        }
        return uses;
    }
}
