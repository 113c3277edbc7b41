package dev.dolmen.lsm.read;

import dev.dolmen.io.Slice;
import dev.dolmen.lsm.version.TableFile;
import dev.dolmen.sstable.CarriedValue;
import dev.dolmen.sstable.EntryIterator;
import dev.dolmen.sstable.EntryKind;
import dev.dolmen.sstable.TableReader;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tables that share no key, in key order, as one run. Opens a table only when it gets there.
 *
 * <p>Requires: the caller keeps the tables' version pinned. Not thread-safe.
 */
public final class LevelIterator implements EntryIterator {

    private final List<TableFile> tables;
    private final Function<TableReader, EntryIterator> opener;
    /** The table of {@link #current}; -1 or the number of tables when it stands nowhere. */
    private int index = -1;

    private @Nullable EntryIterator current;

    private LevelIterator(List<TableFile> tables, Function<TableReader, EntryIterator> opener) {
        this.tables = tables;
        this.opener = opener;
    }

    /** @param opener gives the iterator over a table */
    static LevelIterator of(List<TableFile> tables, Function<TableReader, EntryIterator> opener) {
        return new LevelIterator(tables, opener);
    }

    /** For who reads all of the tables once, as a compaction does: see {@code TableReader.fileIterator}. */
    public static LevelIterator ofFiles(List<TableFile> tables) {
        return new LevelIterator(tables, TableReader::fileIterator);
    }

    @Override
    public boolean isValid() {
        return current != null && current.isValid();
    }

    @Override
    public void seekToFirst() throws IOException {
        EntryIterator table = open(0);
        if (table != null) {
            table.seekToFirst();
            skipForward();
        }
    }

    @Override
    public void seekToLast() throws IOException {
        EntryIterator table = open(tables.size() - 1);
        if (table != null) {
            table.seekToLast();
            skipBackward();
        }
    }

    @Override
    public void seek(Slice key, long sequence) throws IOException {
        EntryIterator table = open(firstNotEndingBefore(key));
        if (table != null) {
            table.seek(key, sequence);
            skipForward();
        }
    }

    @Override
    public void seekBefore(Slice key) throws IOException {
        // The last table that starts before the key is this one, or the one in front of it.
        int table = firstNotEndingBefore(key);
        if (table == tables.size()
                || tables.get(table).metadata().range().smallest().compareTo(key) >= 0) {
            table--;
        }
        EntryIterator iterator = open(table);
        if (iterator != null) {
            iterator.seekBefore(key);
            skipBackward();
        }
    }

    private int firstNotEndingBefore(Slice key) {
        int low = 0;
        int high = tables.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (tables.get(middle).metadata().range().endsBefore(key)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public void next() throws IOException {
        standing().next();
        skipForward();
    }

    @Override
    public void previous() throws IOException {
        standing().previous();
        skipBackward();
    }

    private void skipForward() throws IOException {
        while (current != null && !current.isValid()) {
            EntryIterator table = open(index + 1);
            if (table != null) {
                table.seekToFirst();
            }
        }
    }

    private void skipBackward() throws IOException {
        while (current != null && !current.isValid()) {
            EntryIterator table = open(index - 1);
            if (table != null) {
                table.seekToLast();
            }
        }
    }

    /** Makes this table the current one; none when there is no such table. */
    private @Nullable EntryIterator open(int table) throws IOException {
        EntryIterator open = current;
        if (open != null && table == index) {
            return open;
        }
        close();
        if (table < 0 || table >= tables.size()) {
            return null;
        }
        open = opener.apply(tables.get(table).reader());
        index = table;
        current = open;
        return open;
    }

    private EntryIterator standing() {
        EntryIterator open = current;
        if (open == null) {
            throw new AssertionError("the iterator stands nowhere");
        }
        return open;
    }

    @Override
    public Slice key() {
        return standing().key();
    }

    @Override
    public long sequence() {
        return standing().sequence();
    }

    @Override
    public EntryKind kind() {
        return standing().kind();
    }

    @Override
    public Slice value() throws IOException {
        return standing().value();
    }

    @Override
    public boolean isValueKept() {
        return standing().isValueKept();
    }

    @Override
    public Slice head(int bytes) throws IOException {
        return standing().head(bytes);
    }

    @Override
    public boolean carry(CarriedValue into) throws IOException {
        return standing().carry(into);
    }

    @Override
    public void close() {
        EntryIterator open = current;
        current = null;
        index = -1;
        if (open != null) {
            open.close();
        }
    }
}
