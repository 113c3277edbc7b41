/** One measurement: one workload on one peer in a process of its own. */
@NullMarked
package dev.dolmen.benchmarks.trial;

import org.jspecify.annotations.NullMarked;
