package dev.dolmen.sstable;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.FileSystem;
import dev.dolmen.io.RandomReadFile;
import dev.dolmen.io.Slice;
import dev.dolmen.sstable.block.BlockDecoder;
import dev.dolmen.sstable.block.BlockView;
import dev.dolmen.sstable.filter.BloomFilter;
import dev.dolmen.sstable.filter.KeyHash;
import dev.dolmen.sstable.index.Index;
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
 * <p>A mapped file is read in place: data blocks, index and filter are the file's own pages, which the operating system
 * keeps or drops as memory allows, and only what is found is copied. Blocks whose values are compressed may be kept decoded,
 * see {@link BlockCache}. Properties, range tombstones and dictionaries are read
 * when it is opened; the filter and the bitmap of tombstones when first used. All these stay until it is closed. Every part
 * is checked when it is met first, a data block too; damage is a {@link CorruptFileException}.
 */
public final class TableReader implements Closeable {

    private final RandomReadFile file;
    private final TableInput input;
    private final Footer footer;
    private final TableProperties properties;
    private final List<RangeTombstone> rangeTombstones;
    private final Dictionaries dictionaries;
    private final @Nullable CachedBlocks cached;
    private final @Nullable DataBlocks blocks;
    private final @Nullable PointReads pointReads;
    private final TableMemory memory;
    private volatile @Nullable BloomFilter filter;
    /** Whether the filter is to be checked before it is used again. */
    private volatile boolean filterDistrusted;

    private volatile @Nullable ImmutableRoaringBitmap tombstoneOrdinals;
    private long heldBytes;
    private boolean closed;

    private TableReader(RandomReadFile file, long fileNumber, TableMemory memory) throws IOException {
        this.file = file;
        this.memory = memory;
        this.footer = Footer.read(file, fileNumber);
        this.input = new TableInput(file, fileNumber, file.size() - Footer.BYTES);
        this.properties = readProperties();
        this.rangeTombstones = readRangeTombstones();
        this.dictionaries =
                footer.dictionaries().isPresent() ? Dictionaries.read(input, footer.dictionaries()) : Dictionaries.NONE;
        if (footer.index().isPresent()) {
            Index index = readIndex();
            this.cached = footer.dictionaries().isPresent()
                            || BlockDecoder.isApart(properties.rawValueBytes(), properties.entryCount())
                    ? memory.cachedBlocks(index.count())
                    : null;
            this.blocks = new DataBlocks(input, footer.index(), index, dictionaries, cached);
            this.pointReads = new PointReads(input, blocks, dictionaries, properties.largestSequence(), memory);
        } else {
            this.cached = null;
            this.blocks = null;
            this.pointReads = null;
        }
        hold((long) footer.rangeTombstones().length()
                + footer.dictionaries().length()
                + inPlace(footer.index())
                + (blocks == null ? 0 : blocks.heapBytes()));
    }

    /**
     * Opens a table.
     *
     * @param fileNumber the number it was written with
     * @throws java.nio.file.NoSuchFileException when there is no such file
     * @throws CorruptFileException when it is damaged, cut, longer than it was, or another table than the one expected
     * @throws dev.dolmen.io.UnsupportedFormatException when a newer release wrote it
     */
    public static TableReader open(FileSystem fileSystem, Path path, long fileNumber, TableMemory memory)
            throws IOException {
        RandomReadFile file = fileSystem.openForReading(path);
        try {
            return new TableReader(file, fileNumber, memory);
        } catch (Throwable failure) {
            try {
                file.close();
            } catch (IOException second) {
                failure.addSuppressed(second);
            }
            throw failure;
        }
    }

    /** What a part that is read where it lies takes of the heap: nothing, where files are mapped. */
    private int inPlace(BlockHandle part) {
        return file.isMapped() ? 0 : part.length();
    }

    private TableProperties readProperties() throws IOException {
        BlockHandle place = footer.properties();
        return PropertiesBlock.decode(input.path(), place.offset(), footer, input.read(place));
    }

    Index readIndex() throws IOException {
        TableInput.Part part = input.part(footer.index());
        Index.Opened opened =
                Index.open(part.bytes(), part.start(), part.length(), footer.endOfBlocks(), properties.entryCount());
        Index index = opened.index();
        if (index == null) {
            throw input.corrupt(footer.index().offset(), "index", "numbers that fit", opened.damage());
        }
        return index;
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

    /** What every table needs to know of a key that it is asked for. */
    public static long hash(Slice key) {
        return KeyHash.of(key);
    }

    /** As {@link #get(Slice, long, PointResult)}, for who asks several tables. @param hash the key's {@link #hash} */
    public boolean get(Slice key, long hash, long maxSequence, PointResult into) throws IOException {
        PointReads reads = pointReads;
        return reads != null
                && (reads.getHot(key, hash, maxSequence, into)
                        || mayContain(hash) && reads.get(key, hash, maxSequence, into));
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
        } else if (filterDistrusted) {
            input.recheck(footer.filter());
            filterDistrusted = false;
        }
        try {
            return probed.mayContain(hash);
        } catch (InternalError unreadable) {
            throw input.unreadable(unreadable);
        }
    }

    private synchronized BloomFilter loadFilter() throws IOException {
        BloomFilter loaded = filter;
        if (loaded == null) {
            loaded = readFilter();
            hold(inPlace(footer.filter()));
            filter = loaded;
        }
        return loaded;
    }

    /** Requires: the table has one. */
    BloomFilter readFilter() throws IOException {
        TableInput.Part part = input.part(footer.filter());
        if (part.length() == 0 || part.length() % BloomFilter.LINE_BYTES != 0) {
            throw input.corrupt(footer.filter().offset(), "length of the filter", "lines of 64 bytes", part.length());
        }
        return new BloomFilter(part.bytes(), part.start(), part.length());
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
            hold(footer.bitmap().length());
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
        BlockView view = new BlockView();
        return tombstoneOrdinals()
                .rangeCardinality(ordinalOfFirstAtOrAfter(from, view), ordinalOfFirstAtOrAfter(toExclusive, view));
    }

    private long ordinalOfFirstAtOrAfter(Slice key, BlockView view) throws IOException {
        DataBlocks data = blocks;
        if (data == null) {
            return 0;
        }
        int block = data.find(key, Long.MAX_VALUE);
        if (block == data.index().count()) {
            return properties.entryCount();
        }
        try {
            data.open(block, view);
            return data.index().firstOrdinal(block) + view.lowerBound(key, Long.MAX_VALUE);
        } catch (InternalError unreadable) {
            throw input.unreadable(unreadable);
        } catch (IndexOutOfBoundsException changed) {
            throw input.changed(data.handle(block).offset(), "block of entries", changed);
        }
    }

    TableMemory memory() {
        return memory;
    }

    /** What its values are compressed with. */
    public Dictionaries dictionaries() {
        return dictionaries;
    }

    Footer footer() {
        return footer;
    }

    TableInput input() {
        return input;
    }

    /** For who looks for many keys in their order; null when the table has no entries. */
    public @Nullable KeyProbe probe() {
        return blocks == null ? null : new KeyProbe(this, blocks);
    }

    /** A new iterator, which is valid after its first move and must not be used after this reader was closed. */
    public TableIterator iterator() {
        return new TableIterator(this, blocks, TableIterator.Decoded.SHARED);
    }

    /** The same for who knows that nobody will come back to where it has been: nothing is decoded to be kept. */
    public TableIterator passingIterator() {
        return new TableIterator(this, blocks, TableIterator.Decoded.FOUND);
    }

    /**
     * The same, over the file's own bytes, without the decoded blocks: for work that looks at every table once, and that must
     * find damage which came after they were decoded.
     */
    public TableIterator fileIterator() {
        return new TableIterator(this, blocks, TableIterator.Decoded.UNUSED);
    }

    /**
     * Has point reads check each block again when they meet it next, and the index and the filter when they are next used. A page
     * of a mapped file may have left memory and come back from a disk that no longer gives what it was given.
     */
    public void distrustBlocks() {
        filterDistrusted = file.isMapped();
        if (blocks != null && pointReads != null) {
            blocks.distrust();
            pointReads.forgetHot();
        }
    }

    /**
     * Reads the whole file and checks every byte and that all parts agree: order, checksums,
     * separators, ordinals, filter, bitmap and properties.
     *
     * @throws CorruptFileException for the first damage found
     */
    public void verify() throws IOException {
        new TableVerifier(this).run();
    }

    private synchronized void hold(long bytes) {
        heldBytes += bytes;
        memory.hold(bytes);
    }

    /** Closes the file. Requires: nobody reads it any more. */
    @Override
    public void close() throws IOException {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (cached != null) {
                cached.close();
            }
            if (pointReads != null) {
                pointReads.forgetHot();
            }
            memory.hold(-heldBytes);
        }
        file.close();
    }
}
