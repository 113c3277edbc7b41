package dev.dolmen.wal;

import static dev.dolmen.wal.SegmentFormat.HEADER_BYTES;
import static dev.dolmen.wal.SegmentFormat.RECORD_HEADER_BYTES;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.FileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Opens a log after whatever happened to it.
 *
 * <p>A crash can only have harmed the last segment, and there only what lies beyond the place up to which it was synced.
 * Everything else that is not what was written is damage, and refused. In the last segment:
 *
 * <ol>
 *   <li>Records are read until one is invalid, or to the seal. The <em>end</em> is there.
 *   <li>The <em>mark</em> is the highest that any record header of the segment tells, those found behind the end by
 *       looking at every byte included, for a crash may lose a block and keep a later one.
 *   <li>A mark beyond the end is damage: when that header was written, what is now invalid was on disk.
 *   <li>The records between mark and end were read, but perhaps from memory only, and the disk may never have got them.
 *       They are written anew, into the next segment, whose header says that the last one ends at the mark. It gets its
 *       name when it is synced; that one step commits the recovery. A crash before it leaves all as it was, and a crash
 *       after it finds the copies before the new segment's initial length, so that they are not copied again.
 *   <li>A segment that was begun behind it, and never synced, goes on where the last one ends if it says so and its header
 *       is whole: then its records are of those that are written anew. Else it is a crash's, and dropped.
 *   <li>A last segment that was never appended to, or of which nothing but the header is known to be synced, is itself
 *       replaced in this way, by one of the same number. Its name may be one that an earlier run failed to sync, and
 *       opening often must not pile up empty segments.
 * </ol>
 */
final class LogRecovery {

    private final FileSystem fileSystem;
    private final SegmentDirectory directory;
    private final LogOptions options;
    private final RecordSink sink;

    LogRecovery(FileSystem fileSystem, SegmentDirectory directory, LogOptions options, RecordSink sink) {
        this.fileSystem = fileSystem;
        this.directory = directory;
        this.options = options;
        this.sink = sink;
    }

    /**
     * Hands all records from the first live segment on to the sink.
     *
     * @param firstLiveSegment {@link Log#NO_SEGMENT} when none was ever recorded
     * @return the segment to append to
     */
    SegmentWriter recover(long firstLiveSegment) throws IOException {
        List<Long> numbers = directory.numbers();
        List<Long> live = liveSegments(numbers, firstLiveSegment);
        if (live.isEmpty()) {
            directory.removeLeftovers(null);
            return directory.create(header(1, 0), segment -> {});
        }
        directory.addComplete(numbers.subList(0, numbers.size() - live.size()));
        SegmentReader reader = open(live.get(0));
        try {
            for (long number : live.subList(1, live.size())) {
                SegmentReader next = open(number);
                try (SegmentReader complete = reader) {
                    replay(complete, HEADER_BYTES, next.header().previousLength(), number - 1);
                } finally {
                    reader = next;
                }
            }
            return recoverLast(reader, live);
        } finally {
            reader.close();
        }
    }

    private SegmentReader open(long number) throws IOException {
        return SegmentReader.open(fileSystem, directory.path(number), number);
    }

    /** The numbers of the segments to read, none of which is missing in between. */
    private List<Long> liveSegments(List<Long> numbers, long firstLiveSegment) throws IOException {
        List<Long> live =
                numbers.stream().filter(number -> number >= firstLiveSegment).toList();
        if (live.isEmpty() && firstLiveSegment == Log.NO_SEGMENT) {
            return live;
        }
        long expected = Math.max(firstLiveSegment, 1);
        for (long number : live) {
            if (number != expected) {
                throw missing(expected);
            }
            expected++;
        }
        if (live.isEmpty()) {
            throw missing(expected);
        }
        return live;
    }

    private CorruptFileException missing(long number) {
        return new CorruptFileException(directory.path(number), 0, "log segment", "a file", "none");
    }

    private SegmentHeader header(long number, int previousLength) {
        return new SegmentHeader(number, previousLength, 0, options.salts().getAsLong());
    }

    private SegmentWriter recoverLast(SegmentReader last, List<Long> live) throws IOException {
        LogTail tail = LogTail.find(last);
        long number = last.header().number();
        if (tail.nextSegment() != SegmentFormat.NO_SEGMENT) {
            throw missing(tail.nextSegment());
        }
        boolean replaces = tail.end() == last.header().initialLength() || tail.mark() == HEADER_BYTES;
        int kept = replaces ? HEADER_BYTES : tail.mark();
        replay(last, HEADER_BYTES, kept, number);
        SegmentHeader header = replaces ? header(number, last.header().previousLength()) : header(number + 1, kept);
        Path begunPath = directory.begunPath(number + 1);
        SegmentWriter writer;
        boolean isBegun;
        try (SegmentReader begun = BegunSegment.open(fileSystem, directory, number + 1, tail.end())) {
            isBegun = begun != null;
            directory.removeLeftovers(isBegun ? begunPath : null);
            writer = directory.create(header, segment -> {
                sink.restIsWrittenAnew();
                copy(last, kept, tail.end(), segment);
                if (begun != null) {
                    copy(begun, HEADER_BYTES, BegunSegment.end(begun), segment);
                }
            });
        }
        boolean done = false;
        try {
            if (isBegun) {
                directory.removeBegun(begunPath);
            }
            directory.addComplete(live.subList(0, live.size() - (replaces ? 1 : 0)));
            directory.keepUntouched(writer.number());
            if (!replaces) {
                cut(last, kept, writer.number());
            }
            done = true;
            return writer;
        } finally {
            if (!done) {
                writer.close();
            }
        }
    }

    private void replay(SegmentReader segment, int from, int to, long number) throws IOException {
        int offset = from;
        while (offset < to) {
            SegmentReader.Entry entry = segment.entryAt(offset);
            if (entry == null || entry.end() > to || entry.header().kind() != SegmentFormat.DATA) {
                throw segment.damageAt(offset, to);
            }
            sink.accept(number, offset + RECORD_HEADER_BYTES, entry.payload());
            offset = entry.end();
        }
    }

    private void copy(SegmentReader from, int start, int end, SegmentWriter to) throws IOException {
        int offset = start;
        while (offset < end) {
            SegmentReader.Entry entry = from.entryAt(offset);
            if (entry == null) {
                throw from.damageAt(offset, end);
            }
            int copied = to.end() + RECORD_HEADER_BYTES;
            // The new file is synced as a whole; until then none of it is.
            to.append(SegmentFormat.DATA, entry.payload(), HEADER_BYTES);
            sink.accept(to.number(), copied, entry.payload());
            offset = entry.end();
        }
    }

    /** Frees what lies behind the end that the next segment's header tells, and leaves word that there is a next. */
    private void cut(SegmentReader last, int end, long next) throws IOException {
        try (SegmentWriter writer = SegmentWriter.reopen(fileSystem, directory.path(next - 1), last.header(), end)) {
            writer.cutAfterSeal(next);
        }
    }
}
