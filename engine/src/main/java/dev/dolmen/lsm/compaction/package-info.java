/** Deciding what to rewrite, and rewriting it. */
@NullMarked
package dev.dolmen.lsm.compaction;

import org.jspecify.annotations.NullMarked;
