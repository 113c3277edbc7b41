package dev.dolmen.wal;

import static dev.dolmen.wal.SegmentFormat.HEADER_BYTES;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.FileSystem;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a crash left of a segment of which nothing was known to be synced. Nobody was told that any of it is durable, so
 * what is missing is no damage. But after the death of the process alone all of it is there, and counts.
 */
final class BegunSegment {

    private BegunSegment() {}

    /**
     * Opens the segment if it goes on where the one before it ends.
     *
     * @param previousEnd where the last whole record of the segment before ends
     * @return null when there is none, or not enough is left of it or of the one before
     * @throws dev.dolmen.io.UnsupportedFormatException when a newer release wrote it
     */
    static @Nullable SegmentReader open(FileSystem fileSystem, SegmentDirectory directory, long number, int previousEnd)
            throws IOException {
        Path path = directory.begunPath(number);
        if (!fileSystem.exists(path)) {
            return null;
        }
        SegmentReader segment;
        try {
            segment = SegmentReader.open(fileSystem, path, number);
        } catch (CorruptFileException unfinished) {
            return null; // its header is written first, so no record of it can be told from what the file held before
        }
        if (segment.header().previousLength() == previousEnd) {
            return segment;
        }
        segment.close();
        return null;
    }

    /** Where the last record ends before the first that is not whole. */
    static int end(SegmentReader segment) throws IOException {
        int end = HEADER_BYTES;
        for (SegmentReader.Entry entry = segment.entryAt(end);
                entry != null && entry.header().kind() == SegmentFormat.DATA;
                entry = segment.entryAt(end)) {
            end = entry.end();
        }
        return end;
    }
}
