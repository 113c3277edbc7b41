package dev.dolmen.lsm;

import dev.dolmen.lsm.read.ReadView;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How much writers are slowed down: not at all while there is little to flush and to compact, then by a delay for each
 * byte that grows with the square of what has piled up, to about 10 MB/s just before they have to wait. So the rate falls
 * smoothly to what the disk can take. Thread-safe.
 */
final class Throttle {

    /** At full pressure. */
    private static final double NANOS_PER_BYTE = 100;
    /** Shorter pauses cost more than they last; debts are added up. */
    private static final long SHORTEST_PAUSE_NANOS = 200_000;
    /** A pause that cannot be felt as a stall. */
    private static final long LONGEST_PAUSE_NANOS = 20_000_000;
    /** Share of the memtables' room that may be used freely. */
    private static final double FREE_MEMORY = 0.75;

    private final StoreOptions options;
    private final AtomicLong debtNanos = new AtomicLong();
    private final AtomicLong delayedNanos = new AtomicLong();

    Throttle(StoreOptions options) {
        this.options = options;
    }

    /** Whether the active memtable is full and no more may be sealed. */
    boolean isMemoryFull(ReadView view) {
        return view.sealed().size() >= options.sealedMemtables()
                && view.active().table().usedBytes() >= options.memtableBytes();
    }

    boolean isLevel0Full(ReadView view) {
        return level0Files(view) >= options.level0StopFiles();
    }

    private static int level0Files(ReadView view) {
        return view.version().levels().level(0).size();
    }

    /** The caller has waited since {@code startNanos}. */
    void waited(long startNanos) {
        delayedNanos.addAndGet(System.nanoTime() - startNanos);
    }

    void slowDown(ReadView view, int bytes) {
        double pressure = pressure(view);
        if (pressure <= 0) {
            return;
        }
        long debt = debtNanos.addAndGet((long) (bytes * NANOS_PER_BYTE * pressure * pressure));
        if (debt >= SHORTEST_PAUSE_NANOS) {
            debtNanos.addAndGet(-debt);
            long start = System.nanoTime();
            // Returns at once for an interrupted thread, which is then not slowed down: it will stop soon.
            LockSupport.parkNanos(Math.min(debt, LONGEST_PAUSE_NANOS));
            waited(start);
        }
    }

    /** From 0, nothing has piled up, to 1, writers are about to wait. */
    private double pressure(ReadView view) {
        double memtables = view.sealed().size()
                + Math.min(1, (double) view.active().table().usedBytes() / options.memtableBytes());
        double memory = (memtables / (options.sealedMemtables() + 1) - FREE_MEMORY) / (1 - FREE_MEMORY);
        int slowdown = options.level0SlowdownFiles();
        double level0 = (double) (level0Files(view) - slowdown) / (options.level0StopFiles() - slowdown);
        return Math.min(1, Math.max(memory, level0));
    }

    long delayedNanos() {
        return delayedNanos.get();
    }
}
