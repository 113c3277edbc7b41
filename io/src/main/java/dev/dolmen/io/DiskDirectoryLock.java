package dev.dolmen.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A directory taken by a lock of the operating system on its file {@code LOCK}, which dies with the process, however that
 * dies, and by an entry in a table of this process.
 *
 * <p>The table comes first, and not only because locks of the operating system do not tell apart the users in one
 * process: on POSIX a process loses its lock on a file as soon as it closes <em>any</em> of its descriptors of that file,
 * so that a second try in the same process must not even open {@code LOCK}. The table knows directories by what the file
 * system says they are (device and inode), so that no spelling of the path gets around it.
 *
 * <p>{@code LOCK} stays when the lock is given up: were it deleted, one process could lock the deleted file and another a
 * new one of the same name.
 */
final class DiskDirectoryLock implements DirectoryLock {

    private static final String FILE_NAME = "LOCK";

    /** Guards everything static, and taking and giving up of locks. */
    private static final Object MUTEX = new Object();

    private static final Map<Object, Path> HELD = new HashMap<>();

    /** See {@link #acquireFromSystem}. */
    private static final List<FileChannel> NEVER_CLOSED = new ArrayList<>();

    private final Object key;
    private @Nullable FileChannel channel;

    private DiskDirectoryLock(Object key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    static DiskDirectoryLock acquire(Path directory) throws IOException {
        synchronized (MUTEX) {
            BasicFileAttributes attributes = Files.readAttributes(directory, BasicFileAttributes.class);
            if (!attributes.isDirectory()) {
                throw new NotDirectoryException(directory.toString());
            }
            Path realPath = directory.toRealPath();
            Object key = attributes.fileKey() == null ? realPath : attributes.fileKey();
            Path held = HELD.get(key);
            if (held != null) {
                throw new DirectoryLockedException(
                        directory, "another store in this process, which opened it as " + held);
            }
            // On its own thread, because an interrupt must not close the channel.
            FileChannel channel =
                    Uninterrupted.onOwnThread("dolmen-directory-lock", () -> acquireFromSystem(directory, realPath));
            HELD.put(key, directory);
            return new DiskDirectoryLock(key, channel);
        }
    }

    private static FileChannel acquireFromSystem(Path directory, Path realPath) throws IOException {
        Path file = realPath.resolve(FILE_NAME);
        FileChannel channel;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException(
                    "cannot lock " + directory + ": it must be writable, and " + e + " says it is not", e);
        }
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new DirectoryLockedException(directory, "another process");
            }
            return channel;
        } catch (OverlappingFileLockException e) {
            // This process holds it, but not by this class: by a copy of it from another class loader. Closing the
            // channel
            // would take that lock away, so it stays open for good.
            NEVER_CLOSED.add(channel);
            throw new DirectoryLockedException(directory, "another store in this process");
        } catch (IOException e) {
            if (channel.isOpen()) {
                channel.close();
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (MUTEX) {
            FileChannel held = channel;
            if (held != null) {
                channel = null;
                HELD.remove(key);
                held.close();
            }
        }
    }
}
