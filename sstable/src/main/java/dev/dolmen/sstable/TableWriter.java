package dev.dolmen.sstable;

import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.io.WritableFile;
import dev.dolmen.sstable.block.BlockBuilder;
import dev.dolmen.sstable.block.MergedValues;
import dev.dolmen.sstable.block.Stamp;
import dev.dolmen.sstable.block.ValueEncoder;
import dev.dolmen.sstable.filter.BloomFilter;
import dev.dolmen.sstable.filter.KeyHash;
import dev.dolmen.sstable.index.IndexBuilder;
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
    private final BlockBuilder block = new BlockBuilder();
    private final ValueEncoder values;
    private final IndexBuilder index = new IndexBuilder();
    private final BloomFilter.Builder filter;
    private final MutableRoaringBitmap tombstones = new MutableRoaringBitmap();
    private final List<RangeTombstone> rangeTombstones = new ArrayList<>();
    private final TableSummary summary;
    private State state = State.OPEN;

    private long lastSequence;
    private long hash;
    private BlockHandle endedBlock = BlockHandle.NONE;
    private int blockOrdinal;

    /**
     * Creates the file.
     *
     * @throws java.nio.file.FileAlreadyExistsException when the name is taken
     */
    public TableWriter(FileSystem fileSystem, Path file, long fileNumber, TableOptions options) throws IOException {
        this(fileSystem, file, fileNumber, options, Dictionaries.NONE);
    }

    /**
     * As the other.
     *
     * @param offered dictionaries of a table whose rows looked alike, to be used if values are compressed and they suit
     */
    public TableWriter(FileSystem fileSystem, Path file, long fileNumber, TableOptions options, Dictionaries offered)
            throws IOException {
        this.fileSystem = fileSystem;
        this.path = file;
        this.options = options;
        this.values = options.compression() == Compression.LZ4 ? new MergedValues(offered.all()) : ValueEncoder.PLAIN;
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
        long stamp = begin(key, sequence, kind, value.length());
        block.add(key, hash, stamp, value);
        end(key, sequence, kind, value.length());
    }

    /**
     * As the other, for a put of a value that comes compressed from another table. Requires: this
     * one is compressed too.
     *
     * @throws dev.dolmen.io.CorruptFileException about the other table, when a value of the block that ends here has to be
     *     decoded and cannot be
     */
    public void add(Slice key, long sequence, CarriedValue value) throws IOException {
        long stamp = begin(key, sequence, EntryKind.PUT, value.rawLength());
        block.add(key, hash, stamp, value.array(), value.offset(), value.length(), value.rawLength(), value.origin());
        end(key, sequence, EntryKind.PUT, value.rawLength());
    }

    /**
     * Checks an entry and makes room for it.
     *
     * @return its stamp
     */
    private long begin(Slice key, long sequence, EntryKind kind, int valueLength) throws IOException {
        requireOpen();
        if ((long) key.length() + valueLength > MAX_ENTRY_BYTES) {
            throw new IllegalArgumentException("an entry of " + ((long) key.length() + valueLength) + " bytes: at most "
                    + MAX_ENTRY_BYTES + " are possible");
        }
        if (kind == EntryKind.TOMBSTONE && valueLength != 0) {
            throw new AssertionError("a tombstone with a value: " + key);
        }
        if (summary.entryCount() >= Integer.MAX_VALUE) {
            throw new AssertionError("ordinals end at " + Integer.MAX_VALUE);
        }
        long stamp = Stamp.of(sequence, kind.id());
        boolean newKey = requireOrder(key, sequence);
        state = State.FAILED; // until all went well
        if (!block.isEmpty() && block.sizeBytesWith(key, stamp, valueLength) > options.mostBytes(block.entryCount())) {
            endBlock();
            Slice last = summary.lastKey();
            indexEndedBlock(newKey ? IndexBuilder.separator(last, key) : last, newKey ? 0 : lastSequence);
        }
        if (newKey) {
            hash = KeyHash.of(key);
            if (options.filterBitsPerKey() > 0) {
                filter.add(hash);
            }
        }
        if (kind == EntryKind.TOMBSTONE) {
            tombstones.add((int) summary.entryCount());
        }
        return stamp;
    }

    private void end(Slice key, long sequence, EntryKind kind, int valueLength) {
        summary.add(key, sequence, kind, valueLength);
        lastSequence = sequence;
        state = State.OPEN;
    }

    /** @return whether the key is not that of the entry before */
    private boolean requireOrder(Slice key, long sequence) {
        int order = summary.entryCount() == 0 ? -1 : summary.lastKey().compareTo(key);
        if (order > 0 || (order == 0 && lastSequence <= sequence)) {
            throw new AssertionError(
                    "out of order: " + key + " at " + sequence + " after " + summary.lastKey() + " at " + lastSequence);
        }
        return order != 0;
    }

    private void endBlock() throws IOException {
        block.finish(values, output.beginPart());
        endedBlock = output.endPart();
    }

    /** A block is indexed only when the next one's first key is known, so that the separator can be short. */
    private void indexEndedBlock(Slice separator, long sequence) {
        index.add(separator, sequence, endedBlock.offset(), blockOrdinal);
        blockOrdinal = (int) summary.entryCount();
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

    /** The length of all keys and values so far, before compression. */
    public long rawBytes() {
        return summary.rawBytes();
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
            indexEndedBlock(summary.lastKey(), 0);
        }
        long endOfBlocks = output.position();
        BlockHandle filterPlace = writeFilter();
        BlockHandle bitmapPlace = writeBitmap();
        BlockHandle rangePlace = writeRangeTombstones();
        BlockHandle dictionariesPlace = writeDictionaries();
        BlockHandle indexPlace = writeIndex(endOfBlocks);
        PropertiesBlock.encode(summary.properties(0, rangeTombstones.size()), options, output.beginPart());
        BlockHandle propertiesPlace = output.endPart();
        long fileBytes = output.position() + Footer.BYTES;
        output.writeFooter(new Footer(
                summary.fileNumber(),
                fileBytes,
                filterPlace,
                bitmapPlace,
                rangePlace,
                dictionariesPlace,
                indexPlace,
                propertiesPlace));
        file.sync();
        file.close();
        state = State.FINISHED;
        return summary.properties(fileBytes, rangeTombstones.size());
    }

    private BlockHandle writeFilter() throws IOException {
        return summary.entryCount() == 0 || options.filterBitsPerKey() == 0
                ? BlockHandle.NONE
                : output.writePart(filter.build());
    }

    private BlockHandle writeBitmap() throws IOException {
        return tombstones.isEmpty() ? BlockHandle.NONE : output.writePart(TombstoneBitmap.encode(tombstones));
    }

    private BlockHandle writeRangeTombstones() throws IOException {
        if (rangeTombstones.isEmpty()) {
            return BlockHandle.NONE;
        }
        rangeTombstones.sort(RangeTombstoneBlock.ORDER);
        RangeTombstoneBlock.encode(rangeTombstones, output.beginPart());
        return output.endPart();
    }

    private BlockHandle writeDictionaries() throws IOException {
        if (!(values instanceof MergedValues lz4) || lz4.dictionaries().isEmpty()) {
            return BlockHandle.NONE;
        }
        Dictionaries.encode(lz4.dictionaries(), output.beginPart());
        return output.endPart();
    }

    private BlockHandle writeIndex(long endOfBlocks) throws IOException {
        if (summary.entryCount() == 0) {
            return BlockHandle.NONE;
        }
        index.finish(output.beginPart(), endOfBlocks, (int) summary.entryCount());
        return output.endPart();
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
