package dev.dolmen.sstable;

import dev.dolmen.io.Crc32c;

/**
 * What follows the stored bytes of every part of a table: u8 compression, u32 length before compression, u32 checksum.
 * The checksum covers the file's number and the part's offset too, so that a block that was written to the wrong place,
 * or belongs to another file, is not taken for the one that should be there.
 */
final class BlockTrailer {

    static final int COMPRESSION = 0;
    static final int RAW_LENGTH = COMPRESSION + 1;
    static final int CHECKSUM = RAW_LENGTH + Integer.BYTES;
    static final int BYTES = CHECKSUM + Integer.BYTES;

    /** The longest that a part may be before compression: 1 GiB. */
    static final int MAX_RAW_LENGTH = 1 << 30;

    private BlockTrailer() {}

    /** @param covered the stored bytes and the trailer up to its checksum */
    static int checksum(long fileNumber, long blockOffset, byte[] bytes, int offset, int covered) {
        return new Crc32c()
                .addLong(fileNumber)
                .addLong(blockOffset)
                .add(bytes, offset, covered)
                .value();
    }
}
