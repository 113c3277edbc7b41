package dev.dolmen.benchmarks.workload;

/**
 * How many times as good as RocksDB at its defaults Dolmen is to be; 0 where nothing is asked.
 *
 * @param latency by the median latency of one call
 * @param cpu by the processor time of an operation, background work included
 * @param disk by the size of the store's directory at the end
 * @param writing by the bytes written to the disk
 */
public record Goal(double latency, double cpu, double disk, double writing) {

    public static final Goal NONE = new Goal(0, 0);

    Goal(double latency, double cpu) {
        this(latency, cpu, 0, 0);
    }

    /** The same by both. */
    static Goal of(double advantage) {
        return new Goal(advantage, advantage);
    }
}
