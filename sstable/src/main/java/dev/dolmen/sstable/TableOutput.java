package dev.dolmen.sstable;

import dev.dolmen.io.WritableFile;
import dev.dolmen.sstable.block.Bytes;
import java.io.IOException;

/** Writes the parts of a table one after the other, each with its trailer, in large writes. */
final class TableOutput {

    private static final int WRITE_BYTES = 1 << 17;

    private final WritableFile file;
    private final long fileNumber;
    private final Bytes pending = new Bytes();
    private long written;
    private byte[] compressed = new byte[0];

    TableOutput(WritableFile file, long fileNumber) {
        this.file = file;
        this.fileNumber = fileNumber;
    }

    /** The bytes so far. */
    long position() {
        return written + pending.length();
    }

    BlockHandle writeBlock(byte[] raw, int length, Compression compression) throws IOException {
        if (length > BlockTrailer.MAX_RAW_LENGTH) {
            throw new AssertionError("a part of " + length + " bytes in " + file.path());
        }
        long offset = position();
        int start = pending.length();
        int stored = compression == Compression.LZ4 ? compress(raw, length) : length;
        boolean pays = stored < length;
        pending.add(pays ? compressed : raw, 0, stored);
        pending.addByte((pays ? Compression.LZ4 : Compression.NONE).id());
        pending.addInt(length);
        int covered = pending.length() - start;
        pending.addInt(BlockTrailer.checksum(fileNumber, offset, pending.array(), start, covered));
        BlockHandle handle = new BlockHandle(offset, pending.length() - start);
        if (pending.length() >= WRITE_BYTES) {
            flush();
        }
        return handle;
    }

    BlockHandle writeBlock(Bytes raw) throws IOException {
        return writeBlock(raw.array(), raw.length(), Compression.NONE);
    }

    /** @return the compressed length, or the length itself when an eighth is not saved */
    private int compress(byte[] raw, int length) {
        int room = Lz4.maxCompressedLength(length);
        if (compressed.length < room) {
            compressed = new byte[room];
        }
        int result = Lz4.compress(raw, length, compressed);
        return result <= length - length / 8 - 1 ? result : length;
    }

    void writeFooter(Bytes footer) {
        pending.add(footer.array(), 0, footer.length());
    }

    void flush() throws IOException {
        file.write(written, pending.array(), 0, pending.length());
        written += pending.length();
        pending.clear();
    }
}
