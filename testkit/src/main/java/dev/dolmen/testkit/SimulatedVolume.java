package dev.dolmen.testkit;

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
 * What is on a simulated disk: the names from the root down, what they stand for, and the room that this takes. Knows
 * nothing of power, faults and open files. Paths are absolute and normalized.
 *
 * <p>Not thread-safe: the disk's lock guards it.
 */
final class SimulatedVolume {

    private static final long DEFAULT_CAPACITY_BYTES = 1L << 40;

    private final SimulatedDirectory root;
    private long capacityBytes = DEFAULT_CAPACITY_BYTES;
    private long usedBytes;

    /** An empty one of 1 TiB. */
    SimulatedVolume() {
        this(new SimulatedDirectory());
    }

    private SimulatedVolume(SimulatedDirectory root) {
        this.root = root;
    }

    // ---- what becomes of it ----

    /** What a power failure now may leave. */
    SimulatedVolume afterPowerLoss(PowerLoss policy, Random random) {
        return copy(new Survivors() {
            @Override
            SimulatedNode of(SimulatedNode node) {
                return node instanceof SimulatedDirectory directory
                        ? directory.afterPowerLoss(policy, random, this)
                        : ((SimulatedFile) node).afterPowerLoss(policy, random);
            }
        });
    }

    /** What the death of a process now leaves. */
    SimulatedVolume afterKill() {
        return copy(new Survivors() {
            @Override
            SimulatedNode of(SimulatedNode node) {
                return node instanceof SimulatedDirectory directory
                        ? directory.afterKill(this)
                        : ((SimulatedFile) node).afterKill();
            }
        });
    }

    /** What becomes of each node: the same whatever name leads to it. */
    private abstract static class Survivors implements UnaryOperator<SimulatedNode> {

        private final Map<SimulatedNode, SimulatedNode> survivors = new IdentityHashMap<>();

        abstract SimulatedNode of(SimulatedNode node);

        @Override
        public SimulatedNode apply(SimulatedNode node) {
            // Not computeIfAbsent: directories recurse into it.
            SimulatedNode survivor = survivors.get(node);
            if (survivor == null) {
                survivor = of(node);
                survivors.put(node, survivor);
            }
            return survivor;
        }
    }

    private SimulatedVolume copy(Survivors survivors) {
        SimulatedVolume copy = new SimulatedVolume((SimulatedDirectory) survivors.apply(root));
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

    // ---- room ----

    void setCapacityBytes(long bytes) {
        capacityBytes = bytes;
    }

    long freeBytes() {
        return Math.max(0, capacityBytes - usedBytes);
    }

    private void requireRoom(Path path) throws IOException {
        if (freeBytes() == 0) {
            throw Errno.ENOSPC.on(path);
        }
    }

    /** Writes what there is room for, and returns how much that was, in bytes. */
    int write(SimulatedFile file, long position, byte[] bytes, int offset, int length) {
        long before = file.length();
        int fitting = (int) Math.max(0, Math.min(length, before + freeBytes() - position));
        file.write(position, bytes, offset, fitting);
        account(file, before);
        return fitting;
    }

    void truncate(SimulatedFile file, long size) {
        long before = file.length();
        file.truncate(size);
        account(file, before);
    }

    /** A file without a name takes no room of others. */
    private void account(SimulatedFile file, long lengthBefore) {
        if (file.links > 0) {
            usedBytes += file.length() - lengthBefore;
        }
    }

    private void unlinked(@Nullable SimulatedNode node) {
        if (node instanceof SimulatedFile file && --file.links == 0) {
            usedBytes -= file.length();
        }
    }

    // ---- names ----

    /** What a path stands for; null for nothing. */
    @Nullable
    SimulatedNode find(Path path) {
        SimulatedNode node = root;
        for (Path name : path) {
            if (!(node instanceof SimulatedDirectory directory)) {
                return null;
            }
            node = directory.get(name.toString());
        }
        return node;
    }

    SimulatedDirectory directory(Path path) throws IOException {
        SimulatedNode node = find(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        if (node instanceof SimulatedDirectory directory) {
            return directory;
        }
        throw new NotDirectoryException(path.toString());
    }

    SimulatedFile file(Path path) throws NoSuchFileException {
        if (find(path) instanceof SimulatedFile file) {
            return file;
        }
        throw new NoSuchFileException(path.toString());
    }

    /** Every file, sorted by path. */
    List<Path> files() {
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

    void makeDirectory(Path path) throws IOException {
        requireRoom(path);
        put(path, new SimulatedDirectory());
    }

    SimulatedFile create(Path path) throws IOException {
        requireRoom(path);
        SimulatedFile file = new SimulatedFile();
        put(path, file);
        file.links = 1;
        return file;
    }

    void link(Path existing, Path link) throws IOException {
        requireRoom(link);
        SimulatedFile file = file(existing);
        put(link, file);
        file.links++;
    }

    private void put(Path path, SimulatedNode node) throws IOException {
        SimulatedDirectory directory = parent(path);
        if (directory.get(name(path)) != null) {
            throw new FileAlreadyExistsException(path.toString());
        }
        directory.put(name(path), node);
    }

    /** Requires: both are in the same directory. */
    void rename(Path from, Path to) throws IOException {
        SimulatedFile moved = file(from);
        SimulatedNode replaced = find(to);
        if (replaced instanceof SimulatedDirectory) {
            throw new FileAlreadyExistsException(to.toString());
        }
        if (replaced == moved) {
            return; // two names of one file: POSIX leaves both
        }
        parent(from).rename(name(from), name(to));
        unlinked(replaced);
    }

    void delete(Path path) throws IOException {
        SimulatedNode node = find(path);
        if (node == null) {
            throw new NoSuchFileException(path.toString());
        }
        if (node instanceof SimulatedDirectory directory && !directory.names().isEmpty()) {
            throw new DirectoryNotEmptyException(path.toString());
        }
        parent(path).remove(name(path));
        unlinked(node);
    }

    private SimulatedDirectory parent(Path path) throws IOException {
        return directory(Objects.requireNonNull(path.getParent(), "the root has no parent"));
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }
}
