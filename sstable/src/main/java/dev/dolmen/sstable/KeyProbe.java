package dev.dolmen.sstable;

import dev.dolmen.io.Slice;
import dev.dolmen.sstable.block.BlockView;
import dev.dolmen.sstable.block.Stamp;
import dev.dolmen.sstable.block.StoredValue;
import java.io.IOException;
import java.util.Arrays;

/**
 * Finds the newest versions of keys that are asked for in their order, for work that asks for many of them once. It stays in
 * a block as long as keys lie in it, reads blocks where they lie in the file, leaves decoded blocks and hot rows to those who
 * read again what they have read, and decodes no more of a value than is asked for. Keys in another order are found as well.
 *
 * <p>Must not be used after its table's reader was closed. Not thread-safe.
 */
public final class KeyProbe {

    private static final int NOWHERE = -1;
    private static final byte[] NOTHING = {};

    private final TableReader table;
    private final DataBlocks blocks;
    private final BlockView view = new BlockView();
    private final StoredValue stored = new StoredValue();
    private int block = NOWHERE;
    private int entry = NOWHERE;
    private byte[] decoded = NOTHING;

    KeyProbe(TableReader table, DataBlocks blocks) {
        this.table = table;
        this.blocks = blocks;
    }

    /**
     * Stands on the newest version of a key; range tombstones are not looked at.
     *
     * @param hash the key's {@link TableReader#hash}
     * @return whether there is one
     */
    public boolean find(Slice key, long hash) throws IOException {
        entry = NOWHERE;
        if (!table.mayContain(hash)) {
            return false;
        }
        int found = blocks.find(key, Long.MAX_VALUE);
        if (found == blocks.index().count()) {
            return false;
        }
        try {
            if (found != block) {
                block = NOWHERE;
                blocks.open(found, view);
                block = found;
            }
            entry = view.find(key, hash, Long.MAX_VALUE);
            return entry != BlockView.NONE;
        } catch (InternalError unreadable) {
            throw table.input().unreadable(unreadable);
        } catch (IndexOutOfBoundsException changed) {
            throw table.input().changed(blocks.handle(found).offset(), "block of entries", changed);
        }
    }

    /** Of the version it stands on. */
    public long sequence() {
        return Stamp.sequence(view.stamp(entry));
    }

    /** Of the version it stands on. */
    public EntryKind kind() {
        return EntryKind.of(Stamp.kind(view.stamp(entry)));
    }

    /**
     * How the value it stands on begins.
     *
     * @param bytes how many are wanted; there are fewer if the value is shorter
     * @return good until the next call of any method
     */
    public Slice head(int bytes) throws IOException {
        try {
            if (view.dictionary() == BlockView.NO_DICTIONARY) {
                int length = Math.min(bytes, view.valueLength(entry));
                ensure(length);
                view.bytes().get(view.valueStart(entry), decoded, 0, length);
                return new Slice(decoded, 0, length);
            }
            long offset = blocks.index().offset(block);
            Dictionaries dictionaries = table.dictionaries();
            int length = dictionaries.open(stored, view, entry, table.input(), offset);
            ensure(length);
            int head = Math.min(bytes, length);
            dictionaries.copyHead(stored, view, decoded, head, table.input(), offset);
            return new Slice(decoded, 0, head);
        } catch (InternalError unreadable) {
            throw table.input().unreadable(unreadable);
        } catch (IndexOutOfBoundsException changed) {
            throw table.input().changed(blocks.handle(block).offset(), "block of entries", changed);
        }
    }

    private void ensure(int bytes) {
        if (decoded.length < bytes) {
            decoded = Arrays.copyOf(decoded, 2 * bytes);
        }
    }
}
