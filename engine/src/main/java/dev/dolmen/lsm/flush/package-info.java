/** From a sealed memtable to a table on level 0. */
@NullMarked
package dev.dolmen.lsm.flush;

import org.jspecify.annotations.NullMarked;
