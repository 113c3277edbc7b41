package dev.dolmen.sstable;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.block.BlockView;
import dev.dolmen.sstable.block.EntryView;
import dev.dolmen.sstable.block.Stamp;
import dev.dolmen.sstable.block.StoredValue;
import dev.dolmen.sstable.block.ValueOrigin;
import dev.dolmen.sstable.index.Index;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks the entries of a table. Must not be used after its table's reader was closed.
 *
 * <p>It copies one block after the other into a buffer of its own, if no decoded block is at hand: for a walk that costs
 * less than to fetch every key and value from a mapped file by itself. Steps in either direction are alike, for entries lie
 * at places of fixed width. A compressed value is decoded when it is asked for: a merge passes many that nobody sees.
 */
public final class TableIterator implements EntryIterator {

    private static final int NOWHERE = -1;

    private final TableReader table;
    private final @Nullable DataBlocks blocks;
    private final Decoded decodedBlocks;
    private final WalkBuffers buffers;
    private final BlockView view;
    /** Where it stands, in {@link #view}. */
    private final EntryView current;

    private int keyLength;
    private boolean closed;
    private int block = NOWHERE;
    private int entry = NOWHERE;
    /** The entry of the block whose value is in the buffer for values. */
    private int decoded = NOWHERE;

    private int decodedLength;
    /** What is carried from this block says where it is from; made when the first value is. */
    private @Nullable ValueOrigin origin;

    /** Whether the values of a decoded block are still to be touched: after a seek, until it is known which way to go on. */
    private boolean isUntouched;

    /** What it does with the decoded blocks that readers share. */
    enum Decoded {
        /** It reads them where there are any, and has those kept that it comes to often. */
        SHARED,
        /** It reads them where there are any, and that is all: nobody will come back to where it has been. */
        FOUND,
        /** It reads the file's own bytes. */
        UNUSED
    }

    /** @param blocks of the table, null when it has none */
    TableIterator(TableReader table, @Nullable DataBlocks blocks, Decoded decodedBlocks) {
        this.decodedBlocks = decodedBlocks;
        this.table = table;
        this.blocks = blocks;
        this.buffers = table.memory().take();
        this.view = buffers.view;
        this.current = buffers.entry;
    }

    @Override
    public boolean isValid() {
        return entry != NOWHERE;
    }

    @Override
    public void seekToFirst() throws IOException {
        entry = NOWHERE;
        if (blocks != null) {
            open(blocks, 0);
            stand(0);
        }
    }

    @Override
    public void seekToLast() throws IOException {
        entry = NOWHERE;
        if (blocks != null) {
            open(blocks, blocks.index().count() - 1);
            stand(view.count() - 1);
        }
    }

    @Override
    public void seek(Slice target, long sequence) throws IOException {
        entry = NOWHERE;
        if (blocks == null) {
            return;
        }
        int found = blocks.find(target, sequence);
        if (found < blocks.index().count()) {
            open(blocks, found, false);
            int first = view.lowerBound(target, sequence);
            // A separator may lie after the block's last entry, and the target between the two.
            if (first < view.count()) {
                stand(first);
            } else {
                openNext(blocks);
            }
        }
    }

    @Override
    public void seekBefore(Slice target) throws IOException {
        seek(target, Long.MAX_VALUE);
        if (entry != NOWHERE) {
            previous();
        } else {
            seekToLast();
        }
    }

    @Override
    public void next() throws IOException {
        int next = standing() + 1;
        if (isUntouched) {
            touch(next, view.count());
        }
        if (next < view.count()) {
            stand(next);
        } else {
            entry = NOWHERE;
            openNext(blocks());
        }
    }

    @Override
    public void previous() throws IOException {
        int previous = standing() - 1;
        if (isUntouched) {
            touch(0, previous);
        }
        if (previous >= 0) {
            stand(previous);
        } else {
            entry = NOWHERE;
            if (block > 0) {
                open(blocks(), block - 1);
                stand(view.count() - 1);
            }
        }
    }

    /** Touches the values from one entry to another that is not touched itself, for a walk will come to them. */
    private void touch(int from, int to) {
        if (from < to) {
            buffers.touch(
                    view.bytes().array(), view.valueStart(from), view.valueStart(to - 1) + view.valueLength(to - 1));
        }
        isUntouched = false;
    }

    private void openNext(DataBlocks from) throws IOException {
        if (block + 1 < from.index().count()) {
            open(from, block + 1);
            stand(0);
        }
    }

    private void open(DataBlocks from, int number) throws IOException {
        open(from, number, true);
    }

    /** @param walks whether more than an entry or two are wanted for sure */
    private void open(DataBlocks from, int number, boolean walks) throws IOException {
        if (number == block) {
            return;
        }
        if (closed) {
            throw new IllegalStateException("the iterator over " + table.path() + " is closed");
        }
        block = NOWHERE;
        decoded = NOWHERE;
        origin = null;
        isUntouched = false;
        if (decodedBlocks != Decoded.UNUSED && from.openCached(number, view, uses())) {
            byte[] bytes = view.bytes().array();
            boolean whole = walks || view.hasValuesApart();
            isUntouched = !whole;
            buffers.touch(bytes, 0, whole ? bytes.length : view.valueStart(0));
        } else {
            buffers.ensureBlock(from.handle(number).length() + StoredValue.SOURCE_SLACK_BYTES);
            from.copy(number, view, buffers.block);
            if (decodedBlocks == Decoded.SHARED) {
                from.offer(number, view, uses());
            }
        }
        if (buffers.key.length < view.prefixLength()) {
            buffers.key = new byte[2 * view.prefixLength()];
        }
        view.copyPrefix(buffers.key);
        current.set(view);
        block = number;
    }

    /** What its coming to a block is worth to {@link BlockCache}. */
    private int uses() {
        return decodedBlocks == Decoded.SHARED ? BlockCache.WALK : 0;
    }

    private void stand(int newEntry) {
        current.stand(newEntry);
        int prefix = view.prefixLength();
        keyLength = prefix + current.suffixLength();
        if (buffers.key.length < keyLength + BlockView.SLACK_BYTES) {
            buffers.key = Arrays.copyOf(buffers.key, 2 * (keyLength + BlockView.SLACK_BYTES));
        }
        current.copySuffix(buffers.key, prefix);
        entry = newEntry;
    }

    @Override
    public boolean carry(CarriedValue into) throws IOException {
        int at = standing();
        if (view.dictionary() == BlockView.NO_DICTIONARY) {
            return false;
        }
        Dictionaries dictionaries = table.dictionaries();
        long offset = blocks().index().offset(block);
        int length = dictionaries.open(buffers.stored, view, at, table.input(), offset);
        if (!buffers.stored.isEncoded()) {
            return false;
        }
        ValueOrigin from = origin;
        if (from == null) {
            from = new ValueOrigin(dictionaries.of(view, table.input(), offset), table.path(), offset);
            origin = from;
        }
        into.set(current.array(), current.valueStart(), current.valueLength(), length, from);
        return true;
    }

    private void decode(int newEntry) throws IOException {
        decoded = NOWHERE;
        long offset = blocks().index().offset(block);
        Dictionaries dictionaries = table.dictionaries();
        decodedLength = dictionaries.open(buffers.stored, view, newEntry, table.input(), offset);
        // With room to spare, which makes the decoder quicker.
        buffers.ensureValue(decodedLength + StoredValue.TARGET_SLACK_BYTES);
        dictionaries.copy(buffers.stored, view, buffers.value, table.input(), offset);
        decoded = newEntry;
    }

    private DataBlocks blocks() {
        DataBlocks present = blocks;
        if (present == null) {
            throw new AssertionError("an entry in an empty table");
        }
        return present;
    }

    private int standing() {
        if (entry == NOWHERE) {
            throw new IllegalStateException("the iterator stands on no entry of " + table.path());
        }
        return entry;
    }

    @Override
    public Slice key() {
        standing();
        return new Slice(buffers.key, 0, keyLength);
    }

    @Override
    public long sequence() {
        standing();
        return Stamp.sequence(current.stamp());
    }

    @Override
    public EntryKind kind() {
        standing();
        return EntryKind.of(Stamp.kind(current.stamp()));
    }

    @Override
    public Slice value() throws IOException {
        int at = standing();
        byte[] apart = view.valueApart(at);
        if (apart != null) {
            return new Slice(apart, 0, apart.length);
        }
        if (view.dictionary() == BlockView.NO_DICTIONARY) {
            return new Slice(current.array(), current.valueStart(), current.valueLength());
        }
        if (decoded != at) {
            decode(at);
        }
        return new Slice(buffers.value, 0, decodedLength);
    }

    @Override
    public boolean isValueKept() {
        return view.hasValuesApart();
    }

    @Override
    public Slice head(int bytes) throws IOException {
        int at = standing();
        if (view.dictionary() == BlockView.NO_DICTIONARY || decoded == at) {
            return value();
        }
        decoded = NOWHERE;
        long offset = blocks().index().offset(block);
        Dictionaries dictionaries = table.dictionaries();
        int length = dictionaries.open(buffers.stored, view, at, table.input(), offset);
        buffers.ensureValue(length + StoredValue.TARGET_SLACK_BYTES);
        int head = Math.min(bytes, length);
        dictionaries.copyHead(buffers.stored, view, buffers.value, head, table.input(), offset);
        return new Slice(buffers.value, 0, head);
    }

    /** The number of entries of the table before this one: what the bitmap of tombstones speaks of. */
    public long ordinal() {
        int at = standing();
        Index index = blocks().index();
        return index.firstOrdinal(block) + at;
    }

    /** What the block stores of the key's hash. */
    byte fingerprint() {
        return view.fingerprint(standing());
    }

    @Override
    public void close() {
        entry = NOWHERE;
        block = NOWHERE;
        if (!closed) {
            closed = true;
            view.clear();
            current.clear();
            table.memory().giveBack(buffers);
        }
    }
}
