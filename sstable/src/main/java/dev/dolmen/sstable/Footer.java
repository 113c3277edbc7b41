package dev.dolmen.sstable;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Crc32c;
import dev.dolmen.io.RandomReadFile;
import dev.dolmen.io.Slice;
import dev.dolmen.io.UnsupportedFormatException;
import dev.dolmen.sstable.bytes.Bytes;
import dev.dolmen.sstable.bytes.BytesReader;
import java.io.IOException;

/**
 * The end of a table, from which everything else is found.
 *
 * <p>Its last 16 bytes are the same in every version: u16 version, u16 length of the footer, u32 checksum of all of it up
 * to there, u64 magic. So a flipped bit is told from another version, and junk after the end from a table.
 *
 * @param fileBytes the length of the whole file
 */
record Footer(
        long fileNumber,
        long fileBytes,
        BlockHandle filter,
        BlockHandle bitmap,
        BlockHandle rangeTombstones,
        BlockHandle dictionaries,
        BlockHandle index,
        BlockHandle properties) {

    static final int VERSION = 1;

    /** The characters {@code DOLMSSTB} in the order of the file. */
    static final long MAGIC = 0x4254_5353_4d4c_4f44L;

    private static final int HANDLE_BYTES = Long.BYTES + Integer.BYTES;
    private static final int TAIL_BYTES = 2 * Short.BYTES + Integer.BYTES + Long.BYTES;
    private static final int UNCOVERED_BYTES = Integer.BYTES + Long.BYTES;

    static final int BYTES = 2 * Long.BYTES + 6 * HANDLE_BYTES + TAIL_BYTES;

    void encode(Bytes target) {
        int start = target.length();
        target.addLong(fileNumber);
        target.addLong(fileBytes);
        for (BlockHandle handle :
                new BlockHandle[] {filter, bitmap, rangeTombstones, dictionaries, index, properties}) {
            target.addLong(handle.offset());
            target.addInt(handle.length());
        }
        target.addShort(VERSION);
        target.addShort(BYTES);
        target.addInt(Crc32c.of(target.array(), start, target.length() - start));
        target.addLong(MAGIC);
    }

    /** Where the data blocks end. */
    long endOfBlocks() {
        return filter.isPresent() ? filter.offset() : firstAfterFilter();
    }

    private long firstAfterFilter() {
        for (BlockHandle handle : new BlockHandle[] {bitmap, rangeTombstones, dictionaries, index}) {
            if (handle.isPresent()) {
                return handle.offset();
            }
        }
        return properties.offset();
    }

    /** Reads the footer of the file with the given number and checks it. */
    static Footer read(RandomReadFile file, long fileNumber) throws IOException {
        long size = file.size();
        if (size < BYTES) {
            throw new CorruptFileException(file.path(), 0, "length of the file", "at least " + BYTES, size);
        }
        requireIntact(file, size);
        byte[] bytes = new byte[BYTES];
        file.readFully(size - BYTES, bytes, 0, BYTES);
        BytesReader reader = new BytesReader(file.path(), size - BYTES, new Slice(bytes));
        Footer footer = new Footer(
                reader.readLong("file number"),
                reader.readLong("file length"),
                readHandle(reader),
                readHandle(reader),
                readHandle(reader),
                readHandle(reader),
                readHandle(reader),
                readHandle(reader));
        if (footer.fileNumber != fileNumber) {
            throw reader.corrupt("file number", fileNumber, footer.fileNumber);
        }
        if (footer.fileBytes != size) {
            throw reader.corrupt("length of the file", footer.fileBytes, size);
        }
        return footer;
    }

    private static BlockHandle readHandle(BytesReader reader) throws CorruptFileException {
        return new BlockHandle(reader.readCount("offset in the footer"), reader.readInt("length in the footer"));
    }

    private static void requireIntact(RandomReadFile file, long size) throws IOException {
        byte[] bytes = new byte[TAIL_BYTES];
        file.readFully(size - TAIL_BYTES, bytes, 0, TAIL_BYTES);
        BytesReader tail = new BytesReader(file.path(), size - TAIL_BYTES, new Slice(bytes));
        int version = tail.readShort("version");
        int length = tail.readShort("footer length");
        int expected = tail.readInt("footer checksum");
        long magic = tail.readLong("magic");
        if (magic != MAGIC) {
            throw tail.corrupt("magic of the footer", Long.toHexString(MAGIC), Long.toHexString(magic));
        }
        if (length < TAIL_BYTES || length > size) {
            throw tail.corrupt("length of the footer", TAIL_BYTES + " to " + size, length);
        }
        byte[] covered = new byte[length - UNCOVERED_BYTES];
        file.readFully(size - length, covered, 0, covered.length);
        int found = Crc32c.of(covered, 0, covered.length);
        if (found != expected) {
            throw tail.corrupt("footer checksum", Integer.toHexString(expected), Integer.toHexString(found));
        }
        if (version > VERSION) {
            throw new UnsupportedFormatException(file.path(), "table", version, VERSION);
        }
        if (version != VERSION || length != BYTES) {
            throw tail.corrupt("version and length of the footer", VERSION + ", " + BYTES, version + ", " + length);
        }
    }
}
