/** The stores that are compared, behind one small interface. */
@NullMarked
package dev.dolmen.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
