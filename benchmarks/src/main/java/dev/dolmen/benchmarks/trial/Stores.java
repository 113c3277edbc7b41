package dev.dolmen.benchmarks.trial;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.peer.PeerOptions;
import dev.dolmen.benchmarks.workload.Workload.Start;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Stores that trials begin with: each made once in a sitting, and copied for every trial. */
final class Stores {

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
        StoreWriter.End end = start == Start.KILLED ? StoreWriter.End.KILLED : StoreWriter.End.CLOSED;
        Path original = root.resolve(String.join(
                "-",
                kind.label(),
                end.name().toLowerCase(Locale.ROOT),
                Long.toString(dataSet.rows()),
                Integer.toString(dataSet.itemBytes()),
                Integer.toString(dataSet.rowsPerPartition())));
        if (!Files.exists(original)) {
            Files.createDirectories(root);
            Path unfinished = root.resolve("unfinished");
            Directories.delete(unfinished);
            StoreWriter.run(end, kind, dataSet, unfinished);
            Files.move(unfinished, original);
        }
        Directories.copy(original, target);
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
}
