/** What is written about a comparison: a page to look at, and the figures as CSV. */
@NullMarked
package dev.dolmen.benchmarks.report;

import org.jspecify.annotations.NullMarked;
