/** What Dolmen is to reach. */
@NullMarked
package dev.dolmen.benchmarks.goal;

import org.jspecify.annotations.NullMarked;
