package dev.dolmen.sstable.index;

/**
 * Where things are in an index.
 *
 * <pre>
 * header   u32 blocks, u32 length of the prefix
 * fences   u64 a block: the first eight bytes of its separator after the prefix, zeros where it has fewer
 * rows     a block, and one more for where the blocks end: u64 offset, u32 ordinal, u32 start of its tail
 * prefix   what all separators begin with
 * tails    a block: u8 bytes of the separator in the fence, with the highest bit set when a sequence number follows;
 *          the sequence number, u64; the separator's bytes after those in the fence
 * </pre>
 *
 * <p>Numbers that a search compares are of fixed width and close together; what is needed only where they are the same, or
 * once the block is known, lies elsewhere.
 */
final class IndexFormat {

    static final int COUNT = 0;
    static final int PREFIX_LENGTH = COUNT + Integer.BYTES;
    static final int FENCES = PREFIX_LENGTH + Integer.BYTES;

    static final int ROW_OFFSET = 0;
    static final int ROW_ORDINAL = ROW_OFFSET + Long.BYTES;
    static final int ROW_TAIL = ROW_ORDINAL + Integer.BYTES;
    static final int ROW_BYTES = ROW_TAIL + Integer.BYTES;

    static final int IN_FENCE_MASK = 0x7f;
    static final int HAS_SEQUENCE = 0x80;

    private IndexFormat() {}
}
