package dev.dolmen.sstable;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.block.BlockCursor;
import dev.dolmen.sstable.block.Stamp;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Walks the entries of a table. Must not be used after its table's reader was closed. */
public final class TableIterator implements EntryIterator {

    private final TableReader table;
    private final IndexCursor index;
    private @Nullable BlockCursor entries;
    private long firstOrdinal;
    private boolean valid;

    TableIterator(TableReader table) {
        this.table = table;
        this.index = new IndexCursor(table);
    }

    @Override
    public boolean isValid() {
        return valid;
    }

    @Override
    public void seekToFirst() throws IOException {
        valid = false;
        index.seekToFirst();
        if (index.isValid()) {
            openBlock().seekToFirst();
            valid = true;
        }
    }

    @Override
    public void seekToLast() throws IOException {
        valid = false;
        index.seekToLast();
        if (index.isValid()) {
            openBlock().seekToLast();
            valid = true;
        }
    }

    @Override
    public void seek(Slice key, long sequence) throws IOException {
        valid = false;
        index.seek(key, sequence);
        if (!index.isValid()) {
            return;
        }
        BlockCursor block = openBlock();
        block.seek(key, sequence);
        // A separator may lie after the block's last entry, and the target between the two.
        if (block.isValid()) {
            valid = true;
        } else {
            openNextBlock();
        }
    }

    @Override
    public void seekBefore(Slice key) throws IOException {
        seek(key, Long.MAX_VALUE);
        if (valid) {
            previous();
        } else {
            seekToLast();
        }
    }

    @Override
    public void next() throws IOException {
        BlockCursor block = current();
        valid = false;
        block.next();
        if (block.isValid()) {
            valid = true;
        } else {
            openNextBlock();
        }
    }

    @Override
    public void previous() throws IOException {
        BlockCursor block = current();
        valid = false;
        block.previous();
        if (!block.isValid()) {
            index.previous();
            if (!index.isValid()) {
                return;
            }
            openBlock().seekToLast();
        }
        valid = true;
    }

    private void openNextBlock() throws IOException {
        index.next();
        if (index.isValid()) {
            openBlock().seekToFirst();
            valid = true;
        }
    }

    private BlockCursor openBlock() throws IOException {
        IndexEntry entry = index.entry();
        firstOrdinal = entry.firstOrdinal();
        BlockCursor block = entries;
        if (block == null) {
            block = new BlockCursor(table.block(entry.block()));
            entries = block;
        } else {
            block.reset(table.block(entry.block()));
        }
        return block;
    }

    private BlockCursor current() {
        BlockCursor block = entries;
        if (!valid || block == null) {
            throw new IllegalStateException("the iterator stands on no entry of " + table.path());
        }
        return block;
    }

    @Override
    public Slice key() {
        return current().key();
    }

    @Override
    public long sequence() {
        return Stamp.sequence(current().stamp());
    }

    @Override
    public EntryKind kind() {
        return EntryKind.of(Stamp.kind(current().stamp()));
    }

    @Override
    public Slice value() {
        return current().value();
    }

    /** The number of entries of the table before this one: what the bitmap of tombstones speaks of. */
    public long ordinal() {
        return firstOrdinal + current().ordinal();
    }

    @Override
    public void close() {
        valid = false;
    }
}
