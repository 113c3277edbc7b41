package dev.dolmen.sstable.bytes;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import java.nio.file.Path;

/** Reads what {@link Bytes} wrote, with every length checked before it is trusted. */
public final class BytesReader {

    private final Path file;
    private final long fileOffset;
    private final byte[] bytes;
    private final int limit;
    private int position;

    /** @param fileOffset where the part is in the file, for messages */
    public BytesReader(Path file, long fileOffset, Slice part) {
        this.file = file;
        this.fileOffset = fileOffset;
        this.bytes = part.array();
        this.position = part.offset();
        this.limit = part.offset() + part.length();
    }

    private void require(long count, String what) throws CorruptFileException {
        if (count > limit - position) {
            throw corrupt(what, count + " more bytes", limit - position);
        }
    }

    public int readByte(String what) throws CorruptFileException {
        require(1, what);
        return bytes[position++] & 0xff;
    }

    public int readShort(String what) throws CorruptFileException {
        return readByte(what) | readByte(what) << Byte.SIZE;
    }

    public int readInt(String what) throws CorruptFileException {
        require(Integer.BYTES, what);
        int value = Words.getInt(bytes, position);
        position += Integer.BYTES;
        return value;
    }

    public long readLong(String what) throws CorruptFileException {
        return (readInt(what) & 0xffff_ffffL) | (long) readInt(what) << Integer.SIZE;
    }

    /** A number that cannot be negative. */
    public long readCount(String what) throws CorruptFileException {
        long count = readLong(what);
        if (count < 0) {
            throw corrupt(what, "0 or more", count);
        }
        return count;
    }

    public long readVarint(String what) throws CorruptFileException {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE - 1; shift += 7) {
            int next = readByte(what);
            value |= (next & 0x7fL) << shift;
            if (next <= 0x7f) {
                return value;
            }
        }
        throw corrupt(what, "a number of at most nine bytes", "a longer one");
    }

    /** A view of the bytes after their length. */
    public Slice readPrefixed(String what) throws CorruptFileException {
        long length = readVarint(what);
        require(length, what);
        Slice slice = new Slice(bytes, position, (int) length);
        position += (int) length;
        return slice;
    }

    public boolean hasMore() {
        return position < limit;
    }

    public void requireEnd(String what) throws CorruptFileException {
        if (position != limit) {
            throw corrupt(what, "its end", limit - position + " more bytes");
        }
    }

    public CorruptFileException corrupt(String what, Object expected, Object found) {
        return new CorruptFileException(file, fileOffset, what, expected, found);
    }
}
