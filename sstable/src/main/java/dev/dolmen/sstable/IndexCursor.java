package dev.dolmen.sstable;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.block.BlockCursor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Walks both levels of an index as if it were one list of data blocks. Not thread-safe. */
final class IndexCursor {

    private final TableReader table;
    private final @Nullable BlockCursor top;
    private @Nullable BlockCursor partition;
    private boolean valid;

    IndexCursor(TableReader table) {
        this.table = table;
        this.top = table.top() == null ? null : new BlockCursor(table.top());
    }

    boolean isValid() {
        return valid;
    }

    void seekToFirst() throws IOException {
        valid = false;
        if (top != null) {
            top.seekToFirst();
            openPartition(top).seekToFirst();
            valid = true;
        }
    }

    void seekToLast() throws IOException {
        valid = false;
        if (top != null) {
            top.seekToLast();
            openPartition(top).seekToLast();
            valid = true;
        }
    }

    /** Moves to the only block that can hold the first entry at or after {@code (key, sequence)}. */
    void seek(Slice key, long sequence) throws IOException {
        valid = false;
        if (top != null) {
            top.seek(key, sequence);
            if (top.isValid()) {
                BlockCursor blocks = openPartition(top);
                blocks.seek(key, sequence);
                if (!blocks.isValid()) {
                    throw blocks.block().corrupt("last separator of the partition", "one after " + key, "none");
                }
                valid = true;
            }
        }
    }

    /** Requires: it is valid. */
    void next() throws IOException {
        valid = false;
        BlockCursor blocks = blocks();
        blocks.next();
        if (!blocks.isValid() && top != null) {
            top.next();
            if (!top.isValid()) {
                return;
            }
            openPartition(top).seekToFirst();
        }
        valid = true;
    }

    /** Requires: it is valid. */
    void previous() throws IOException {
        valid = false;
        BlockCursor blocks = blocks();
        blocks.previous();
        if (!blocks.isValid() && top != null) {
            top.previous();
            if (!top.isValid()) {
                return;
            }
            openPartition(top).seekToLast();
        }
        valid = true;
    }

    private BlockCursor openPartition(BlockCursor from) throws IOException {
        IndexEntry entry = table.indexEntry(from.block(), from.value());
        BlockCursor opened = partition;
        if (opened == null) {
            opened = new BlockCursor(table.block(entry.block()));
            partition = opened;
        } else {
            opened.reset(table.block(entry.block()));
        }
        return opened;
    }

    private BlockCursor blocks() {
        if (partition == null) {
            throw new AssertionError("an index cursor that was never moved");
        }
        return partition;
    }

    /** Requires: it is valid. */
    IndexEntry entry() throws IOException {
        BlockCursor blocks = blocks();
        return table.indexEntry(blocks.block(), blocks.value());
    }

    /** The separator after the block. Requires: it is valid. */
    Slice separator() {
        return blocks().key();
    }

    /** The separator's stamp. Requires: it is valid. */
    long separatorStamp() {
        return blocks().stamp();
    }
}
