@NullMarked
package dev.dolmen.benchmarks;

import org.jspecify.annotations.NullMarked;
