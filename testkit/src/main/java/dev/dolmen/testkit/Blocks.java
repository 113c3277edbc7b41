package dev.dolmen.testkit;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The content of a file as an array of immutable blocks, copied when first changed after being shared. Blocks never set
 * are zeros, and take no memory.
 */
final class Blocks {

    /** Bytes that a disk writes whole or not at all: a sector. */
    static final int BLOCK_BYTES = 512;

    static final byte[] ZEROS = new byte[BLOCK_BYTES];

    private @Nullable byte[][] blocks;
    private boolean shared;

    Blocks() {
        this(new byte[0][], false);
    }

    private Blocks(@Nullable byte[][] blocks, boolean shared) {
        this.blocks = blocks;
        this.shared = shared;
    }

    /** A copy, which costs nothing until one of the two is changed. */
    Blocks copy() {
        shared = true;
        return new Blocks(blocks, true);
    }

    /** The number of blocks up to the last that is not zeros, or more. */
    int count() {
        return blocks.length;
    }

    byte[] get(int index) {
        byte @Nullable [] block = index < blocks.length ? blocks[index] : null;
        return block == null ? ZEROS : block;
    }

    /** Requires: nobody changes the array any more. */
    void set(int index, byte[] block) {
        boolean zeros = Arrays.equals(block, ZEROS);
        if (zeros && index >= blocks.length) {
            return;
        }
        if (index >= blocks.length) {
            blocks = Arrays.copyOf(blocks, Math.max(index + 1, blocks.length * 2));
            shared = false;
        } else if (shared) {
            blocks = blocks.clone();
            shared = false;
        }
        blocks[index] = zeros ? null : block;
    }

    /** Copies bytes out, zeros where nothing was set. */
    void read(long position, byte[] target, int offset, int length) {
        int done = 0;
        while (done < length) {
            long at = position + done;
            int inBlock = (int) (at % BLOCK_BYTES);
            int part = Math.min(length - done, BLOCK_BYTES - inBlock);
            System.arraycopy(get(Math.toIntExact(at / BLOCK_BYTES)), inBlock, target, offset + done, part);
            done += part;
        }
    }
}
