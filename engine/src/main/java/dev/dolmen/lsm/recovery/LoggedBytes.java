package dev.dolmen.lsm.recovery;

import dev.dolmen.io.FileSystem;
import dev.dolmen.wal.RecoveredSegment;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts of segments of the log, one after the other, as if they were one run of bytes. A position is a place in that run.
 * Thread-safe.
 */
final class LoggedBytes implements Closeable {

    /**
     * A part of a segment.
     *
     * @param segment its number
     * @param offset where the part begins in the segment
     * @param position where it begins in the run
     * @param length in bytes
     */
    record Part(long segment, int offset, int position, int length) {}

    /** A stretch of the run has so many bytes, as a power of two. */
    private static final int STRETCH_BITS = 16;

    private final RecoveredSegment[] segments;
    private final ByteBuffer[] buffers;
    private final int[] positions;
    private final int[] offsets;
    /** The part that a stretch of the run begins in: nearly always it is the one that the whole stretch lies in. */
    private final int[] stretches;

    private LoggedBytes(List<Part> parts) {
        segments = new RecoveredSegment[parts.size()];
        buffers = new ByteBuffer[parts.size()];
        positions = parts.stream().mapToInt(Part::position).toArray();
        offsets = parts.stream().mapToInt(Part::offset).toArray();
        Part last = parts.get(parts.size() - 1);
        stretches = new int[(int) (((long) last.position() + last.length()) >>> STRETCH_BITS) + 1];
        for (int stretch = 0, part = 0; stretch < stretches.length; stretch++) {
            while (part + 1 < positions.length && positions[part + 1] <= (long) stretch << STRETCH_BITS) {
                part++;
            }
            stretches[stretch] = part;
        }
    }

    /** @param directory of the log */
    static LoggedBytes open(FileSystem fileSystem, Path directory, List<Part> parts) throws IOException {
        LoggedBytes opened = new LoggedBytes(parts);
        try {
            for (int i = 0; i < parts.size(); i++) {
                RecoveredSegment segment = RecoveredSegment.open(
                        fileSystem, directory, parts.get(i).segment());
                opened.segments[i] = segment;
                opened.buffers[i] =
                        segment.bytes(parts.get(i).offset(), parts.get(i).length());
            }
            return opened;
        } catch (IOException | RuntimeException | Error failure) {
            try {
                opened.close();
            } catch (IOException another) {
                failure.addSuppressed(another);
            }
            throw failure;
        }
    }

    /** The number of the part that a position lies in. */
    int part(int position) {
        int part = stretches[position >>> STRETCH_BITS];
        while (part + 1 < positions.length && positions[part + 1] <= position) {
            part++;
        }
        return part;
    }

    /** What a part holds, read-only, little-endian. */
    ByteBuffer buffer(int part) {
        return buffers[part];
    }

    /** Where a position lies in the buffer of its part. */
    int inPart(int part, int position) {
        return position - positions[part];
    }

    /** As {@link RecoveredSegment#check}, of the payload at the position. */
    void check(int position) throws IOException {
        int part = part(position);
        segments[part].check(offsets[part] + inPart(part, position));
    }

    /** What an access to the bytes comes to when the disk cannot read a page of them. */
    IOException unreadable(InternalError cause) {
        return new IOException("cannot read the log that was recovered, from " + segments[0].path() + " on", cause);
    }

    @Override
    public void close() throws IOException {
        List<IOException> failures = new ArrayList<>(0);
        for (RecoveredSegment segment : segments) {
            // Null behind the first that could not be opened.
            if (segment != null) {
                try {
                    segment.close();
                } catch (IOException failure) {
                    failures.add(failure);
                }
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }
}
