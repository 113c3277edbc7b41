/** The same work on Dolmen and on its peers, in one process. */
@NullMarked
package dev.dolmen.benchmarks;

import org.jspecify.annotations.NullMarked;
