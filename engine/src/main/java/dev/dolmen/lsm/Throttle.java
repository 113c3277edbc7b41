package dev.dolmen.lsm;

import dev.dolmen.lsm.memtable.Generation;
import dev.dolmen.lsm.read.ReadView;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * How much writers are slowed down: not at all while there is little to flush and to compact; then all of them together to
 * a rate that falls smoothly as things pile up, from some hundred MB/s to 1 MB/s just before there is no room left. So the
 * rate settles where the disk can follow, and nobody ever waits for long: room is left again before it has run out.
 *
 * <p>One schedule for all writers: each takes the time that its bytes are due, and sleeps until that time is over. However
 * many threads write, they share the one rate. Thread-safe.
 */
final class Throttle {

    /** At half the pressure: 100 MB/s. */
    private static final double NANOS_PER_BYTE = 10;
    /** Where the rate falls no further: 1 MB/s. */
    private static final double MOST_PRESSURE = 0.99;
    /** Shorter pauses cost more than they last, so writers may be ahead by so much. */
    private static final long SHORTEST_PAUSE_NANOS = 200_000;
    /** A pause that cannot be felt as a stall. */
    private static final long LONGEST_PAUSE_NANOS = 40_000_000;
    /** Share of the memtables' room that may be used freely. */
    private static final double FREE_MEMORY = 0.6;

    private final StoreOptions options;
    private final LongSupplier nanoTime;
    /** When the bytes admitted so far will have had their time. */
    private final AtomicLong busyUntil;

    private final AtomicLong delayedNanos = new AtomicLong();

    /** @param nanoTime as {@link System#nanoTime} */
    Throttle(StoreOptions options, LongSupplier nanoTime) {
        this.options = options;
        this.nanoTime = nanoTime;
        busyUntil = new AtomicLong(nanoTime.getAsLong());
    }

    /** Whether the active memtable is full and no more may be sealed. */
    boolean isMemoryFull(ReadView view) {
        return view.sealed().size() >= options.sealedMemtables()
                && view.active().table().usedBytes() >= options.memtableBytes();
    }

    /** Whether the active memtable has grown to twice its size, since none could be sealed: the end of all patience. */
    boolean isMemoryExhausted(ReadView view) {
        return isMemoryFull(view) && view.active().table().usedBytes() >= 2L * options.memtableBytes();
    }

    boolean isLevel0Full(ReadView view) {
        return level0Files(view) >= options.level0StopFiles();
    }

    private static int level0Files(ReadView view) {
        return view.version().levels().level(0).size();
    }

    /** The caller has waited since {@code startNanos}. */
    void waited(long startNanos) {
        delayedNanos.addAndGet(nanoTime.getAsLong() - startNanos);
    }

    void slowDown(ReadView view, int bytes) {
        double pressure = pressure(view);
        if (pressure <= 0) {
            return;
        }
        long now = nanoTime.getAsLong();
        long pause = pauseNanos(pressure, bytes, now);
        if (pause > 0) {
            // Returns at once for an interrupted thread, which is then not slowed down: it will stop soon.
            LockSupport.parkNanos(pause);
            waited(now);
        }
    }

    /** Takes the time for so many bytes, and returns how long to sleep for it, 0 for not at all. */
    long pauseNanos(double pressure, int bytes, long now) {
        double bounded = Math.min(MOST_PRESSURE, pressure);
        long needed = (long) (bytes * NANOS_PER_BYTE * bounded / (1 - bounded));
        long end = busyUntil.updateAndGet(until ->
                // What nobody used is gone, and nobody owes more than the longest pause.
                Math.min(Math.max(until, now) + needed, now + LONGEST_PAUSE_NANOS));
        long pause = end - now;
        return pause < SHORTEST_PAUSE_NANOS ? 0 : pause;
    }

    /** From 0, nothing has piled up, to 1, no room is left. */
    private double pressure(ReadView view) {
        double memtables = share(view.active());
        for (int i = 0; i < view.sealed().size(); i++) {
            memtables += share(view.sealed().get(i));
        }
        double memory = (memtables / (options.sealedMemtables() + 1) - FREE_MEMORY) / (1 - FREE_MEMORY);
        int slowdown = options.level0SlowdownFiles();
        double level0 = (double) (level0Files(view) - slowdown) / (options.level0StopFiles() - slowdown);
        return Math.max(memory, level0);
    }

    /** How full a memtable is, 1 at most. */
    private double share(Generation memtable) {
        return Math.min(1, (double) memtable.table().usedBytes() / options.memtableBytes());
    }

    long delayedNanos() {
        return delayedNanos.get();
    }
}
