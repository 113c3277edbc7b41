package dev.dolmen.benchmarks.outcome;

import java.io.Serializable;

/**
 * What a store's directory took, and what was in it. Sizes are in bytes.
 *
 * @param before the directory's size when the measurement began
 * @param after its size at the end
 * @param put the items' size that were put in between; 0 when the workload puts none
 * @param live the size of the items that are there at the end, so far as the workload knows; 0 when it does not
 */
public record Space(long before, long after, long put, long live) implements Serializable {}
