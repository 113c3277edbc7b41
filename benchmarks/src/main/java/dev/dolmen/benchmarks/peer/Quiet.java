package dev.dolmen.benchmarks.peer;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** Waits for the background work of a store that does not tell when it is done. */
final class Quiet {

    private static final Duration WINDOW = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final int WINDOWS = 2;

    /** What this waiting, the collector and the compiler may take of a window. */
    private static final double IDLE_SHARE = 0.05;

    private Quiet() {}

    /** Returns when the process has done next to nothing for a while; after some minutes in any case. */
    static void await() throws InterruptedException {
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long end = System.nanoTime() + LONGEST.toNanos();
        int quiet = 0;
        while (quiet < WINDOWS && System.nanoTime() < end) {
            long before = process.getProcessCpuTime();
            Thread.sleep(WINDOW.toMillis());
            long used = process.getProcessCpuTime() - before;
            quiet = used < WINDOW.toNanos() * IDLE_SHARE ? quiet + 1 : 0;
        }
    }
}
