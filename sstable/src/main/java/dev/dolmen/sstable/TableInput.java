package dev.dolmen.sstable;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Crc32c;
import dev.dolmen.io.RandomReadFile;
import dev.dolmen.io.Slice;
import dev.dolmen.sstable.block.BlockView;
import dev.dolmen.sstable.bytes.Words;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Reads the parts of a table and checks them against their trailers. Thread-safe. */
final class TableInput {

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

    private void requireWithin(BlockHandle handle) throws CorruptFileException {
        long length = handle.length();
        if (length < BlockTrailer.BYTES
                || length > BlockTrailer.MAX_LENGTH + BlockTrailer.BYTES
                || handle.offset() < 0
                || handle.offset() > end - length) {
            throw corrupt(handle.offset(), "place of a part", "within the first " + end + " bytes", handle);
        }
    }

    /** The bytes of a part without its trailer, in a new array that has {@link BlockView#SLACK_BYTES} more. */
    Slice read(BlockHandle handle) throws IOException {
        requireWithin(handle);
        byte[] bytes = new byte[handle.length() + BlockView.SLACK_BYTES];
        readInto(handle, bytes);
        return new Slice(bytes, 0, handle.length() - BlockTrailer.BYTES);
    }

    /** Reads a part with its trailer. Requires: the handle is one that lies within the file. */
    void readInto(BlockHandle handle, byte[] target) throws IOException {
        long offset = handle.offset();
        try {
            file.readFully(offset, target, 0, handle.length());
        } catch (EOFException short_) {
            throw corrupt(offset, "length of the file", "at least " + handle.end(), file.size());
        }
        int length = handle.length() - BlockTrailer.BYTES;
        requireChecksum(
                offset, BlockTrailer.begin(fileNumber, offset).add(target, 0, length), Words.getInt(target, length));
    }

    /**
     * A part where it lies, without its trailer, when the file is mapped; else a copy. More bytes follow it in the buffer
     * in either case. Position and limit mean nothing.
     */
    Part part(BlockHandle handle) throws IOException {
        requireWithin(handle);
        if (!file.isMapped()) {
            Slice copy = read(handle);
            return new Part(ByteBuffer.wrap(copy.array()), 0, copy.length());
        }
        long offset = handle.offset();
        int length = handle.length() - BlockTrailer.BYTES;
        // The footer follows the last part, so there are always some bytes to read too far.
        ByteBuffer view = file.view(offset, handle.length() + BlockView.SLACK_BYTES);
        requireIntact(view, 0, offset, length);
        return new Part(view, 0, length);
    }

    /** Checks a part again that is read where it lies. Requires: the file is mapped. */
    void recheck(BlockHandle handle) throws IOException {
        part(handle);
    }

    /** @param start without the trailer, which follows */
    record Part(ByteBuffer bytes, int start, int length) {}

    /** Checks a part that lies in a buffer, with its trailer. */
    void requireIntact(ByteBuffer bytes, int start, long offset, int length) throws IOException {
        try {
            Crc32c found = BlockTrailer.begin(fileNumber, offset)
                    .add(bytes.duplicate().limit(start + length).position(start));
            requireChecksum(offset, found, Words.getInt(bytes, start + length));
        } catch (InternalError unreadable) {
            throw unreadable(unreadable);
        }
    }

    private void requireChecksum(long offset, Crc32c found, int expected) throws CorruptFileException {
        if (found.value() != expected) {
            throw corrupt(offset, "block checksum", Integer.toHexString(expected), Integer.toHexString(found.value()));
        }
    }

    /** What the machine says of a page of a mapped file that the disk cannot read. */
    IOException unreadable(InternalError cause) {
        return new IOException(path() + ": cannot read", cause);
    }

    /** What an access beyond a part means that was found intact before. */
    CorruptFileException changed(long offset, String what, IndexOutOfBoundsException cause) {
        CorruptFileException damage = corrupt(offset, what, "what it was when it was read first", "something else");
        damage.initCause(cause);
        return damage;
    }

    CorruptFileException corrupt(long offset, String what, Object expected, Object found) {
        return new CorruptFileException(path(), offset, what, expected, found);
    }
}
