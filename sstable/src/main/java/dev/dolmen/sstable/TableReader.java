package dev.dolmen.sstable;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.FileSystem;
import dev.dolmen.io.RandomReadFile;
import dev.dolmen.io.Slice;
import dev.dolmen.sstable.block.Block;
import dev.dolmen.sstable.block.BlockSearch;
import dev.dolmen.sstable.block.Stamp;
import dev.dolmen.sstable.filter.BloomFilter;
import dev.dolmen.sstable.filter.KeyHash;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.buffer.ImmutableRoaringBitmap;
import org.roaringbitmap.buffer.MutableRoaringBitmap;

/**
 * Reads a table. Thread-safe.
 *
 * <p>The file, the top of its index, its properties and its range tombstones are read when it is opened; the filter and
 * the bitmap of tombstones when first used. All these stay until it is closed. Everything else comes and goes in the
 * cache. Every part is checked when it is read from disk; damage is a {@link CorruptFileException}.
 */
public final class TableReader implements Closeable {

    private final RandomReadFile file;
    private final TableInput input;
    private final Footer footer;
    private final TableProperties properties;
    private final List<RangeTombstone> rangeTombstones;
    private final @Nullable Block top;
    private final BlockCache cache;
    private final long cacheId;
    private volatile @Nullable BloomFilter filter;
    private volatile @Nullable ImmutableRoaringBitmap tombstoneOrdinals;
    private long pinnedBytes;
    private boolean closed;

    private TableReader(RandomReadFile file, long fileNumber, BlockCache cache) throws IOException {
        this.file = file;
        this.cache = cache;
        this.footer = Footer.read(file, fileNumber);
        this.input = new TableInput(file, fileNumber, file.size() - Footer.BYTES);
        this.properties = readProperties();
        this.rangeTombstones = readRangeTombstones();
        this.top = footer.index().isPresent() ? input.readBlock(footer.index()) : null;
        this.cacheId = cache.newTable();
        pin((top == null ? 0 : top.weightBytes())
                + (long) footer.rangeTombstones().length());
    }

    /**
     * Opens a table.
     *
     * @param fileNumber the number it was written with
     * @throws java.nio.file.NoSuchFileException when there is no such file
     * @throws CorruptFileException when it is damaged, cut, longer than it was, or another table than the one expected
     * @throws dev.dolmen.io.UnsupportedFormatException when a newer release wrote it
     */
    public static TableReader open(FileSystem fileSystem, Path path, long fileNumber, BlockCache cache)
            throws IOException {
        RandomReadFile file = fileSystem.openForReading(path);
        try {
            return new TableReader(file, fileNumber, cache);
        } catch (Throwable failure) {
            try {
                file.close();
            } catch (IOException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    private TableProperties readProperties() throws IOException {
        BlockHandle place = footer.properties();
        return PropertiesBlock.decode(input.path(), place.offset(), footer, input.read(place));
    }

    private List<RangeTombstone> readRangeTombstones() throws IOException {
        BlockHandle place = footer.rangeTombstones();
        return place.isPresent()
                ? RangeTombstoneBlock.decode(
                        input.path(), place.offset(), input.read(place), properties.rangeTombstoneCount())
                : List.of();
    }

    Path path() {
        return input.path();
    }

    public TableProperties properties() {
        return properties;
    }

    /** Sorted by start, then end, then newest first. Immutable. */
    public List<RangeTombstone> rangeTombstones() {
        return rangeTombstones;
    }

    /**
     * Finds the newest version of the key that is not newer than {@code maxSequence}. Range tombstones are not looked at.
     *
     * @return whether there is one; if not, {@code into} stays as it was
     */
    public boolean get(Slice key, long maxSequence, PointResult into) throws IOException {
        return get(key, KeyHash.of(key), maxSequence, into);
    }

    /** The same, for a caller who knows the key's {@link KeyHash} already. */
    boolean get(Slice key, long hash, long maxSequence, PointResult into) throws IOException {
        if (!mayContain(hash)) {
            return false;
        }
        BlockSearch search = into.search;
        IndexEntry entry = find(key, maxSequence, search);
        if (entry == null) {
            return false;
        }
        Block block = block(entry.block());
        if (!search.seek(block, key, maxSequence) || !search.isExact()) {
            return false;
        }
        into.set(
                Stamp.sequence(search.stamp()),
                EntryKind.of(Stamp.kind(search.stamp())),
                new Slice(block.bytes(), search.valueOffset(), search.valueLength()));
        return true;
    }

    /** False when the table has no entry of the key for sure. Range tombstones are not looked at. */
    public boolean mayContain(Slice key) throws IOException {
        return mayContain(KeyHash.of(key));
    }

    boolean mayContain(long hash) throws IOException {
        BloomFilter probed = filter;
        if (probed == null) {
            if (!footer.filter().isPresent()) {
                return properties.entryCount() != 0;
            }
            probed = loadFilter();
        }
        return probed.mayContain(hash);
    }

    private synchronized BloomFilter loadFilter() throws IOException {
        BloomFilter loaded = filter;
        if (loaded == null) {
            loaded = readFilter();
            pin(footer.filter().length());
            filter = loaded;
        }
        return loaded;
    }

    /** Requires: the table has one. */
    BloomFilter readFilter() throws IOException {
        Slice bytes = input.read(footer.filter());
        if (bytes.length() == 0 || bytes.length() % BloomFilter.LINE_BYTES != 0) {
            throw input.corrupt(footer.filter().offset(), "length of the filter", "lines of 64 bytes", bytes.length());
        }
        return new BloomFilter(bytes);
    }

    /**
     * The ordinals of all point tombstones. An entry's ordinal is the number of entries before it, see
     * {@link TableIterator#ordinal()}.
     */
    public ImmutableRoaringBitmap tombstoneOrdinals() throws IOException {
        ImmutableRoaringBitmap ordinals = tombstoneOrdinals;
        return ordinals == null ? loadTombstoneOrdinals() : ordinals;
    }

    private synchronized ImmutableRoaringBitmap loadTombstoneOrdinals() throws IOException {
        ImmutableRoaringBitmap loaded = tombstoneOrdinals;
        if (loaded == null) {
            loaded = readTombstoneOrdinals();
            pin(footer.bitmap().length());
            tombstoneOrdinals = loaded;
        }
        return loaded;
    }

    ImmutableRoaringBitmap readTombstoneOrdinals() throws IOException {
        BlockHandle place = footer.bitmap();
        return place.isPresent()
                ? TombstoneBitmap.decode(input.path(), place.offset(), input.read(place), properties)
                : new MutableRoaringBitmap();
    }

    /** The point tombstones with keys in {@code [from, toExclusive)}, versions counted. Reads at most two data blocks. */
    public long tombstonesBetween(Slice from, Slice toExclusive) throws IOException {
        if (properties.tombstoneCount() == 0 || from.compareTo(toExclusive) >= 0) {
            return 0;
        }
        BlockSearch search = new BlockSearch();
        return tombstoneOrdinals()
                .rangeCardinality(ordinalOfFirstAtOrAfter(from, search), ordinalOfFirstAtOrAfter(toExclusive, search));
    }

    private long ordinalOfFirstAtOrAfter(Slice key, BlockSearch search) throws IOException {
        IndexEntry entry = find(key, Long.MAX_VALUE, search);
        if (entry == null) {
            return properties.entryCount();
        }
        Block block = block(entry.block());
        return entry.firstOrdinal() + (search.seek(block, key, Long.MAX_VALUE) ? search.ordinal() : block.entryCount());
    }

    /** The only data block that can hold the first entry at or after {@code (key, sequence)}; null for none. */
    private @Nullable IndexEntry find(Slice key, long sequence, BlockSearch search) throws IOException {
        if (top == null || !search.seek(top, key, sequence)) {
            return null;
        }
        Block partition = block(found(top, search).block());
        if (!search.seek(partition, key, sequence)) {
            throw partition.corrupt("last separator of the partition", "one after " + key, "none");
        }
        return found(partition, search);
    }

    private IndexEntry found(Block index, BlockSearch search) throws CorruptFileException {
        return indexEntry(index, new Slice(index.bytes(), search.valueOffset(), search.valueLength()));
    }

    IndexEntry indexEntry(Block index, Slice value) throws CorruptFileException {
        return IndexEntry.decode(input.path(), index.fileOffset(), value);
    }

    /** The block, from the cache or from disk. */
    Block block(BlockHandle handle) throws IOException {
        Block cached = cache.get(cacheId, handle.offset());
        if (cached == null) {
            // Two threads may both read it. That is rare, and better than to hold a lock while reading.
            cached = input.readBlock(handle);
            cache.put(cacheId, cached);
        }
        return cached;
    }

    /** The top of the index, null when there are no entries. */
    @Nullable
    Block top() {
        return top;
    }

    Footer footer() {
        return footer;
    }

    TableInput input() {
        return input;
    }

    /** A new iterator, which is valid after its first move and must not be used after this reader was closed. */
    public TableIterator iterator() {
        return new TableIterator(this);
    }

    /**
     * Reads the whole file from disk, past the cache, and checks every byte and that all parts agree: order, checksums,
     * separators, ordinals, filter, bitmap and properties.
     *
     * @throws CorruptFileException for the first damage found
     */
    public void verify() throws IOException {
        new TableVerifier(this).run();
    }

    private synchronized void pin(long bytes) {
        pinnedBytes += bytes;
        cache.pin(bytes);
    }

    /** Closes the file and drops its blocks from the cache. Requires: nobody reads it any more. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            cache.pin(-pinnedBytes);
        }
        cache.removeTable(cacheId);
        file.close();
    }
}
