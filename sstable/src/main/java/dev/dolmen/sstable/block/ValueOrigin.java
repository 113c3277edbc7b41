package dev.dolmen.sstable.block;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.sstable.lz4.Lz4Dictionary;
import java.nio.file.Path;

/**
 * The block that compressed values were taken from as they are stored there.
 *
 * @param dictionary that they need to be decoded
 * @param file the table
 * @param offset of the block in the file, in bytes
 */
public record ValueOrigin(Lz4Dictionary dictionary, Path file, long offset) {

    /** What it means that one of them cannot be decoded, though the checksum of its block was right. */
    public CorruptFileException notLz4() {
        return new CorruptFileException(
                file, offset, "a value of the block", "LZ4 of the length told", "something else");
    }
}
