package dev.dolmen.benchmarks.trial;

import dev.dolmen.benchmarks.data.DataSet;
import dev.dolmen.benchmarks.outcome.Figures;
import dev.dolmen.benchmarks.outcome.Footprint;
import dev.dolmen.benchmarks.outcome.Outcome;
import dev.dolmen.benchmarks.outcome.Space;
import dev.dolmen.benchmarks.outcome.Use;
import dev.dolmen.benchmarks.peer.PeerKind;
import dev.dolmen.benchmarks.peer.PeerOptions;
import dev.dolmen.benchmarks.workload.Subject;
import dev.dolmen.benchmarks.workload.Workload;
import dev.dolmen.benchmarks.workload.Workload.Start;
import dev.dolmen.benchmarks.workload.Workload.Trait;
import dev.dolmen.benchmarks.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * Where a trial takes place: a peer, opened on a fresh copy of the store that the workload begins with, and what is measured
 * of the process. A workload that comes to an end gets a fresh store in each iteration, one that does not keeps its own, and
 * is measured once what its warm-up left to be done in the background is done. Of the iterations that warm up a workload which ends, those are skipped that come when it was warmed up for long enough.
 */
@State(Scope.Benchmark)
public class Ground {

    /** Of the iteration that ended last. */
    private static volatile @Nullable Outcome lastOutcome;

    /** All that warming up needs besides, flushes above all, takes at most so many times as long as it is to last. */
    private static final int MOST_TIMES_AS_LONG = 3;

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

    /** For how long a workload that ends before is done again to warm up. */
    @Param("5")
    public int seconds;

    private final Meter meter = new Meter();
    private final HeapWatch heap = new HeapWatch();
    private Workload running = Workloads.compared().get(0);
    private DataSet dataSet = new DataSet(1, DataSet.LEAST_ITEM_BYTES, 1);
    private Path root = Path.of("");
    private Path copy = Path.of("");
    private @Nullable Subject subject;
    private Recording recording = new Recording();
    private long startNanos;
    private long firstNanos;
    private long warmedNanos;
    private long diskBefore;
    private boolean measures;
    private boolean skips;

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
    public void begin(IterationParams iteration) throws Exception {
        skips = isWarm(iteration);
        if (skips) {
            return;
        }
        if (subject == null) {
            subject = open();
        }
        diskBefore = Directories.bytes(copy);
        measures = iteration.getType() == IterationType.MEASUREMENT;
        if (lastOutcome == null) {
            firstNanos = System.nanoTime();
        } else if (isEndless() && running.threads() == 1) {
            // With more threads there would be no quiet: while one of them is here the others spin.
            ProcessorTime.awaitQuiet();
        }
        recording = new Recording();
        System.gc();
        heap.start();
        meter.start();
        startNanos = System.nanoTime();
    }

    private boolean isEndless() {
        return running.operations(dataSet) == Workload.ENDLESS;
    }

    private boolean isWarm(IterationParams iteration) {
        long enough = TimeUnit.SECONDS.toNanos(seconds);
        return iteration.getType() == IterationType.WARMUP
                && !isEndless()
                && lastOutcome != null
                && (warmedNanos > enough || System.nanoTime() - firstNanos > MOST_TIMES_AS_LONG * enough);
    }

    private Subject open() throws Exception {
        PeerKind kind = PeerKind.of(peer);
        Directories.delete(copy);
        new Stores(root).provide(running.start(), kind, dataSet, copy);
        PeerOptions options = running.start() == Start.KILLED
                ? Stores.logOnly(copy, dataSet)
                : Stores.options(copy, dataSet, Memory.of(memory), running.has(Trait.SYNCED));
        Subject opened = new Subject(kind, options, dataSet);
        if (running.start().isOpen()) {
            opened.open();
            running.prepare(opened);
        }
        return opened;
    }

    /** Whether nothing is to be done in this iteration. */
    boolean skips() {
        return skips;
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
        if (skips) {
            return;
        }
        Subject ended = subject();
        warmedNanos += System.nanoTime() - startNanos;
        if (running.has(Trait.SETTLES) || running.has(Trait.COMPACTS)) {
            ended.peer().settle();
        }
        if (running.has(Trait.COMPACTS)) {
            ended.peer().compact();
        }
        Use use = meter.stop();
        Footprint footprint = footprint(ended);
        Space space = space();
        boolean ends = !isEndless();
        if (ends && measures) {
            running.verify(ended);
        }
        Figures figures = new Figures(Math.max(1, recording.units()), use, space, footprint);
        lastOutcome = new Outcome(figures, recording.latencies(), recording.timeline());
        if (ends) {
            ended.close();
            subject = null;
            Directories.delete(copy);
        }
    }

    private Footprint footprint(Subject ended) throws Exception {
        long heapBytes = heap.peakBytes();
        long liveBytes = heap.livePeakBytes();
        long residentBytes = Meter.peakResidentBytes();
        Retention retention = running.has(Trait.ANSWERS_ARE_KEPT) ? Retention.of(ended) : Retention.UNKNOWN;
        return new Footprint(heapBytes, liveBytes, residentBytes, retention.answerBytes(), retention.keptBytes());
    }

    private Space space() throws IOException {
        long puts = running.has(Trait.PUTS_ROWS) ? recording.units() : 0;
        return new Space(
                diskBefore,
                Directories.bytes(copy),
                puts * dataSet.itemBytes(),
                running.has(Trait.KEEPS_ALL_ROWS) ? dataSet.bytes() : 0);
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
