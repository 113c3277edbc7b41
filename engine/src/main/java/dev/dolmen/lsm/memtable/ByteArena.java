package dev.dolmen.lsm.memtable;

import dev.dolmen.io.Slice;
import java.util.Arrays;

/**
 * Bytes in large chunks, written once by one writer and read by many; what would fill a good part of a chunk has one of its
 * own, as large as it needs. A place is a chunk number and an offset. Readers must have got the place through an acquiring
 * read of something the writer released afterwards.
 */
final class ByteArena {

    /** What takes more than this part of a chunk does not share one: the end of a chunk that it does not fit into is lost. */
    private static final int SHARING_PART = 4;

    private final int chunkBytes;
    /** Replaced, never changed in place, so that a reader sees every chunk whose number it can know. */
    private volatile byte[][] chunks = new byte[0][];

    /** The chunk that is being filled, and how far; -1 for none. */
    private int shared = -1;

    private int sharedUsed;
    /** Where room was reserved last. */
    private int current = -1;

    private int used;
    private long usedBytes;
    private long allocatedBytes;

    ByteArena(int chunkBytes) {
        this.chunkBytes = chunkBytes;
    }

    /** Makes room for so many bytes in one chunk, and returns the chunk's number; the room begins at {@link #offset}. */
    int reserve(int bytes) {
        if (bytes > chunkBytes / SHARING_PART) {
            current = addChunk(bytes);
            used = 0;
            return current;
        }
        if (shared < 0 || chunkBytes - sharedUsed < bytes) {
            shared = addChunk(chunkBytes);
            sharedUsed = 0;
        }
        current = shared;
        used = sharedUsed;
        sharedUsed += bytes;
        return current;
    }

    private int addChunk(int bytes) {
        int number = chunks.length;
        byte[][] grown = Arrays.copyOf(chunks, number + 1);
        grown[number] = new byte[bytes];
        allocatedBytes += bytes;
        chunks = grown;
        return number;
    }

    /** Where the next {@link #append} goes in the chunk reserved last. */
    int offset() {
        return used;
    }

    /** Requires: room reserved, no less than is appended until the next {@link #reserve}. */
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
