package dev.dolmen.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * The disk of this machine, through the operating system.
 *
 * <p>Made for POSIX file systems: {@link #syncDirectory} needs a directory that can be opened and synced like a file.
 *
 * <p>Immune to interrupts, as the interface demands, by using no {@link FileChannel} across calls: files are written
 * through {@link RandomAccessFile} and read through mapped memory, neither of which knows about interrupts; directories
 * are synced and locked on a thread of their own.
 */
public final class DiskFileSystem implements FileSystem {

    public DiskFileSystem() {}

    @Override
    public void createDirectories(Path directory) throws IOException {
        Path path = directory.toAbsolutePath().normalize();
        Path existing = path;
        while (!exists(existing)) {
            existing = parent(existing);
        }
        syncNameOf(existing);
        for (int depth = existing.getNameCount() + 1; depth <= path.getNameCount(); depth++) {
            Path missing = path.getRoot().resolve(path.subpath(0, depth));
            try {
                Files.createDirectory(missing);
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(missing)) {
                    throw e;
                }
                // Someone else made it at the same moment.
            }
            syncDirectory(parent(missing));
        }
        if (!Files.isDirectory(path)) {
            throw new NotDirectoryException(path.toString());
        }
    }

    /**
     * Makes the name of a directory durable that was there already: a process may have made it and been killed before it
     * could sync the parent. No process of this user has where the parent cannot be written to.
     */
    private void syncNameOf(Path existing) throws IOException {
        Path parent = existing.toRealPath().getParent();
        if (parent != null && Files.isWritable(parent)) {
            syncDirectory(parent);
        }
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                names.add(entry.getFileName().toString());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(names);
        return List.copyOf(names);
    }

    @Override
    public boolean exists(Path path) throws IOException {
        try {
            // Not Files.exists, which answers no when it cannot tell.
            Files.readAttributes(path, BasicFileAttributes.class);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    @Override
    public long size(Path file) throws IOException {
        return Files.size(file);
    }

    @Override
    public WritableFile create(Path file) throws IOException {
        Files.createFile(file);
        try {
            return new DiskWritableFile(file);
        } catch (FileNotFoundException e) {
            // Such as too many open files. The new name goes again, so that the caller can try again.
            try {
                Files.delete(file);
            } catch (IOException cleanup) {
                e.addSuppressed(cleanup);
            }
            throw e;
        }
    }

    @Override
    public WritableFile openForWriting(Path file) throws IOException {
        if (!exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return new DiskWritableFile(file);
    }

    @Override
    public RandomReadFile openForReading(Path file) throws IOException {
        return MappedFile.open(file);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        if (!parent(from.toAbsolutePath().normalize())
                .equals(parent(to.toAbsolutePath().normalize()))) {
            throw new IllegalArgumentException("a rename stays in one directory: from " + from + " to " + to);
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void link(Path existing, Path link) throws IOException {
        Files.createLink(link, existing);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.delete(file);
    }

    @Override
    public OpenDirectory openDirectory(Path directory) throws IOException {
        try {
            return new DiskDirectory(directory, FileChannel.open(directory, StandardOpenOption.READ));
        } catch (IOException e) {
            throw FileFailure.of(directory, "cannot open the directory", e);
        }
    }

    /** Nobody but the thread of a sync has a hand on the channel. */
    private record DiskDirectory(Path path, FileChannel channel) implements OpenDirectory {

        @Override
        public void sync() throws IOException {
            Uninterrupted.onOwnThread("dolmen-directory-sync", () -> {
                try {
                    channel.force(true);
                    return path;
                } catch (IOException e) {
                    throw FileFailure.of(path, "cannot sync the directory", e);
                }
            });
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Override
    public DirectoryLock lock(Path directory) throws IOException {
        return DiskDirectoryLock.acquire(directory);
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "the root has no parent");
    }
}
