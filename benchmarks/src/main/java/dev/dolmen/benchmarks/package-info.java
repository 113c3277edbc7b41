/** The same work on Dolmen and on its peers: what is run, in which order, and what is made of the results. */
@NullMarked
package dev.dolmen.benchmarks;

import org.jspecify.annotations.NullMarked;
