package dev.dolmen.benchmarks.trial;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The processor time of this process, read from two clocks, and that of the JVM's compilers. These work hard in the first
 * seconds of a process and then stop; how much of it falls into a short measurement says nothing about a store.
 *
 * <p>The process's own clock counts everything, but in hundredths of a second. Linux has one for each thread that counts
 * nanoseconds, and is lost when its thread ends. So the threads' sum is believed as far as the process's clock allows.
 *
 * @param processNanos by the process's clock
 * @param threadNanos of the threads that there are; elsewhere than on Linux the same as {@code processNanos}
 * @param compilerNanos of the compilers among them; elsewhere 0
 */
record ProcessorTime(long processNanos, long threadNanos, long compilerNanos) {

    private static final Path TASKS = Path.of("/proc/self/task");
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final Duration WINDOW = Duration.ofMillis(100);

    /** A thread may wait for the disk that long without having ended its work. */
    private static final int QUIET_WINDOWS = 3;

    private static final Duration LONGEST_UNREST = Duration.ofMinutes(1);

    /** Of a window: reading the clocks takes less, work of any kind takes more. */
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    static ProcessorTime now() throws IOException {
        long process =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
        if (!Files.isDirectory(TASKS)) {
            return new ProcessorTime(process, process, 0);
        }
        long all = 0;
        long compilers = 0;
        for (Path task : tasks()) {
            try {
                String onProcessor = Files.readString(task.resolve("schedstat")).split(" ", 2)[0];
                long nanos = Long.parseLong(onProcessor);
                all += nanos;
                if (isCompiler(Files.readString(task.resolve("comm")))) {
                    compilers += nanos;
                }
            } catch (IOException ended) {
                // A thread that ended in between is none of the compilers: those stay
                // (-UseDynamicNumberOfCompilerThreads).
                continue;
            }
        }
        return new ProcessorTime(process, all, compilers);
    }

    /** What all threads but the compilers used since then; not negative. */
    long since(ProcessorTime earlier) {
        long process = processNanos - earlier.processNanos;
        long threads = threadNanos - earlier.threadNanos;
        long used = Math.max(process - TICK_NANOS, Math.min(process + TICK_NANOS, threads));
        return Math.max(0, used - (compilerNanos - earlier.compilerNanos));
    }

    /** Returns when no thread but the compilers has done anything for a while; after a minute in any case. */
    static void awaitQuiet() throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_UNREST.toNanos();
        int quiet = 0;
        while (quiet < QUIET_WINDOWS && System.nanoTime() < end) {
            ProcessorTime before = now();
            Thread.sleep(WINDOW.toMillis());
            quiet = now().since(before) < IDLE_NANOS ? quiet + 1 : 0;
        }
    }

    private static List<Path> tasks() throws IOException {
        try (Stream<Path> tasks = Files.list(TASKS)) {
            return tasks.toList();
        }
    }

    private static boolean isCompiler(String name) {
        return name.startsWith("C1 Compiler") || name.startsWith("C2 Compiler");
    }
}
