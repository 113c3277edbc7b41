package dev.dolmen.benchmarks.trial;

import dev.dolmen.benchmarks.workload.Client;
import dev.dolmen.benchmarks.workload.Operation;
import dev.dolmen.benchmarks.workload.Share;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Runs one thread's share. Operations are made ready some hundred at a time, and their latencies put on record as many at a
 * time, so that between two of them there is but one look at the clock; what all that costs is not counted.
 */
@State(Scope.Thread)
public class Driver {

    private static final int MOST_AHEAD = 512;
    private static final int MOST_AHEAD_BYTES = 4 << 20;

    private @Nullable Client client;
    private @Nullable Ground ground;
    private Recording recording = new Recording();
    private Operation[] operations = new Operation[0];
    private long[] nanos = new long[0];
    private int[] units = new int[0];
    private int ready;
    private int done;
    private long batchStart;
    private long last;
    private boolean exhausted;

    @Setup(Level.Iteration)
    public void begin(Ground newGround, ThreadParams thread) {
        ground = newGround;
        recording = new Recording();
        int ahead = Math.max(1, Math.min(MOST_AHEAD, MOST_AHEAD_BYTES / newGround.bytes));
        operations = new Operation[ahead];
        nanos = new long[ahead];
        units = new int[ahead];
        ready = 0;
        done = 0;
        exhausted = newGround.skips();
        if (exhausted) {
            return;
        }
        newGround
                .meter()
                .exclude(() -> client = newGround
                        .running()
                        .client(new Share(newGround.subject(), thread.getThreadIndex(), thread.getThreadCount())));
    }

    /** Runs the next operation; does nothing when there is none left. */
    int run() throws Exception {
        if (exhausted || done == ready && !turn()) {
            return 0;
        }
        int did = operations[done].run();
        long now = System.nanoTime();
        nanos[done] = now - last;
        units[done++] = did;
        last = now;
        return did;
    }

    private boolean turn() {
        Objects.requireNonNull(ground).meter().exclude(this::makeReady);
        last = System.nanoTime();
        batchStart = last;
        exhausted = ready == 0;
        return !exhausted;
    }

    private void makeReady() {
        putOnRecord();
        Client from = Objects.requireNonNull(client);
        ready = 0;
        done = 0;
        while (ready < operations.length) {
            Operation next = from.next();
            if (next == null) {
                break;
            }
            operations[ready++] = next;
        }
    }

    private void putOnRecord() {
        long at = batchStart - Objects.requireNonNull(ground).startNanos();
        for (int i = 0; i < done; i++) {
            at += nanos[i];
            recording.record(at, nanos[i], units[i]);
        }
    }

    @TearDown(Level.Iteration)
    public void end(Ground sameGround) {
        if (sameGround.skips()) {
            return;
        }
        sameGround.meter().exclude(this::putOnRecord);
        sameGround.add(recording);
    }
}
