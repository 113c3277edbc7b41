package dev.dolmen.sstable.block;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A block on the heap whose values are as they were written, made by {@link BlockDecoder}. Values are in the block; or each
 * is an array of its own, where they are so long that copying one costs more than one more object. Whoever reads such a value
 * may keep it: it takes nothing along. Immutable.
 */
public final class DecodedBlock {

    /** An array's header, its place among the others, and what rounding takes. */
    static final int VALUE_OVERHEAD_BYTES = 24;

    /** What a value that is not there is, in an array of its own. */
    static final byte[] NOTHING = {};

    private final ByteBuffer bytes;
    private final byte @Nullable [][] values;
    private final int heapBytes;

    /**
     * @param bytes over a whole array, with what a {@link BlockView} reads too far
     * @param values by entry, if they are not in the block
     * @param heapBytes what all this takes, less what every block takes
     */
    public DecodedBlock(ByteBuffer bytes, byte @Nullable [][] values, int heapBytes) {
        this.bytes = bytes;
        this.values = values;
        this.heapBytes = heapBytes;
    }

    ByteBuffer bytes() {
        return bytes;
    }

    /** Null when they are in the block. */
    byte @Nullable [][] values() {
        return values;
    }

    public int heapBytes() {
        return heapBytes;
    }
}
