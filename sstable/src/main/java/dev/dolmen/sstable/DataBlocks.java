package dev.dolmen.sstable;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.Slice;
import dev.dolmen.sstable.block.BlockDecoder;
import dev.dolmen.sstable.block.BlockView;
import dev.dolmen.sstable.block.DecodedBlock;
import dev.dolmen.sstable.block.StoredValue;
import dev.dolmen.sstable.index.Index;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The data blocks of a table, by number. Thread-safe.
 *
 * <p>Blocks of a mapped file are read where they lie. Each is checked when it is met first, and a bit then says so until
 * {@link #distrust}. The bits are set without locks: one that gets lost means that a block is checked twice, and one that
 * comes back while they are cleared, that it is not until they are cleared again. A block that is copied is checked every
 * time. The index is treated likewise, as a whole.
 */
final class DataBlocks {

    /** The windows of a mapped file start this far apart and overlap, so that any block lies in one of them whole. */
    private static final int WINDOW_BITS = 30;

    private static final int LONGEST_WINDOW = Integer.MAX_VALUE;

    private final TableInput input;
    private final BlockHandle indexPlace;
    private final Index index;
    private final Dictionaries dictionaries;
    private final @Nullable CachedBlocks cached;
    private final ByteBuffer[] windows;
    private final long[] intact;
    /** Whether the index is to be checked before it is used again. */
    private volatile boolean indexDistrusted;

    /**
     * @param indexPlace where the index, which has been checked, is in the file
     * @param cached null to decode all anew
     */
    DataBlocks(
            TableInput input,
            BlockHandle indexPlace,
            Index index,
            Dictionaries dictionaries,
            @Nullable CachedBlocks cached)
            throws IOException {
        this.input = input;
        this.indexPlace = indexPlace;
        this.index = index;
        this.dictionaries = dictionaries;
        this.cached = cached;
        this.intact = new long[(index.count() + Long.SIZE - 1) / Long.SIZE];
        this.windows = input.file().isMapped() ? windows() : new ByteBuffer[0];
    }

    private ByteBuffer[] windows() throws IOException {
        long size = input.file().size();
        ByteBuffer[] opened = new ByteBuffer[Math.toIntExact((size - 1 >>> WINDOW_BITS) + 1)];
        for (int i = 0; i < opened.length; i++) {
            long start = (long) i << WINDOW_BITS;
            opened[i] = input.file().view(start, (int) Math.min(LONGEST_WINDOW, size - start));
        }
        return opened;
    }

    /** What this takes of the heap, index and room for decoded blocks included, those themselves not. */
    long heapBytes() {
        return index.heapBytes() + (long) Long.BYTES * intact.length + (cached == null ? 0 : cached.heapBytes());
    }

    Index index() {
        return index;
    }

    BlockHandle handle(int block) throws IOException {
        try {
            long offset = index.offset(block);
            long length = index.offset(block + 1) - offset;
            if (length < BlockTrailer.BYTES || length > BlockTrailer.MAX_LENGTH + BlockTrailer.BYTES) {
                throw input.corrupt(offset, "length of a block", "that of a part with its trailer", length);
            }
            return new BlockHandle(offset, (int) length);
        } catch (InternalError unreadable) {
            throw input.unreadable(unreadable);
        }
    }

    /** As {@link Index#find}. */
    int find(Slice key, long sequence) throws IOException {
        if (indexDistrusted) {
            input.recheck(indexPlace);
            indexDistrusted = false;
        }
        try {
            return index.find(key, sequence);
        } catch (InternalError unreadable) {
            throw input.unreadable(unreadable);
        } catch (IndexOutOfBoundsException changed) {
            throw input.changed(indexPlace.offset(), "index", changed);
        }
    }

    /**
     * Sets the view on a block, where it lies if that is possible; using it may throw what {@link TableInput#unreadable}
     * translates.
     */
    void open(int block, BlockView view) throws IOException {
        if (windows.length == 0) {
            copy(block, view, ByteBuffer.allocate(handle(block).length() + BlockView.SLACK_BYTES));
            return;
        }
        long offset = index.offset(block);
        ByteBuffer window = windows[(int) (offset >>> WINDOW_BITS)];
        int start = (int) (offset & (1L << WINDOW_BITS) - 1);
        if (isIntact(block)) {
            view.set(window, start);
        } else {
            check(block, view, window, start);
        }
    }

    /**
     * Sets the view on the decoded form of a block, if that is in the cache.
     *
     * @param uses what this use of it is worth, see {@link BlockCache}
     */
    boolean openCached(int block, BlockView view, int uses) {
        CachedBlocks present = cached;
        DecodedBlock decoded = present == null ? null : present.get(block, uses);
        if (decoded == null) {
            return false;
        }
        view.set(decoded);
        return true;
    }

    /**
     * Decodes a block into the cache if it is used so often that this pays, or takes it there as it is if its values are
     * worth arrays of their own, and sets the view on what came of it. Compares
     * its checksum first, whenever that was done before: what is in the cache is not compared again.
     *
     * @param view on the block, which is not in the cache
     * @param uses as for {@link #openCached}
     */
    void offer(int block, BlockView view, int uses) throws IOException {
        CachedBlocks into = cached;
        if (into == null || !BlockDecoder.isWorthWhile(view) || !into.missed(block, uses)) {
            return;
        }
        BlockDecoder decoder = new BlockDecoder();
        int most = into.mostBytes();
        int bytes = decoder.open(view, most);
        // Who reads a damaged value finds that out; the others of the block are still good.
        if (bytes == StoredValue.DAMAGED || bytes > most || !into.reserve(block, bytes)) {
            return;
        }
        DecodedBlock decoded = null;
        try {
            BlockHandle handle = handle(block);
            input.requireIntact(view.bytes(), view.start(), handle.offset(), handle.length() - BlockTrailer.BYTES);
            decoded = decoder.decode(
                    view.dictionary() == BlockView.NO_DICTIONARY
                            ? null
                            : dictionaries.of(view, input, handle.offset()));
        } finally {
            into.settle(block, bytes, decoded);
        }
        if (decoded != null) {
            view.set(decoded);
        }
    }

    /** Blocks are checked again when they are met next, and the index is when something is searched. */
    void distrust() {
        Arrays.fill(intact, 0);
        indexDistrusted = input.file().isMapped();
    }

    private boolean isIntact(int block) {
        return (intact[block >>> 6] & 1L << block) != 0;
    }

    private void check(int block, BlockView view, ByteBuffer window, int start) throws IOException {
        BlockHandle handle = handle(block);
        int length = handle.length() - BlockTrailer.BYTES;
        input.requireIntact(window, start, handle.offset(), length);
        setUnchecked(block, view, window, start, length);
    }

    private void setUnchecked(int block, BlockView view, ByteBuffer bytes, int start, int length)
            throws CorruptFileException {
        String damage = view.setUnchecked(bytes, start, length);
        if (damage != null) {
            throw input.corrupt(index.offset(block), "block of entries", "numbers that fit", damage);
        }
        intact[block >>> 6] |= 1L << block;
    }

    /**
     * Copies a block with its trailer to the start of a buffer and sets the view on the copy. The checksum is compared each
     * time: that costs little beside the copy, and what a compaction writes anew must be what was written before.
     *
     * @param target over a whole array; requires: room for the block's {@link #handle} and {@link BlockView#SLACK_BYTES}
     */
    void copy(int block, BlockView view, ByteBuffer target) throws IOException {
        BlockHandle handle = handle(block);
        input.readInto(handle, target.array());
        if (isIntact(block)) {
            view.set(target, 0);
        } else {
            setUnchecked(block, view, target, 0, handle.length() - BlockTrailer.BYTES);
        }
    }
}
