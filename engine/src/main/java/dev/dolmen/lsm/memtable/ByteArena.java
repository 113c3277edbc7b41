package dev.dolmen.lsm.memtable;

import dev.dolmen.io.Slice;
import java.util.Arrays;

/**
 * Bytes in large chunks, written once by one writer and read by many. A place is a chunk number and an offset. Readers
 * must have got the place through an acquiring read of something the writer released afterwards.
 */
final class ByteArena {

    private final int chunkBytes;
    /** Replaced, never changed in place, so that a reader sees every chunk whose number it can know. */
    private volatile byte[][] chunks = new byte[0][];

    private int current = -1;
    private int used;
    private long usedBytes;
    private long allocatedBytes;

    ByteArena(int chunkBytes) {
        this.chunkBytes = chunkBytes;
    }

    /** Makes room for so many bytes in one chunk, and returns the chunk's number; the room begins at {@link #offset}. */
    int reserve(int bytes) {
        if (current < 0 || chunks[current].length - used < bytes) {
            byte[][] grown = Arrays.copyOf(chunks, chunks.length + 1);
            grown[chunks.length] = new byte[Math.max(chunkBytes, bytes)];
            allocatedBytes += grown[chunks.length].length;
            current = chunks.length;
            used = 0;
            chunks = grown;
        }
        return current;
    }

    /** Where the next {@link #append} goes in the chunk reserved last. */
    int offset() {
        return used;
    }

    /** Requires: room reserved. */
    void append(Slice bytes) {
        System.arraycopy(bytes.array(), bytes.offset(), chunks[current], used, bytes.length());
        used += bytes.length();
        usedBytes += bytes.length();
    }

    byte[] chunk(int number) {
        return chunks[number];
    }

    long usedBytes() {
        return usedBytes;
    }

    long allocatedBytes() {
        return allocatedBytes;
    }
}
