/** Recent writes, sorted, in memory. */
@NullMarked
package dev.dolmen.lsm.memtable;

import org.jspecify.annotations.NullMarked;
