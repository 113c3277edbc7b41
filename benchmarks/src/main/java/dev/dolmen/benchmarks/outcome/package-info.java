/** What a trial finds, and what there is to say of it. */
@NullMarked
package dev.dolmen.benchmarks.outcome;

import org.jspecify.annotations.NullMarked;
