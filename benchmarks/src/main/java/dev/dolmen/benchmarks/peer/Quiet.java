package dev.dolmen.benchmarks.peer;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Waits for the background work of a store that does not tell when it is done. */
final class Quiet {

    private static final Duration WINDOW = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** A thread may wait for the disk that long without having ended its work. */
    private static final int WINDOWS = 3;

    /** Below this a thread has but looked for work. Low, for on a busy machine one that works gets little. */
    private static final long IDLE_NANOS = 1_000_000;

    private Quiet() {}

    /** Returns when no thread but the caller's has done anything for a while; after some minutes in any case. */
    static void await() throws InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        Map<Long, Long> before = cpuNanosOfOthers();
        int quiet = 0;
        while (quiet < WINDOWS && System.nanoTime() < end) {
            Thread.sleep(WINDOW.toMillis());
            Map<Long, Long> after = cpuNanosOfOthers();
            quiet = isIdle(before, after) ? quiet + 1 : 0;
            before = after;
        }
    }

    private static boolean isIdle(Map<Long, Long> before, Map<Long, Long> after) {
        return after.entrySet().stream()
                .allMatch(thread -> thread.getValue() - before.getOrDefault(thread.getKey(), 0L) < IDLE_NANOS);
    }

    /** By the threads' ids. */
    private static Map<Long, Long> cpuNanosOfOthers() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long caller = Thread.currentThread().getId();
        Map<Long, Long> nanos = new HashMap<>();
        for (long id : threads.getAllThreadIds()) {
            if (id != caller) {
                nanos.put(id, threads.getThreadCpuTime(id));
            }
        }
        return nanos;
    }
}
