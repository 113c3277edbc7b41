package dev.dolmen.wal;

import dev.dolmen.io.FileSystem;
import dev.dolmen.io.OpenDirectory;
import dev.dolmen.io.WritableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The files of a log. Thread-safe.
 *
 * <p>{@code 0000000007.wal} is segment 7. It gets this name only when its header and whatever it starts with are synced,
 * and all segments before, so a segment with a bad header is damaged, never unfinished. While nothing of it was synced it
 * is {@code 0000000007.wal.begun}: its records survive the process, and after a power failure whatever of it is whole
 * counts. Before that it is {@code 0000000007.wal.new}, or a released segment, {@code 0000000003.wal.spare}. Both of these
 * are worthless after a crash, and are removed, not recycled: a rename that was half done may have left a spare as a
 * second name of a live segment.
 */
final class SegmentDirectory implements Closeable {

    private static final String SEGMENT_SUFFIX = ".wal";
    private static final String BEGUN_SUFFIX = ".begun";
    private static final String NEW_SUFFIX = ".new";
    private static final String SPARE_SUFFIX = ".spare";
    private static final Pattern NAME = Pattern.compile("(\\d{10})\\.wal(\\.begun|\\.new|\\.spare)?");

    /** Writes the records that a segment starts with. */
    @FunctionalInterface
    interface Start {
        void writeTo(SegmentWriter segment) throws IOException;
    }

    private final FileSystem fileSystem;
    private final Path directory;
    /** A log would die where there is no file descriptor left to open it when it is to be synced. */
    private final OpenDirectory opened;

    private final LogOptions options;
    private final TreeSet<Long> complete = new TreeSet<>(); // guarded by itself
    private final ConcurrentLinkedDeque<Path> spares = new ConcurrentLinkedDeque<>();
    private final AtomicLong created = new AtomicLong();
    private final AtomicLong recycled = new AtomicLong();
    /** Segments up to here may be read by whoever the records were replayed to, so they are not written over. */
    private volatile long untouched;

    private SegmentDirectory(FileSystem fileSystem, Path directory, OpenDirectory opened, LogOptions options) {
        this.fileSystem = fileSystem;
        this.directory = directory;
        this.opened = opened;
        this.options = options;
    }

    /** Opens the directory of a log, which is there. */
    static SegmentDirectory open(FileSystem fileSystem, Path directory, LogOptions options) throws IOException {
        return new SegmentDirectory(fileSystem, directory, fileSystem.openDirectory(directory), options);
    }

    Path path(long number) {
        return path(directory, number);
    }

    static Path path(Path directory, long number) {
        return directory.resolve(String.format("%010d", number) + SEGMENT_SUFFIX);
    }

    /** The name of a segment of which nothing is known to be synced. */
    Path begunPath(long number) {
        return withSuffix(number, BEGUN_SUFFIX);
    }

    private Path withSuffix(long number, String suffix) {
        return directory.resolve(path(number).getFileName() + suffix);
    }

    /** The numbers of the segments that are there and have been synced, ascending. */
    List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (String name : fileSystem.list(directory)) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches() && matcher.group(2) == null) {
                numbers.add(Long.parseLong(matcher.group(1)));
            }
        }
        return numbers;
    }

    /**
     * Removes files that never became a segment, and those that are none any more. Segments that are not needed as far as the
     * caller knows stay: what he knows may be undone by a power failure yet.
     *
     * @param kept is needed nevertheless; null when nothing is
     */
    void removeLeftovers(@Nullable Path kept) throws IOException {
        for (String name : fileSystem.list(directory)) {
            Matcher matcher = NAME.matcher(name);
            Path file = directory.resolve(name);
            if (matcher.matches() && matcher.group(2) != null && !file.equals(kept)) {
                fileSystem.delete(file);
            }
        }
    }

    /** Removes a begun segment whose records are in another one, durably. */
    void removeBegun(Path begun) throws IOException {
        fileSystem.delete(begun);
        opened.sync();
    }

    /**
     * Makes a segment without a sync, nor waiting for one. A crash may leave any part of it, or nothing, until it is
     * {@linkplain #settle settled}.
     *
     * @throws IOException when nothing has come of it
     */
    SegmentWriter begin(SegmentHeader header) throws IOException {
        return make(header, false, SegmentWriter::writeHeader);
    }

    /** Gives a begun segment its name, durably. Requires: it is synced, and so is all before it. */
    void settle(long number) throws IOException {
        fileSystem.rename(begunPath(number), path(number));
        opened.sync();
    }

    /**
     * Makes a segment that is durable, name and all, replacing one of the same number.
     *
     * @param header whose initial length the start decides
     * @throws LogFailedException when it is not known whether the segment is there
     * @throws IOException when it is not there, nor ever will be
     */
    SegmentWriter create(SegmentHeader header, Start start) throws IOException {
        return make(header, true, segment -> {
            start.writeTo(segment);
            segment.writeHeader();
            segment.sync();
        });
    }

    private SegmentWriter make(SegmentHeader header, boolean durably, Start start) throws IOException {
        if (header.number() > SegmentFormat.MAX_NUMBER) {
            throw new IOException(directory + " has used up all segment numbers of a log");
        }
        @Nullable Path spare = spares.poll();
        Path file = spare == null ? withSuffix(header.number(), NEW_SUFFIX) : spare;
        SegmentWriter segment = null;
        try {
            int allocated = spare == null ? 0 : (int) fileSystem.size(spare);
            segment = new SegmentWriter(header, openForWriting(file, spare != null), options, allocated);
            start.writeTo(segment);
            if (durably) {
                name(file, path(header.number()));
            } else {
                fileSystem.rename(file, begunPath(header.number()));
            }
        } catch (IOException | RuntimeException | Error failure) {
            abandon(segment, file, failure);
            throw failure;
        }
        (spare == null ? created : recycled).incrementAndGet();
        return segment;
    }

    private WritableFile openForWriting(Path file, boolean isSpare) throws IOException {
        if (isSpare) {
            return fileSystem.openForWriting(file);
        }
        if (fileSystem.exists(file)) {
            fileSystem.delete(file); // left by an attempt that failed so badly that it could not be removed
        }
        return fileSystem.create(file);
    }

    /** Gives the file the segment's name, durably. */
    private void name(Path file, Path segment) throws IOException {
        boolean replaces = fileSystem.exists(segment);
        try {
            fileSystem.rename(file, segment);
        } catch (IOException failure) {
            if (replaces || mayHaveBeenRenamed(file, segment, failure)) {
                throw new LogFailedException(failure);
            }
            throw failure;
        }
        try {
            opened.sync();
        } catch (IOException | RuntimeException | Error failure) {
            // The name may come up in a crash and end the segment before it, whatever is appended there by then.
            throw new LogFailedException(failure);
        }
    }

    private boolean mayHaveBeenRenamed(Path file, Path segment, IOException failure) {
        try {
            return !fileSystem.exists(file) || fileSystem.exists(segment);
        } catch (IOException e) {
            failure.addSuppressed(e);
            return true;
        }
    }

    private void abandon(@Nullable SegmentWriter segment, Path file, Throwable failure) {
        try {
            if (segment != null) {
                segment.close();
            }
            if (fileSystem.exists(file)) {
                fileSystem.delete(file);
            }
        } catch (IOException e) {
            failure.addSuppressed(e); // the next attempt, or the next recovery, removes the file
        }
    }

    /** Lists segments that take no more records. */
    void addComplete(Collection<Long> numbers) {
        synchronized (complete) {
            complete.addAll(numbers);
        }
    }

    /** Has the segments up to this one deleted, not recycled, when they are released. */
    void keepUntouched(long number) {
        untouched = number;
    }

    /** Recycles or deletes the complete segments below the number. */
    void releaseBefore(long number) throws IOException {
        for (long released = firstComplete(); released < number; released = firstComplete()) {
            Path file = path(released);
            // It may be gone by an attempt that did its work and was told that it failed.
            if (fileSystem.exists(file)) {
                recycleOrDelete(released, file);
            }
            synchronized (complete) {
                complete.remove(released);
            }
        }
    }

    private void recycleOrDelete(long number, Path file) throws IOException {
        long bytes = fileSystem.size(file);
        if (number > untouched && spares.size() < options.spareSegments() && bytes <= 2L * options.segmentBytes()) {
            Path spare = directory.resolve(file.getFileName() + SPARE_SUFFIX);
            fileSystem.rename(file, spare);
            spares.add(spare);
        } else {
            fileSystem.delete(file);
        }
    }

    /** Deletes the segments kept to be written over. One that cannot be deleted is left to the next recovery. */
    void dropSpares() throws IOException {
        for (Path spare = spares.poll(); spare != null; spare = spares.poll()) {
            fileSystem.delete(spare);
        }
    }

    private long firstComplete() {
        synchronized (complete) {
            return complete.isEmpty() ? Long.MAX_VALUE : complete.first();
        }
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }

    long created() {
        return created.get();
    }

    long recycled() {
        return recycled.get();
    }
}
