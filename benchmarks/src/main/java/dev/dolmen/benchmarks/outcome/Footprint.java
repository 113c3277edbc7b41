package dev.dolmen.benchmarks.outcome;

import java.io.Serializable;

/**
 * What a process had in memory, in bytes.
 *
 * @param heap the most its heap was filled, with what no one needed any longer
 * @param liveHeap the most that a collection left in the heap; 0 when there was none
 * @param resident the most of its memory that was in the machine's, mapped files included; 0 where the system does not tell
 * @param answer what a call takes of the heap for its answer, which nobody looks at; NaN where the workload does not ask
 * @param kept what of that a caller keeps who keeps the answer; NaN where the workload does not ask
 */
public record Footprint(long heap, long liveHeap, long resident, double answer, double kept) implements Serializable {}
