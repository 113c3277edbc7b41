package dev.dolmen.benchmarks.trial;

import com.sun.management.ThreadMXBean;
import dev.dolmen.benchmarks.outcome.Use;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;

/**
 * What this process uses from {@link #start} to {@link #stop}: processor time and allocations of all its threads, the
 * stores' and the collector's included but not the {@linkplain ProcessorTime compilers'}, and what it makes the kernel read
 * and write. What the harness itself needs to make ready its next operations is taken off again: {@link #exclude}. One
 * measurement at a time.
 */
final class Meter {

    private static final Path IO = Path.of("/proc/self/io");
    private static final Path CLEAR = Path.of("/proc/self/clear_refs");

    /** Has Linux forget the largest resident set so far. */
    private static final String FORGET_PEAK = "5";

    private static final Path STATUS = Path.of("/proc/self/status");

    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    private final LongAdder excludedCpu = new LongAdder();
    private final LongAdder excludedBytes = new LongAdder();
    private Use started = new Use(0, 0, 0, 0, 0);
    private ProcessorTime startedTime = new ProcessorTime(0, 0, 0);

    void start() throws IOException {
        excludedCpu.reset();
        excludedBytes.reset();
        if (Files.isWritable(CLEAR)) {
            Files.writeString(CLEAR, FORGET_PEAK);
        }
        started = now();
        startedTime = ProcessorTime.now();
    }

    Use stop() throws IOException {
        long cpuNanos = ProcessorTime.now().since(startedTime);
        Use use = now().minus(started);
        // What is taken off is read from another clock, which may be a little ahead.
        return new Use(
                use.nanos(),
                Math.max(1, cpuNanos - excludedCpu.sum()),
                Math.max(0, use.allocatedBytes() - excludedBytes.sum()),
                use.writtenBytes(),
                use.readBytes());
    }

    /** Runs what is not to be counted, in the calling thread. */
    void exclude(Runnable preparation) {
        long cpu = threads.getCurrentThreadCpuTime();
        long bytes = threads.getCurrentThreadAllocatedBytes();
        preparation.run();
        excludedCpu.add(threads.getCurrentThreadCpuTime() - cpu);
        excludedBytes.add(threads.getCurrentThreadAllocatedBytes() - bytes);
    }

    /** Without the processor time. */
    private Use now() throws IOException {
        long allocated = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            allocated += Math.max(0, bytes);
        }
        return new Use(System.nanoTime(), 0, allocated, field(IO, "write_bytes:"), field(IO, "rchar:"));
    }

    /** The largest resident set since the start, in bytes; 0 where the system does not tell. */
    static long peakResidentBytes() throws IOException {
        return field(STATUS, "VmHWM:") << 10;
    }

    private static long field(Path file, String name) throws IOException {
        if (!Files.isReadable(file)) {
            return 0;
        }
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(name)) {
                return Long.parseLong(
                        line.substring(name.length()).replace("kB", "").trim());
            }
        }
        return 0;
    }
}
