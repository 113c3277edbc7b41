package dev.dolmen.benchmarks.trial;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.peer.PeerOptions;
import dev.dolmen.benchmarks.workload.Subject;
import dev.dolmen.benchmarks.workload.Workload;
import dev.dolmen.benchmarks.workload.Workload.Start;
import dev.dolmen.benchmarks.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Where a trial takes place: a peer, opened on a fresh copy of the store that the workload begins with, and what is measured
 * of the process. A workload that comes to an end gets a fresh store in each iteration, one that does not keeps its own.
 */
@State(Scope.Benchmark)
public class Ground {

    /** Of the iteration that ended last. */
    private static volatile @Nullable Outcome lastOutcome;

    @Param("get-uniform")
    public String workload = "";

    @Param({"dolmen", "store", "rocksdb"})
    public String peer = "";

    @Param("100000")
    public long rows;

    @Param("200")
    public int bytes;

    @Param("100")
    public int rowsPerPartition;

    @Param("beyond")
    public String memory = "";

    /** Where loaded stores are kept from one trial to the next; empty for a directory of this trial's own. */
    @Param("")
    public String directory = "";

    private final Meter meter = new Meter();
    private Workload running = Workloads.compared().get(0);
    private DataSet dataSet = new DataSet(1, DataSet.LEAST_ITEM_BYTES, 1);
    private Path root = Path.of("");
    private Path copy = Path.of("");
    private @Nullable Subject subject;
    private Recording recording = new Recording();
    private long startNanos;

    static @Nullable Outcome lastOutcome() {
        return lastOutcome;
    }

    @Setup(Level.Trial)
    public void prepare() throws IOException {
        running = Workloads.named(workload);
        dataSet = new DataSet(rows, bytes, rowsPerPartition);
        root = directory.isEmpty() ? Files.createTempDirectory("dolmen-benchmark") : Path.of(directory);
        Files.createDirectories(root);
        copy = root.resolve("trial");
    }

    @Setup(Level.Iteration)
    public void begin() throws Exception {
        if (subject == null) {
            subject = open();
        }
        recording = new Recording();
        System.gc();
        meter.start();
        startNanos = System.nanoTime();
    }

    private Subject open() throws Exception {
        PeerKind kind = PeerKind.of(peer);
        Directories.delete(copy);
        new Stores(root).provide(running.start(), kind, dataSet, copy);
        boolean killed = running.start() == Start.KILLED;
        PeerOptions options = killed
                ? Stores.logOnly(copy, dataSet)
                : Stores.options(copy, dataSet, Memory.of(memory), running.sync());
        Subject opened = new Subject(kind, options, dataSet);
        if (!killed) {
            opened.open();
            running.prepare(opened);
        }
        return opened;
    }

    Workload running() {
        return running;
    }

    Subject subject() {
        if (subject == null) {
            throw new IllegalStateException("between iterations");
        }
        return subject;
    }

    Meter meter() {
        return meter;
    }

    long startNanos() {
        return startNanos;
    }

    /** Takes what one thread saw. */
    synchronized void add(Recording ofThread) {
        recording.add(ofThread);
    }

    @TearDown(Level.Iteration)
    public void end() throws Exception {
        Subject ended = subject();
        if (running.settles()) {
            ended.peer().settle();
        }
        Meter.Use use = meter.stop();
        boolean ends = running.operations(dataSet) != Workload.ENDLESS;
        if (ends) {
            running.verify(ended);
        }
        lastOutcome = new Outcome(figures(use), recording.latencies(), recording.timeline());
        if (ends) {
            ended.close();
            subject = null;
            Directories.delete(copy);
        }
    }

    private Figures figures(Meter.Use use) throws IOException {
        long puts = running.puts() ? recording.units() : 0;

        return new Figures(
                Math.max(1, recording.units()),
                use.nanos(),
                Math.max(0, use.cpuNanos()),
                use.allocatedBytes(),
                use.writtenBytes(),
                use.readBytes(),
                puts * dataSet.itemBytes(),
                Directories.bytes(copy),
                running.keepsAll() ? dataSet.bytes() : 0,
                Meter.peakResidentBytes());
    }

    @TearDown(Level.Trial)
    public void close() throws Exception {
        if (subject != null) {
            subject.close();
            subject = null;
        }
        Directories.delete(directory.isEmpty() ? root : copy);
    }
}
