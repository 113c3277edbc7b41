package dev.dolmen.sstable;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.RandomReadFile;
import dev.dolmen.io.Slice;
import dev.dolmen.sstable.block.Block;
import java.io.EOFException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Reads the parts of a table and checks them against their trailers. Thread-safe. */
final class TableInput {

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** No LZ4 block is longer than this many times its compressed length (plus a few bytes). */
    private static final int LZ4_MAX_RATIO = 255;

    private final RandomReadFile file;
    private final long fileNumber;
    private final long end;

    /** @param end where the footer starts */
    TableInput(RandomReadFile file, long fileNumber, long end) {
        this.file = file;
        this.fileNumber = fileNumber;
        this.end = end;
    }

    RandomReadFile file() {
        return file;
    }

    Path path() {
        return file.path();
    }

    /** Where the footer starts. */
    long end() {
        return end;
    }

    Block readBlock(BlockHandle handle) throws IOException {
        Slice raw = read(handle);
        return new Block(path(), handle.offset(), raw.array(), raw.length());
    }

    /** The uncompressed bytes of a part, in a new array from its start on. */
    Slice read(BlockHandle handle) throws IOException {
        long offset = handle.offset();
        int length = handle.length();
        if (length < BlockTrailer.BYTES || offset < 0 || offset > end - length) {
            throw corrupt(offset, "place of a block", "within the first " + end + " bytes", handle);
        }
        byte[] bytes = new byte[length];
        try {
            file.readFully(offset, bytes, 0, length);
        } catch (EOFException short_) {
            throw corrupt(offset, "length of the file", "at least " + handle.end(), file.size());
        }
        int stored = length - BlockTrailer.BYTES;
        int covered = stored + BlockTrailer.CHECKSUM;
        int expected = (int) INT.get(bytes, covered);
        int found = BlockTrailer.checksum(fileNumber, offset, bytes, 0, covered);
        if (expected != found) {
            throw corrupt(offset, "block checksum", Integer.toHexString(expected), Integer.toHexString(found));
        }
        int compression = bytes[stored + BlockTrailer.COMPRESSION];
        int rawLength = (int) INT.get(bytes, stored + BlockTrailer.RAW_LENGTH);
        if (compression == Compression.NONE.id()) {
            if (rawLength != stored) {
                throw corrupt(offset, "length of an uncompressed block", stored, rawLength);
            }
            return new Slice(bytes, 0, stored);
        }
        if (compression != Compression.LZ4.id()) {
            throw corrupt(offset, "compression", "0 (none) or 1 (LZ4)", compression);
        }
        return decompress(offset, bytes, stored, rawLength);
    }

    private Slice decompress(long offset, byte[] bytes, int stored, int rawLength) throws CorruptFileException {
        long most = Math.min(BlockTrailer.MAX_RAW_LENGTH, (long) LZ4_MAX_RATIO * stored);
        if (rawLength < 0 || rawLength > most) {
            throw corrupt(offset, "length before compression", "0 to " + most, rawLength);
        }
        byte[] raw = new byte[rawLength];
        int found = Lz4.decompress(bytes, stored, raw);
        if (found != rawLength) {
            throw corrupt(offset, "length of the uncompressed block", rawLength, found);
        }
        return new Slice(raw);
    }

    CorruptFileException corrupt(long offset, String what, Object expected, Object found) {
        return new CorruptFileException(path(), offset, what, expected, found);
    }
}
