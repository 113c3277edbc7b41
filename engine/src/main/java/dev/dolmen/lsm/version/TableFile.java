package dev.dolmen.lsm.version;

import dev.dolmen.io.CorruptFileException;
import dev.dolmen.io.FileSystem;
import dev.dolmen.io.Slice;
import dev.dolmen.lsm.tombstone.RangeTombstoneIndex;
import dev.dolmen.sstable.RangeTombstone;
import dev.dolmen.sstable.TableMemory;
import dev.dolmen.sstable.TableReader;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A live table: its metadata, and its reader, opened when first needed. Shared by all versions that name the table; when
 * the last of them lets go, no one can reach the file any more: it is closed, and deleted unless the store is closing.
 *
 * <p>Thread-safe. An open that fails (too many open files, say) fails that read alone; the next one tries again.
 */
public final class TableFile {

    private static final System.Logger LOGGER = System.getLogger(TableFile.class.getName());

    private final FileSystem fileSystem;
    private final Path path;
    private final FileMetadata metadata;
    private final TableMemory memory;
    /** True once files are to be kept when the last reference goes. */
    private final AtomicBoolean keepFiles;

    private final AtomicInteger references = new AtomicInteger();
    private volatile @Nullable TableReader reader;
    private volatile @Nullable RangeTombstoneIndex rangeTombstones;

    TableFile(FileSystem fileSystem, Path path, FileMetadata metadata, TableMemory memory, AtomicBoolean keepFiles) {
        this.fileSystem = fileSystem;
        this.path = path;
        this.metadata = metadata;
        this.memory = memory;
        this.keepFiles = keepFiles;
    }

    public FileMetadata metadata() {
        return metadata;
    }

    public Path path() {
        return path;
    }

    /** Requires: the caller has a version with this table pinned. */
    public TableReader reader() throws IOException {
        TableReader open = reader;
        return open == null ? open() : open;
    }

    private synchronized TableReader open() throws IOException {
        TableReader open = reader;
        if (open == null) {
            open = TableReader.open(fileSystem, path, metadata.number(), memory);
            boolean expected = false;
            try {
                FileMetadata found = metadata.with(open.properties());
                if (!found.equals(metadata)) {
                    throw new CorruptFileException(path, 0, "properties", metadata, found);
                }
                expected = true;
            } finally {
                if (!expected) {
                    open.close();
                }
            }
            reader = open;
        }
        return open;
    }

    /** Requires: the caller has a version with this table pinned. */
    public RangeTombstoneIndex rangeTombstones() throws IOException {
        if (metadata.rangeTombstones() == 0) {
            return RangeTombstoneIndex.EMPTY;
        }
        RangeTombstoneIndex index = rangeTombstones;
        if (index == null) {
            index = RangeTombstoneIndex.of(reader().rangeTombstones().stream()
                    .map(tombstone -> new RangeTombstone(
                            new Slice(tombstone.start().toByteArray()),
                            new Slice(tombstone.end().toByteArray()),
                            tombstone.sequence()))
                    .toList());
            rangeTombstones = index;
        }
        return index;
    }

    /** As {@link TableReader#distrustBlocks}. Requires: the caller has a version with this table pinned. */
    void distrustBlocks() {
        TableReader open = reader;
        if (open != null) {
            open.distrustBlocks();
        }
    }

    void retain() {
        references.incrementAndGet();
    }

    void release() {
        if (references.decrementAndGet() > 0) {
            return;
        }
        close();
        if (!keepFiles.get()) {
            delete();
        }
    }

    private synchronized void close() {
        TableReader open = reader;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException | RuntimeException | Error failure) {
            // Others of the same version are still to be let go of, by a thread that may only have read something.
            LOGGER.log(Level.WARNING, "cannot close " + path, failure);
        }
        reader = null;
    }

    /** A file that cannot be deleted does no harm: the next opening of the store tries again. */
    private void delete() {
        try {
            fileSystem.delete(path);
        } catch (NoSuchFileException gone) {
            LOGGER.log(Level.DEBUG, "gone already: {0}", path);
        } catch (IOException | RuntimeException | Error failure) {
            LOGGER.log(Level.WARNING, "cannot delete " + path + ", which is not needed any more", failure);
        }
    }
}
