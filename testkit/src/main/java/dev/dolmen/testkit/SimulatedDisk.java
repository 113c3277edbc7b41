package dev.dolmen.testkit;

import dev.dolmen.io.DirectoryLock;
import dev.dolmen.io.DirectoryLockedException;
import dev.dolmen.io.FileSystem;
import dev.dolmen.io.RandomReadFile;
import dev.dolmen.io.WritableFile;
import dev.dolmen.testkit.DiskOperation.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that knows what has been synced, and so what a power failure may take.
 *
 * <p>A crash test runs the store on one disk and goes on with another that holds what is left:
 *
 * <pre>{@code
 * SimulatedDisk disk = new SimulatedDisk();
 * disk.powerOffAfter(17);
 * runUntilItFails(disk);                                        // with a PowerLossException
 * SimulatedDisk left = disk.afterPowerLoss(PowerLoss.RANDOM, seed);
 * check(left);                                                  // which can be cut off again, any number of times
 * }</pre>
 *
 * <p>Taking {@link #afterPowerLoss} or {@link #afterKill} changes nothing here and is cheap (content is shared until it
 * changes), so that one moment can be tried with many seeds. Everything is a function of the calls made and the seeds
 * given.
 *
 * <p>Paths are taken as absolute ones, whether they are or not; there are no symbolic links. Hard links are made for
 * files only, and names move within their directory. Thread-safe.
 */
public final class SimulatedDisk implements FileSystem {

    private static final long DEFAULT_CAPACITY_BYTES = 1L << 40;

    private final SimulatedDirectory root;
    private final FaultInjector faults = new FaultInjector();
    private final Map<Closeable, Path> open = new IdentityHashMap<>();
    private long capacityBytes = DEFAULT_CAPACITY_BYTES;
    private long usedBytes;
    private long operations;
    private long lastOperation = Long.MAX_VALUE;
    private boolean poweredOff;

    /** An empty disk of 1 TiB. */
    public SimulatedDisk() {
        this(new SimulatedDirectory());
    }

    private SimulatedDisk(SimulatedDirectory root) {
        this.root = root;
    }

    // ---- what tests do to the disk ----

    /** The changes (see {@link Kind#isChange}) tried so far, failed ones included. */
    public synchronized long operations() {
        return operations;
    }

    /**
     * Cuts the power right after the given change, counted from the disk's beginning: it takes place, but its caller and
     * those of all later calls get a {@link PowerLossException}. At once when there were that many already.
     */
    public synchronized void powerOffAfter(long operation) {
        lastOperation = operation;
        poweredOff |= operations >= operation;
    }

    /** Cuts the power now. */
    public void powerOff() {
        powerOffAfter(0);
    }

    public synchronized boolean isPoweredOff() {
        return poweredOff;
    }

    /**
     * A new disk with what this one would hold if the power failed now: running, unlocked, without faults, all of it
     * durable.
     *
     * @param seed decides among the outcomes of {@link PowerLoss#RANDOM}
     */
    public synchronized SimulatedDisk afterPowerLoss(PowerLoss policy, long seed) {
        Random random = new Random(seed);
        return copy(new UnaryOperator<>() {
            private final Map<SimulatedNode, SimulatedNode> survivors = new IdentityHashMap<>();

            @Override
            public SimulatedNode apply(SimulatedNode node) {
                // Not computeIfAbsent: directories recurse into it.
                SimulatedNode survivor = survivors.get(node);
                if (survivor == null) {
                    survivor = node instanceof SimulatedDirectory directory
                            ? directory.afterPowerLoss(policy, random, this)
                            : ((SimulatedFile) node).afterPowerLoss(policy, random);
                    survivors.put(node, survivor);
                }
                return survivor;
            }
        });
    }

    /**
     * A new disk with what this one holds if the process dies now and the machine lives on: everything written is there,
     * and what was not synced is still not durable.
     */
    public synchronized SimulatedDisk afterKill() {
        return copy(new UnaryOperator<>() {
            private final Map<SimulatedNode, SimulatedNode> survivors = new IdentityHashMap<>();

            @Override
            public SimulatedNode apply(SimulatedNode node) {
                SimulatedNode survivor = survivors.get(node);
                if (survivor == null) {
                    survivor = node instanceof SimulatedDirectory directory
                            ? directory.afterKill(this)
                            : ((SimulatedFile) node).afterKill();
                    survivors.put(node, survivor);
                }
                return survivor;
            }
        });
    }

    private SimulatedDisk copy(UnaryOperator<SimulatedNode> survivor) {
        SimulatedDisk copy = new SimulatedDisk((SimulatedDirectory) survivor.apply(root));
        copy.capacityBytes = capacityBytes;
        copy.addLinks(copy.root);
        return copy;
    }

    private void addLinks(SimulatedDirectory directory) {
        for (String name : directory.names()) {
            SimulatedNode node = directory.get(name);
            if (node instanceof SimulatedDirectory child) {
                addLinks(child);
            } else if (node instanceof SimulatedFile file && file.links++ == 0) {
                usedBytes += file.length();
            }
        }
    }

    /** Makes matching calls fail from now on. */
    public synchronized void inject(Fault fault) {
        faults.add(fault);
    }

    /** Takes back every fault. What failed syncs gave up stays given up. */
    public synchronized void repair() {
        faults.clear();
    }

    /** Sets the bytes the disk has room for; files that are there stay even when they need more. */
    public synchronized void setCapacityBytes(long bytes) {
        capacityBytes = bytes;
    }

    /** Something that damages the file. */
    public synchronized FileDamage damage(Path file) throws NoSuchFileException {
        return new FileDamage(this, file(absolute(file)));
    }

    /** Every file (not directory) there is, by absolute path, sorted. */
    public synchronized List<Path> files() {
        List<Path> files = new ArrayList<>();
        addFiles(Path.of("").toAbsolutePath().getRoot(), root, files);
        return files;
    }

    private static void addFiles(Path path, SimulatedDirectory directory, List<Path> files) {
        for (String name : directory.names()) {
            if (directory.get(name) instanceof SimulatedDirectory child) {
                addFiles(path.resolve(name), child, files);
            } else {
                files.add(path.resolve(name));
            }
        }
    }

    /** What readers of the file see, whether the power is on or off. Not a call to the disk. */
    public synchronized byte[] content(Path file) throws NoSuchFileException {
        SimulatedFile found = file(absolute(file));
        byte[] content = new byte[Math.toIntExact(found.length())];
        found.read(0, content, 0, content.length);
        return content;
    }

    /** The files that were opened and not closed, and the directories still locked; sorted. */
    public synchronized List<Path> open() {
        return open.values().stream().sorted().toList();
    }

    // ---- what the store does ----

    @Override
    public void createDirectories(Path directory) throws IOException {
        Path path = absolute(directory);
        Path existing = path;
        while (!exists(existing)) {
            existing = parent(existing);
        }
        // The deepest directory that is there may be one whose maker was killed before it could sync the parent.
        if (existing.getParent() != null) {
            syncDirectory(parent(existing));
        }
        for (int depth = existing.getNameCount() + 1; depth <= path.getNameCount(); depth++) {
            Path missing = path.getRoot().resolve(path.subpath(0, depth));
            perform(Kind.CREATE_DIRECTORY, missing, () -> {
                requireRoom(missing);
                return put(missing, new SimulatedDirectory());
            });
            syncDirectory(parent(missing));
        }
        perform(Kind.EXISTS, path, () -> directory(path));
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        Path path = absolute(directory);
        return perform(Kind.LIST, path, () -> directory(path).names());
    }

    @Override
    public boolean exists(Path file) throws IOException {
        Path path = absolute(file);
        return perform(Kind.EXISTS, path, () -> find(path) != null);
    }

    @Override
    public long size(Path file) throws IOException {
        Path path = absolute(file);
        return perform(Kind.SIZE, path, () -> file(path).length());
    }

    @Override
    public WritableFile create(Path file) throws IOException {
        Path path = absolute(file);
        return perform(Kind.CREATE, path, () -> {
            requireRoom(path);
            SimulatedFile made = new SimulatedFile();
            made.links = 1;
            put(path, made);
            return opened(path, new SimulatedWritableFile(this, file, made));
        });
    }

    @Override
    public WritableFile openForWriting(Path file) throws IOException {
        Path path = absolute(file);
        return perform(
                Kind.OPEN_FOR_WRITING, path, () -> opened(path, new SimulatedWritableFile(this, file, file(path))));
    }

    @Override
    public RandomReadFile openForReading(Path file) throws IOException {
        Path path = absolute(file);
        return perform(Kind.OPEN_FOR_READING, path, () -> opened(path, new SimulatedReadFile(this, file, file(path))));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Path source = absolute(from);
        Path target = absolute(to);
        if (!parent(source).equals(parent(target))) {
            throw new IllegalArgumentException("a rename stays in one directory: from " + from + " to " + to);
        }
        perform(Kind.RENAME, target, () -> {
            SimulatedFile moved = file(source);
            SimulatedNode replaced = find(target);
            if (replaced instanceof SimulatedDirectory) {
                throw new FileAlreadyExistsException(target.toString());
            }
            if (replaced == moved) {
                return null; // two names of one file: POSIX leaves both
            }
            directory(parent(source)).rename(name(source), name(target));
            unlinked(replaced);
            return null;
        });
    }

    @Override
    public void link(Path existing, Path link) throws IOException {
        Path source = absolute(existing);
        Path target = absolute(link);
        perform(Kind.LINK, target, () -> {
            requireRoom(target);
            SimulatedFile file = file(source);
            put(target, file);
            file.links++;
            return null;
        });
    }

    @Override
    public void delete(Path file) throws IOException {
        Path path = absolute(file);
        perform(Kind.DELETE, path, () -> {
            SimulatedNode node = find(path);
            if (node == null) {
                throw new NoSuchFileException(path.toString());
            }
            if (node instanceof SimulatedDirectory directory
                    && !directory.names().isEmpty()) {
                throw new DirectoryNotEmptyException(path.toString());
            }
            directory(parent(path)).remove(name(path));
            unlinked(node);
            return null;
        });
    }

    /** When a fault strikes, the changes so far do not become durable, nor do they by a later sync. */
    @Override
    public void syncDirectory(Path directory) throws IOException {
        Path path = absolute(directory);
        Runnable giveUp = () -> {
            if (find(path) instanceof SimulatedDirectory found) {
                found.giveUp();
            }
        };
        perform(Kind.SYNC_DIRECTORY, path, giveUp, () -> {
            directory(path).sync();
            return null;
        });
    }

    @Override
    public DirectoryLock lock(Path directory) throws IOException {
        Path path = absolute(directory);
        return perform(Kind.LOCK, path, () -> {
            SimulatedDirectory found = directory(path);
            if (found.locked) {
                throw new DirectoryLockedException(directory, "another store of this test");
            }
            found.locked = true;
            return opened(path, new SimulatedLock(found));
        });
    }

    private final class SimulatedLock implements DirectoryLock {

        private final SimulatedDirectory directory;

        private SimulatedLock(SimulatedDirectory directory) {
            this.directory = directory;
        }

        @Override
        public void close() {
            synchronized (SimulatedDisk.this) {
                if (open.remove(this) != null) {
                    directory.locked = false;
                }
            }
        }
    }

    @Override
    public long usableBytes(Path directory) throws IOException {
        Path path = absolute(directory);
        return perform(Kind.USABLE_BYTES, path, () -> {
            directory(path);
            return freeBytes();
        });
    }

    // ---- how calls are carried out; all under this disk's lock ----

    /** What a call does when nothing goes wrong with the disk. */
    interface Action<T> {
        @Nullable
        T run() throws IOException;
    }

    <T> T perform(Kind kind, Path file, Action<T> action) throws IOException {
        return perform(kind, file, () -> {}, action);
    }

    /** @param effectOfFault what the call does to the disk when a fault strikes it */
    synchronized <T> T perform(Kind kind, Path file, Runnable effectOfFault, Action<T> action) throws IOException {
        if (poweredOff) {
            throw new PowerLossException(file);
        }
        boolean last = kind.isChange() && ++operations >= lastOperation;
        T result;
        try {
            faults.check(new DiskOperation(kind, file), effectOfFault);
            result = action.run();
        } finally {
            poweredOff = last;
        }
        if (last) {
            throw new PowerLossException(file);
        }
        return result;
    }

    private <T extends Closeable> T opened(Path path, T handle) {
        open.put(handle, path);
        return handle;
    }

    synchronized void closed(Closeable handle) {
        open.remove(handle);
    }

    void requireOpen(Closeable handle, Path path) throws IOException {
        if (!open.containsKey(handle)) {
            throw new IOException(path + " is closed");
        }
    }

    /** Writes what there is room for, and returns how much that was, in bytes. */
    int write(SimulatedFile file, long position, byte[] bytes, int offset, int length) {
        long before = file.length();
        int fitting = (int) Math.max(0, Math.min(length, before + freeBytes() - position));
        file.write(position, bytes, offset, fitting);
        if (file.links > 0) {
            usedBytes += file.length() - before;
        }
        return fitting;
    }

    void truncate(SimulatedFile file, long size) {
        long before = file.length();
        file.truncate(size);
        if (file.links > 0) {
            usedBytes += file.length() - before;
        }
    }

    private long freeBytes() {
        return Math.max(0, capacityBytes - usedBytes);
    }

    private void requireRoom(Path path) throws IOException {
        if (freeBytes() == 0) {
            throw Errno.ENOSPC.on(path);
        }
    }

    private void unlinked(@Nullable SimulatedNode node) {
        if (node instanceof SimulatedFile file && --file.links == 0) {
            usedBytes -= file.length();
        }
    }

    private <T extends SimulatedNode> T put(Path path, T node) throws IOException {
        SimulatedDirectory directory = directory(parent(path));
        if (directory.get(name(path)) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        directory.put(name(path), node);
        return node;
    }

    private @Nullable SimulatedNode find(Path path) {
        SimulatedNode node = root;
        for (Path name : path) {
            if (!(node instanceof SimulatedDirectory directory)) {
                return null;
            }
            node = directory.get(name.toString());
        }
        return node;
    }

    private SimulatedDirectory directory(Path path) throws IOException {
        SimulatedNode node = find(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        if (node instanceof SimulatedDirectory directory) {
            return directory;
        }
        throw new NotDirectoryException(path.toString());
    }

    private SimulatedFile file(Path path) throws NoSuchFileException {
        if (find(path) instanceof SimulatedFile file) {
            return file;
        }
        throw new NoSuchFileException(path.toString());
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "the root has no parent");
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
