package dev.dolmen.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A disk.
 *
 * <p>What a call changes is visible to later calls at once, but survives a power failure only when the file (for its
 * content and length) and the directory (for names made, replaced or removed) have been synced after it. Creating a
 * file and syncing only the file may leave a durable file without a name.
 *
 * <p>Thread-safe. No call is disturbed by an interrupt of the calling thread, and none clears its interrupt status.
 * Every failure is an {@link IOException} whose message names the file; a failed call may have done part of its work.
 */
public interface FileSystem {

    /**
     * Makes the directory and its missing parents, each durable in its own parent before this returns: also one that is
     * there already, left by a process that was killed before it could see to that.
     */
    void createDirectories(Path directory) throws IOException;

    /** The plain names (not paths) in the directory, sorted; files and directories alike. */
    List<String> list(Path directory) throws IOException;

    boolean exists(Path path) throws IOException;

    /** The length of the file, in bytes. */
    long size(Path file) throws IOException;

    /**
     * Makes a new, empty file.
     *
     * @throws java.nio.file.FileAlreadyExistsException when the name is taken
     */
    WritableFile create(Path file) throws IOException;

    /**
     * Opens an existing file for writing, its content kept.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    WritableFile openForWriting(Path file) throws IOException;

    /**
     * Opens an existing file for reading. What is written to the file afterwards may or may not be seen.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     */
    RandomReadFile openForReading(Path file) throws IOException;

    /** Renames a file within its directory, replacing {@code to} in one step when it exists. */
    void rename(Path from, Path to) throws IOException;

    /** Gives an existing file a second name (a hard link). */
    void link(Path existing, Path link) throws IOException;

    /** Removes the name of a file or of an empty directory. Open files go on reading what they had open. */
    void delete(Path file) throws IOException;

    /** Makes the names in the directory durable. */
    default void syncDirectory(Path directory) throws IOException {
        try (OpenDirectory opened = openDirectory(directory)) {
            opened.sync();
        }
    }

    /**
     * Opens a directory to sync it, perhaps several times: for whoever could not bear it if there were no file descriptor left
     * when the sync is due.
     */
    OpenDirectory openDirectory(Path directory) throws IOException;

    /**
     * Takes the directory for this process and this instance alone, until the lock is closed or the process dies.
     *
     * @throws DirectoryLockedException when another process, or another instance in this one, holds it, under whatever
     *     spelling of the path
     */
    DirectoryLock lock(Path directory) throws IOException;

    /** The bytes that can still be written to the directory's disk. */
    long usableBytes(Path directory) throws IOException;
}
