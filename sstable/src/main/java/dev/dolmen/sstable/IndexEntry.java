package dev.dolmen.sstable;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import dev.dolmen.sstable.block.Bytes;
import dev.dolmen.sstable.block.BytesReader;
import java.nio.file.Path;

/**
 * What an index says of a block.
 *
 * @param firstOrdinal the number of entries in the table before the block
 */
record IndexEntry(BlockHandle block, long firstOrdinal) {

    void encode(Bytes target) {
        target.addVarint(block.offset());
        target.addVarint(block.length());
        target.addVarint(firstOrdinal);
    }

    /** @param indexOffset where the index block is in the file, for messages */
    static IndexEntry decode(Path file, long indexOffset, Slice value) throws CorruptFileException {
        BytesReader reader = new BytesReader(file, indexOffset, value);
        long offset = reader.readVarint("offset of a block");
        long length = reader.readVarint("length of a block");
        long firstOrdinal = reader.readVarint("first ordinal of a block");
        reader.requireEnd("index entry");
        if (length > Integer.MAX_VALUE) {
            throw reader.corrupt("length of a block", "at most " + Integer.MAX_VALUE, length);
        }
        return new IndexEntry(new BlockHandle(offset, (int) length), firstOrdinal);
    }
}
