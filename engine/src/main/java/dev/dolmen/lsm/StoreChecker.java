package dev.dolmen.lsm;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.read.CopiedSlice;
import dev.dolmen.lsm.version.FileNames;
import dev.dolmen.lsm.version.KeyRange;
import dev.dolmen.lsm.version.Levels;
import dev.dolmen.lsm.version.TableFile;
import dev.dolmen.lsm.version.Version;
import dev.dolmen.lsm.version.VersionSet;
import dev.dolmen.sstable.EntryIterator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Finds out whether what is on the disk is what it should be. Changes nothing. Thread-safe. */
final class StoreChecker {

    private final FileSystem fileSystem;
    private final Path directory;
    private final VersionSet versions;

    StoreChecker(FileSystem fileSystem, Path directory, VersionSet versions) {
        this.fileSystem = fileSystem;
        this.directory = directory;
        this.versions = versions;
    }

    /**
     * CURRENT and the manifest say what the store knows, every live table is there, and no manifest is that is not needed. A
     * table that is not live is no fault: a view may still read it, or it could not be removed, which the next opening does.
     *
     * <p>Requires: nothing is flushed or compacted meanwhile.
     */
    void checkDirectory() throws IOException {
        versions.verify();
        Version version = versions.pin();
        try {
            for (int level = 0; level < Levels.COUNT; level++) {
                for (TableFile table : version.tables(level)) {
                    if (!fileSystem.exists(table.path())) {
                        throw new CorruptFileException(table.path(), 0, "live table", "a file", "none");
                    }
                }
            }
        } finally {
            version.release();
        }
        for (String name : fileSystem.list(directory)) {
            Path file = directory.resolve(name);
            if (FileNames.manifestNumber(name).isPresent() && !versions.owns(file)) {
                throw new CorruptFileException(file, 0, "manifest", "one that is in force", "another");
            }
        }
    }

    /** Every byte of every table is as it was written, in order, and where the manifest says. */
    void checkTables(Version version) throws IOException {
        for (int level = 0; level < Levels.COUNT; level++) {
            for (TableFile table : version.tables(level)) {
                table.reader().verify();
                checkOrder(table);
            }
        }
    }

    /** Every record of the log that memtables found in it are read from is as it was written. */
    void checkMemtables(List<Generation> sealed) throws IOException {
        for (Generation generation : sealed) {
            try (EntryIterator entry = generation.table().walk()) {
                entry.seekToFirst();
                while (entry.isValid()) {
                    entry.next();
                }
            }
        }
    }

    private static void checkOrder(TableFile table) throws IOException {
        KeyRange range = table.metadata().range();
        CopiedSlice previous = new CopiedSlice();
        long previousSequence = -1;
        long entries = 0;
        try (EntryIterator entry = table.reader().fileIterator()) {
            for (entry.seekToFirst(); entry.isValid(); entry.next()) {
                Slice key = entry.key();
                int order = previousSequence < 0 ? -1 : previous.get().compareTo(key);
                if (order > 0 || order == 0 && previousSequence <= entry.sequence()) {
                    throw new CorruptFileException(table.path(), 0, "order", "a key after " + previous.get(), key);
                }
                if (!range.contains(key)) {
                    throw new CorruptFileException(table.path(), 0, "key", "one in " + range, key);
                }
                previous.set(key);
                previousSequence = entry.sequence();
                entries++;
            }
        }
        if (entries != table.metadata().entries()) {
            throw new CorruptFileException(
                    table.path(), 0, "number of entries", table.metadata().entries(), entries);
        }
    }
}
