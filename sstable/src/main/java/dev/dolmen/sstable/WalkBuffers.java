package dev.dolmen.sstable;

import dev.dolmen.sstable.block.BlockView;
import dev.dolmen.sstable.block.EntryView;
import dev.dolmen.sstable.block.StoredValue;
import java.nio.ByteBuffer;

/**
 * What an iterator needs beside its position: the block it stands in, copied, and the entry under it, put together. Goes
 * from iterator to iterator, see {@link TableMemory}, for a short walk would take longer to allocate it than to walk.
 */
final class WalkBuffers {

    private static final int KEY_BYTES = 64;
    private static final int CACHE_LINE_BYTES = 64;

    final BlockView view = new BlockView();
    final EntryView entry = new EntryView();
    final StoredValue stored = new StoredValue();

    /** Over a whole array, and so is every other that {@link #view} is set on. */
    ByteBuffer block = ByteBuffer.allocate(0);

    /** Makes sure that looking is not left out as useless. */
    private byte touched;

    byte[] key = new byte[KEY_BYTES];
    byte[] value = new byte[0];

    void ensureBlock(int bytes) {
        if (block.capacity() < bytes) {
            block = ByteBuffer.allocate(Math.max(bytes, 2 * block.capacity()));
        }
    }

    void ensureValue(int bytes) {
        if (value.length < bytes) {
            value = new byte[Math.max(bytes, 2 * value.length)];
        }
    }

    /**
     * Looks at each cache line of a part of a block, so that they come from memory all together, rather than one after the
     * other when the walk gets there.
     */
    void touch(byte[] bytes, int from, int to) {
        byte sum = 0;
        for (int i = from; i < to; i += CACHE_LINE_BYTES) {
            sum += bytes[i];
        }
        touched = sum;
    }

    int bytes() {
        return block.capacity() + key.length + value.length + stored.keptBytes();
    }
}
