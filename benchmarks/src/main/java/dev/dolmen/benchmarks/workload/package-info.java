/** What is done to a peer: one class each. */
@NullMarked
package dev.dolmen.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
