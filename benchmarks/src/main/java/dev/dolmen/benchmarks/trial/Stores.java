package dev.dolmen.benchmarks.trial;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.data.Permutation;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.peer.PeerOptions;
import dev.dolmen.benchmarks.workload.Subject;
import dev.dolmen.benchmarks.workload.Workload.Start;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stores that trials begin with: each made once in a sitting, and copied for every trial. */
final class Stores {

    private static final int SEED = 5;

    private final Path root;

    /** @param root where they are kept */
    Stores(Path root) {
        this.root = root;
    }

    /** Makes a directory as a trial is to find it. */
    void provide(Start start, PeerKind kind, DataSet dataSet, Path target) throws Exception {
        if (start == Start.EMPTY) {
            Files.createDirectories(target);
            return;
        }
        Path original = root.resolve(String.join(
                "-",
                kind.label(),
                start.name().toLowerCase(java.util.Locale.ROOT),
                Long.toString(dataSet.rows()),
                Integer.toString(dataSet.itemBytes()),
                Integer.toString(dataSet.rowsPerPartition())));
        if (!Files.exists(original)) {
            Path unfinished = root.resolve("unfinished");
            Directories.delete(unfinished);
            if (start == Start.KILLED) {
                KilledWriter.run(kind, dataSet, unfinished);
            } else {
                load(kind, dataSet, unfinished);
            }
            Files.move(unfinished, original);
        }
        Directories.copy(original, target);
    }

    private static void load(PeerKind kind, DataSet dataSet, Path directory) throws Exception {
        Permutation order = new Permutation(dataSet.rows(), SEED);
        try (Subject subject = new Subject(kind, options(directory, dataSet, Memory.BEYOND, false), dataSet)) {
            subject.open();
            for (long position = 0; position < dataSet.rows(); position++) {
                subject.peer().put(subject.rows().row(order.at(position)));
            }
            subject.peer().settle();
        }
    }

    static PeerOptions options(Path directory, DataSet dataSet, Memory memory, boolean sync) {
        return new PeerOptions(
                directory, sync, memory.cacheBytes(dataSet), Memory.memtableBytes(dataSet), mapBytes(dataSet));
    }

    /** As {@link #options}, with so much memory for what was written last that all of the data set stays in the log. */
    static PeerOptions logOnly(Path directory, DataSet dataSet) {
        int memtableBytes = Math.toIntExact(Math.min(1 << 30, 2 * dataSet.bytes() + (64 << 20)));
        return new PeerOptions(directory, false, Memory.FITS.cacheBytes(dataSet), memtableBytes, mapBytes(dataSet));
    }

    /** Room for a tree with half-empty pages, and as much again for what copy-on-write and durable puts add. */
    private static long mapBytes(DataSet dataSet) {
        return (4L << 30) + 8 * dataSet.bytes();
    }

    static void discard(Path directory) throws IOException {
        Directories.delete(directory);
    }
}
