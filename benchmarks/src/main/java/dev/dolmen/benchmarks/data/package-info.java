/** The rows that all peers hold, and the order in which they are touched. */
@NullMarked
package dev.dolmen.benchmarks.data;

import org.jspecify.annotations.NullMarked;
