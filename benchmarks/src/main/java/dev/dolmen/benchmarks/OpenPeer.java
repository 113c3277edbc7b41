package dev.dolmen.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One peer in a directory of its own, for the length of a trial. */
@State(Scope.Benchmark)
public abstract class OpenPeer {

    @Param({"dolmen", "store", "rocksdb"})
    public Peer.Kind peer;

    @Param({"200", "1000"})
    public int bytes;

    Peer store;
    private Path directory;

    abstract boolean sync();

    @Setup(Level.Trial)
    public void open() throws Exception {
        directory = Files.createTempDirectory("dolmen-benchmark");
        store = Peer.open(peer, directory.resolve("data"), sync());
        fill();
    }

    /** What must be there before the measurement. */
    void fill() throws Exception {}

    @TearDown(Level.Trial)
    public void close() throws Exception {
        store.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
