package dev.dolmen.benchmarks.outcome;

import java.io.Serializable;

/**
 * What a process used of the machine in some time.
 *
 * @param nanos by the clock
 * @param cpuNanos of the whole process
 * @param allocatedBytes on the heap, by threads that still run at the end
 * @param writtenBytes handed to the disk
 * @param readBytes asked of the file system; what is read through a mapping does not show here
 */
public record Use(long nanos, long cpuNanos, long allocatedBytes, long writtenBytes, long readBytes)
        implements Serializable {

    public Use minus(Use earlier) {
        return new Use(
                nanos - earlier.nanos,
                cpuNanos - earlier.cpuNanos,
                allocatedBytes - earlier.allocatedBytes,
                writtenBytes - earlier.writtenBytes,
                readBytes - earlier.readBytes);
    }
}
