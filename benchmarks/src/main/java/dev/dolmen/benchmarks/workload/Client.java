package dev.dolmen.benchmarks.workload;

import org.jspecify.annotations.Nullable;

/** One thread's share of a workload. Making its next operation ready is not measured. Not thread-safe. */
@FunctionalInterface
public interface Client {

    /** The next operation; null when there are no more. */
    @Nullable
    Operation next();
}
