package dev.dolmen.sstable;

import dev.dolmen.io.WritableFile;
import dev.dolmen.sstable.bytes.Bytes;
import java.io.IOException;

/** Writes the parts of a table one after the other, each with its trailer, in large writes. Not thread-safe. */
final class TableOutput {

    private static final int WRITE_BYTES = 1 << 17;

    private final WritableFile file;
    private final long fileNumber;
    private final Bytes pending = new Bytes();
    private long written;
    private int partStart;

    TableOutput(WritableFile file, long fileNumber) {
        this.file = file;
        this.fileNumber = fileNumber;
    }

    /** The bytes so far. */
    long position() {
        return written + pending.length();
    }

    /** Begins a part: its bytes are to be put at the end of what this returns. */
    Bytes beginPart() {
        partStart = pending.length();
        return pending;
    }

    /** Ends the part with its trailer. */
    BlockHandle endPart() throws IOException {
        int length = pending.length() - partStart;
        if (length > BlockTrailer.MAX_LENGTH) {
            throw new AssertionError("a part of " + length + " bytes in " + file.path());
        }
        long offset = written + partStart;
        pending.addInt(BlockTrailer.begin(fileNumber, offset)
                .add(pending.array(), partStart, length)
                .value());
        if (pending.length() >= WRITE_BYTES) {
            flush();
        }
        return new BlockHandle(offset, length + BlockTrailer.BYTES);
    }

    BlockHandle writePart(byte[] bytes) throws IOException {
        beginPart().add(bytes, 0, bytes.length);
        return endPart();
    }

    void writeFooter(Footer footer) throws IOException {
        footer.encode(pending);
        flush();
    }

    private void flush() throws IOException {
        file.write(written, pending.array(), 0, pending.length());
        written += pending.length();
        pending.clear();
    }
}
