package dev.dolmen.sstable;

import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.io.WritableFile;
import dev.dolmen.sstable.block.BlockBuilder;
import dev.dolmen.sstable.block.Bytes;
import dev.dolmen.sstable.block.Stamp;
import dev.dolmen.sstable.filter.BloomFilter;
import dev.dolmen.sstable.filter.KeyHash;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/**
 * Writes a table. Not thread-safe.
 *
 * <pre>{@code
 * try (TableWriter writer = new TableWriter(fileSystem, file, number, TableOptions.DEFAULT)) {
 *     writer.add(key, sequence, EntryKind.PUT, value);
 *     TableProperties properties = writer.finish();
 * }
 * fileSystem.syncDirectory(directory);
 * }</pre>
 *
 * <p>After an {@link IOException} the writer can only be closed, which removes the file.
 */
public final class TableWriter implements Closeable {

    /** The longest that a key and its value may be together: 256 MiB. */
    public static final int MAX_ENTRY_BYTES = 1 << 28;

    private enum State {
        OPEN,
        FAILED,
        FINISHED,
        CLOSED
    }

    private final FileSystem fileSystem;
    private final Path path;
    private final TableOptions options;
    private final WritableFile file;
    private final TableOutput output;
    private final BlockBuilder block;
    private final IndexBuilder index = new IndexBuilder();
    private final BloomFilter.Builder filter;
    private final MutableRoaringBitmap tombstones = new MutableRoaringBitmap();
    private final List<RangeTombstone> rangeTombstones = new ArrayList<>();
    private final TableSummary summary;
    private final Bytes scratch = new Bytes();
    private State state = State.OPEN;

    private Slice lastKey = Slice.EMPTY;
    private byte[] lastKeyBuffer = new byte[64];
    private long lastSequence;
    private BlockHandle endedBlock = BlockHandle.NONE;
    private long endedBlockOrdinal;
    private long blockOrdinal;

    /**
     * Creates the file.
     *
     * @throws java.nio.file.FileAlreadyExistsException when the name is taken
     */
    public TableWriter(FileSystem fileSystem, Path file, long fileNumber, TableOptions options) throws IOException {
        this.fileSystem = fileSystem;
        this.path = file;
        this.options = options;
        this.block = new BlockBuilder(options.restartInterval());
        this.filter = new BloomFilter.Builder(options.filterBitsPerKey());
        this.summary = new TableSummary(fileNumber);
        this.file = fileSystem.create(file);
        this.output = new TableOutput(this.file, fileNumber);
    }

    /**
     * Adds an entry. Requires: it comes after all others by key, or with the same key and a smaller sequence number; the
     * kind is a put, or a tombstone with an empty value. The bytes are copied.
     *
     * @throws IllegalArgumentException when it is longer than {@link #MAX_ENTRY_BYTES}; the table stays as it was
     * @throws AssertionError when it is out of order
     */
    public void add(Slice key, long sequence, EntryKind kind, Slice value) throws IOException {
        requireOpen();
        if ((long) key.length() + value.length() > MAX_ENTRY_BYTES) {
            throw new IllegalArgumentException("an entry of " + ((long) key.length() + value.length())
                    + " bytes: at most " + MAX_ENTRY_BYTES + " are possible");
        }
        if (kind == EntryKind.TOMBSTONE && value.length() != 0) {
            throw new AssertionError("a tombstone with a value: " + key);
        }
        if (summary.entryCount() >= Integer.MAX_VALUE) {
            throw new AssertionError("ordinals end at " + Integer.MAX_VALUE);
        }
        long stamp = Stamp.of(sequence, kind.id());
        boolean newKey = requireOrder(key, sequence);
        state = State.FAILED; // until all went well
        if (!block.isEmpty() && (long) block.sizeBytes() + key.length() + value.length() > options.blockBytes()) {
            endBlock();
        }
        if (endedBlock.isPresent()) {
            indexEndedBlock(newKey ? IndexBuilder.separator(lastKey, key) : lastKey, newKey ? 0 : lastSequence);
        }
        if (newKey && options.filterBitsPerKey() > 0) {
            filter.add(KeyHash.of(key));
        }
        if (kind == EntryKind.TOMBSTONE) {
            tombstones.add((int) summary.entryCount());
        }
        block.add(key, stamp, value);
        summary.add(key, sequence, kind, value);
        remember(key, sequence);
        state = State.OPEN;
    }

    /** @return whether the key is not that of the entry before */
    private boolean requireOrder(Slice key, long sequence) {
        int order = summary.entryCount() == 0 ? -1 : lastKey.compareTo(key);
        if (order > 0 || (order == 0 && lastSequence <= sequence)) {
            throw new AssertionError(
                    "out of order: " + key + " at " + sequence + " after " + lastKey + " at " + lastSequence);
        }
        return order != 0;
    }

    private void remember(Slice key, long sequence) {
        if (key.length() > lastKeyBuffer.length) {
            lastKeyBuffer = new byte[Math.max(key.length(), 2 * lastKeyBuffer.length)];
        }
        System.arraycopy(key.array(), key.offset(), lastKeyBuffer, 0, key.length());
        lastKey = new Slice(lastKeyBuffer, 0, key.length());
        lastSequence = sequence;
    }

    private void endBlock() throws IOException {
        scratch.clear();
        block.finish(scratch);
        endedBlock = output.writeBlock(scratch.array(), scratch.length(), options.compression());
        endedBlockOrdinal = blockOrdinal;
        blockOrdinal = summary.entryCount();
    }

    /** A block is indexed only when the next one's first key is known, so that the separator can be short. */
    private void indexEndedBlock(Slice separator, long sequence) {
        index.add(separator, sequence, new IndexEntry(endedBlock, endedBlockOrdinal));
        endedBlock = BlockHandle.NONE;
    }

    /** Adds a range tombstone, in any order. Its bytes are copied. */
    public void addRangeTombstone(RangeTombstone tombstone) {
        requireOpen();
        RangeTombstone copy = new RangeTombstone(
                new Slice(tombstone.start().toByteArray()),
                new Slice(tombstone.end().toByteArray()),
                tombstone.sequence());
        rangeTombstones.add(copy);
        summary.add(copy);
    }

    /** About what the file would take if it were finished now, in bytes. */
    public long estimatedBytes() {
        return output.position() + block.sizeBytes() + index.sizeBytes() + filter.sizeBytes() + Footer.BYTES;
    }

    public long entryCount() {
        return summary.entryCount();
    }

    /**
     * Writes the rest, makes the file's content durable and closes it. The directory is not synced: the caller does that
     * once for all its files.
     */
    public TableProperties finish() throws IOException {
        requireOpen();
        state = State.FAILED; // until all went well
        if (!block.isEmpty()) {
            endBlock();
            indexEndedBlock(lastKey, 0);
        }
        BlockHandle filterPlace = writeFilter();
        BlockHandle bitmapPlace = writeBitmap();
        BlockHandle rangePlace = writeRangeTombstones();
        BlockHandle indexPlace = index.finish(output);
        scratch.clear();
        PropertiesBlock.encode(summary.properties(0, rangeTombstones.size()), options, scratch);
        BlockHandle propertiesPlace = output.writeBlock(scratch);
        long fileBytes = output.position() + Footer.BYTES;
        scratch.clear();
        new Footer(summary.fileNumber(), fileBytes, filterPlace, bitmapPlace, rangePlace, indexPlace, propertiesPlace)
                .encode(scratch);
        output.writeFooter(scratch);
        output.flush();
        file.sync();
        file.close();
        state = State.FINISHED;
        return summary.properties(fileBytes, rangeTombstones.size());
    }

    private BlockHandle writeFilter() throws IOException {
        if (summary.entryCount() == 0 || options.filterBitsPerKey() == 0) {
            return BlockHandle.NONE;
        }
        byte[] bytes = filter.build();
        return output.writeBlock(bytes, bytes.length, Compression.NONE);
    }

    private BlockHandle writeBitmap() throws IOException {
        if (tombstones.isEmpty()) {
            return BlockHandle.NONE;
        }
        byte[] bytes = TombstoneBitmap.encode(tombstones);
        return output.writeBlock(bytes, bytes.length, Compression.NONE);
    }

    private BlockHandle writeRangeTombstones() throws IOException {
        if (rangeTombstones.isEmpty()) {
            return BlockHandle.NONE;
        }
        rangeTombstones.sort(RangeTombstoneBlock.ORDER);
        scratch.clear();
        RangeTombstoneBlock.encode(rangeTombstones, scratch);
        return output.writeBlock(scratch);
    }

    private void requireOpen() {
        if (state != State.OPEN) {
            throw new IllegalStateException(path + " is " + state + ": nothing can be added");
        }
    }

    /** Without {@link #finish}, or when that failed: gives up and removes the file. */
    @Override
    public void close() throws IOException {
        boolean abandon = state == State.OPEN || state == State.FAILED;
        state = State.CLOSED;
        if (abandon) {
            try {
                file.close();
            } finally {
                fileSystem.delete(path);
            }
        }
    }
}
