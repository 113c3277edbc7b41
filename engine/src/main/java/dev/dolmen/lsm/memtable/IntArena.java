package dev.dolmen.lsm.memtable;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Ints in large chunks, handed out in runs, never taken back: the collector sees a few arrays however many runs there are.
 * A place is the number of an int; a run lies in one chunk, so that its ints have consecutive places. Place 0 is never
 * handed out.
 *
 * <p>One writer, any number of readers. What the writer sets before a {@link #setRelease} is seen by whoever reads that
 * int by {@link #getAcquire} afterwards.
 */
final class IntArena {

    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

    private final int chunkShift;
    private final int chunkMask;
    private final int chunkInts;
    /** Replaced, never changed in place, so that a reader sees every chunk whose number it can know. */
    private volatile int[][] chunks;

    private int end = 1;

    /**
     * @param chunkShift a chunk has 2<sup>chunkShift</sup> places
     * @param spare so many of them, the last, are not there
     */
    IntArena(int chunkShift, int spare) {
        this.chunkShift = chunkShift;
        this.chunkMask = (1 << chunkShift) - 1;
        this.chunkInts = (1 << chunkShift) - spare;
        chunks = new int[][] {new int[chunkInts]};
    }

    /** The place of the first of so many new ints, all zero. Requires: no more than a chunk. */
    int allocate(int ints) {
        if (chunkInts - (end & chunkMask) < ints) {
            end = Math.addExact(end | chunkMask, 1);
        }
        int chunk = end >>> chunkShift;
        if (chunk == chunks.length) {
            int[][] grown = Arrays.copyOf(chunks, chunk + 1);
            grown[chunk] = new int[chunkInts];
            chunks = grown;
        }
        int place = end;
        end = Math.addExact(end, ints);
        return place;
    }

    /** Makes the run of ints that was handed out last longer. False when there is no room, or it is not the last. */
    boolean extend(int place, int ints, int more) {
        if (place + ints != end || chunkInts - (end & chunkMask) < more || (end & chunkMask) == 0) {
            return false;
        }
        end = Math.addExact(end, more);
        return true;
    }

    int get(int place) {
        return chunks[place >>> chunkShift][place & chunkMask];
    }

    void set(int place, int value) {
        chunks[place >>> chunkShift][place & chunkMask] = value;
    }

    int getAcquire(int place) {
        return (int) INTS.getAcquire(chunks[place >>> chunkShift], place & chunkMask);
    }

    void setRelease(int place, int value) {
        INTS.setRelease(chunks[place >>> chunkShift], place & chunkMask, value);
    }

    long usedBytes() {
        return (long) end * Integer.BYTES;
    }

    long allocatedBytes() {
        return (long) chunks.length * chunkInts * Integer.BYTES;
    }
}
