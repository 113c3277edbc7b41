package dev.dolmen.testkit;

import dev.dolmen.io.DirectoryLock;
import dev.dolmen.io.DirectoryLockedException;
import dev.dolmen.io.FileSystem;
import dev.dolmen.io.OpenDirectory;
import dev.dolmen.io.RandomReadFile;
import dev.dolmen.io.WritableFile;
import dev.dolmen.testkit.DiskOperation.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
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

    private final SimulatedVolume volume;
    private final FaultInjector faults = new FaultInjector();
    private final Map<Closeable, Path> open = new IdentityHashMap<>();
    private long operations;
    private long lastOperation = Long.MAX_VALUE;
    private boolean poweredOff;

    /** An empty disk of 1 TiB. */
    public SimulatedDisk() {
        this(new SimulatedVolume());
    }

    private SimulatedDisk(SimulatedVolume volume) {
        this.volume = volume;
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
        return new SimulatedDisk(volume.afterPowerLoss(policy, new Random(seed)));
    }

    /**
     * A new disk with what this one holds if the process dies now and the machine lives on: everything written is there,
     * and what was not synced is still not durable.
     */
    public synchronized SimulatedDisk afterKill() {
        return new SimulatedDisk(volume.afterKill());
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
        volume.setCapacityBytes(bytes);
    }

    /** Something that damages the file. */
    public synchronized FileDamage damage(Path file) throws NoSuchFileException {
        return new FileDamage(this, volume.file(absolute(file)));
    }

    /** Every file (not directory) there is, by absolute path, sorted. */
    public synchronized List<Path> files() {
        return volume.files();
    }

    /** What readers of the file see, whether the power is on or off. Not a call to the disk. */
    public synchronized byte[] content(Path file) throws NoSuchFileException {
        SimulatedFile found = volume.file(absolute(file));
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
                volume.makeDirectory(missing);
                return null;
            });
            syncDirectory(parent(missing));
        }
        perform(Kind.EXISTS, path, () -> volume.directory(path));
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        Path path = absolute(directory);
        return perform(Kind.LIST, path, () -> volume.directory(path).names());
    }

    @Override
    public boolean exists(Path file) throws IOException {
        Path path = absolute(file);
        return perform(Kind.EXISTS, path, () -> volume.find(path) != null);
    }

    @Override
    public long size(Path file) throws IOException {
        Path path = absolute(file);
        return perform(Kind.SIZE, path, () -> volume.file(path).length());
    }

    @Override
    public WritableFile create(Path file) throws IOException {
        Path path = absolute(file);
        return perform(
                Kind.CREATE, path, () -> opened(path, new SimulatedWritableFile(this, file, volume.create(path))));
    }

    @Override
    public WritableFile openForWriting(Path file) throws IOException {
        Path path = absolute(file);
        return perform(
                Kind.OPEN_FOR_WRITING,
                path,
                () -> opened(path, new SimulatedWritableFile(this, file, volume.file(path))));
    }

    @Override
    public RandomReadFile openForReading(Path file) throws IOException {
        Path path = absolute(file);
        return perform(
                Kind.OPEN_FOR_READING, path, () -> opened(path, new SimulatedReadFile(this, file, volume.file(path))));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Path source = absolute(from);
        Path target = absolute(to);
        if (!parent(source).equals(parent(target))) {
            throw new IllegalArgumentException("a rename stays in one directory: from " + from + " to " + to);
        }
        perform(Kind.RENAME, target, () -> {
            volume.rename(source, target);
            return null;
        });
    }

    @Override
    public void link(Path existing, Path link) throws IOException {
        Path source = absolute(existing);
        Path target = absolute(link);
        perform(Kind.LINK, target, () -> {
            volume.link(source, target);
            return null;
        });
    }

    @Override
    public void delete(Path file) throws IOException {
        Path path = absolute(file);
        perform(Kind.DELETE, path, () -> {
            volume.delete(path);
            return null;
        });
    }

    @Override
    public OpenDirectory openDirectory(Path directory) throws IOException {
        Path path = absolute(directory);
        return perform(Kind.OPEN_DIRECTORY, path, () -> {
            volume.directory(path);
            return opened(path, new SimulatedOpenDirectory(path));
        });
    }

    private final class SimulatedOpenDirectory implements OpenDirectory {

        private final Path path;

        private SimulatedOpenDirectory(Path path) {
            this.path = path;
        }

        /** When a fault strikes, the changes so far do not become durable, nor do they by a later sync. */
        @Override
        public void sync() throws IOException {
            Runnable giveUp = () -> {
                if (volume.find(path) instanceof SimulatedDirectory found) {
                    found.giveUp();
                }
            };
            perform(Kind.SYNC_DIRECTORY, path, giveUp, () -> {
                requireOpen(this, path);
                volume.directory(path).sync();
                return null;
            });
        }

        @Override
        public void close() {
            closed(this);
        }
    }

    @Override
    public DirectoryLock lock(Path directory) throws IOException {
        Path path = absolute(directory);
        return perform(Kind.LOCK, path, () -> {
            SimulatedDirectory found = volume.directory(path);
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
            volume.directory(path);
            return volume.freeBytes();
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

    /** As {@link SimulatedVolume#write}. */
    int write(SimulatedFile file, long position, byte[] bytes, int offset, int length) {
        return volume.write(file, position, bytes, offset, length);
    }

    /** As {@link SimulatedVolume#truncate}. */
    void truncate(SimulatedFile file, long size) {
        volume.truncate(file, size);
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent(), "the root has no parent");
    }
}
