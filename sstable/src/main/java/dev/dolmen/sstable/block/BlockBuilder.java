package dev.dolmen.sstable.block;

import dev.dolmen.io.Slice;
import java.util.Arrays;

/** Packs entries, in order, into the bytes of a {@link Block}. Its buffers are reused from block to block. */
public final class BlockBuilder {

    private final int restartInterval;
    private final Bytes keys = new Bytes();
    private final Bytes values = new Bytes();
    private int[] restarts = new int[32];
    private int entryCount;
    private byte[] lastKey = new byte[64];
    private int lastKeyLength;

    public BlockBuilder(int restartInterval) {
        this.restartInterval = restartInterval;
    }

    public boolean isEmpty() {
        return entryCount == 0;
    }

    public int entryCount() {
        return entryCount;
    }

    /** What the block takes now, in bytes. */
    public int sizeBytes() {
        int restartCount = (entryCount + restartInterval - 1) / restartInterval;
        return keys.length() + values.length() + restartCount * Block.RESTART_BYTES + Block.TAIL_BYTES;
    }

    /** Requires: the entry comes after all entries so far. */
    public void add(Slice key, long stamp, Slice value) {
        int shared = 0;
        if (entryCount % restartInterval == 0) {
            int i = 2 * (entryCount / restartInterval);
            if (i == restarts.length) {
                restarts = Arrays.copyOf(restarts, 2 * i);
            }
            restarts[i] = keys.length();
            restarts[i + 1] = values.length();
        } else {
            int to = key.offset() + key.length();
            shared = Arrays.mismatch(lastKey, 0, lastKeyLength, key.array(), key.offset(), to);
            shared = shared < 0 ? lastKeyLength : shared;
        }
        keys.addVarint(shared);
        keys.addVarint(key.length() - shared);
        keys.addVarint(value.length());
        keys.addVarint(stamp);
        keys.add(key.array(), key.offset() + shared, key.length() - shared);
        values.add(value);
        if (key.length() > lastKey.length) {
            lastKey = new byte[Math.max(key.length(), 2 * lastKey.length)];
        }
        System.arraycopy(key.array(), key.offset(), lastKey, 0, key.length());
        lastKeyLength = key.length();
        entryCount++;
    }

    /** The key added last, until the next one is. Requires: it is not empty. */
    public Slice lastKey() {
        return new Slice(lastKey, 0, lastKeyLength);
    }

    /** Ends the block and puts its bytes at the end of the target; this is empty then. Requires: it is not empty. */
    public void finish(Bytes target) {
        int valuesStart = keys.length();
        target.add(keys.array(), 0, valuesStart);
        target.add(values.array(), 0, values.length());
        int restartCount = (entryCount - 1) / restartInterval + 1;
        for (int i = 0; i < restartCount; i++) {
            target.addInt(restarts[2 * i]);
            target.addInt(valuesStart + restarts[2 * i + 1]);
        }
        target.addInt(entryCount);
        target.addInt(valuesStart);
        target.addInt(restartInterval);
        keys.clear();
        values.clear();
        entryCount = 0;
    }
}
